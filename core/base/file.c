#include "core/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/vec.h"

static void fail(struct diags *d, const char *path, const char *what, const char *hint)
{
    diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0}, hint, "%s", what);
}

static void fail_errno(struct diags *d, const char *path, const char *doing)
{
    int e = errno;
    struct pos pos = {path, 0, 0};
    const char *hint = e == ENOENT   ? "check the path"
                       : e == EACCES ? "check the permissions of the file and its folder"
                       : e == ENOSPC ? "make room on the disk; nothing was lost"
                       : e == EROFS  ? "the disk is read-only: write somewhere else"
                                     : NULL;
    diag_add(d, DIAG_ERROR, NULL, pos, hint, "cannot %s: %s", doing, strerror(e));
}

/* Reads what fd holds, at most max bytes. */
static char *read_all(struct arena *a, int fd, const char *path, size_t max, size_t expected,
                      size_t *n, struct diags *d)
{
    size_t cap = expected + 1, len = 0;
    char *buf = arena_alloc(a, cap + 1);
    for (;;) {
        if (len == cap) {
            char *grown = arena_alloc(a, cap * 2 + 1);
            memcpy(grown, buf, len);
            buf = grown;
            cap *= 2;
        }
        ssize_t got = read(fd, buf + len, cap - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            fail_errno(d, path, "read");
            return NULL;
        }
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > max) {
            diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0},
                     "is this the file that you meant?", "file is larger than %zu bytes", max);
            return NULL;
        }
    }
    buf[len] = '\0';
    *n = len;
    return buf;
}

char *file_read(struct arena *a, const char *path, size_t max, size_t *n, struct diags *d)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        fail_errno(d, path, "open");
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    char *text = NULL;
    if (S_ISDIR(st.st_mode))
        fail(d, path, "is a folder, not a file", NULL);
    else if (S_ISREG(st.st_mode) && (unsigned long long)st.st_size > max)
        diag_add(d, DIAG_ERROR, NULL, (struct pos){path, 0, 0}, "is this the file that you meant?",
                 "file is larger than %zu bytes", max);
    else
        text = read_all(a, fd, path, max, S_ISREG(st.st_mode) ? (size_t)st.st_size : 4096, n, d);
    close(fd);
    return text;
}

static bool write_all(int fd, const char *data, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, data, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        data += done;
        n -= (size_t)done;
    }
    return fsync(fd) == 0;
}

bool file_write(const char *path, const char *data, size_t n, struct diags *d)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        /* A pipe or a device (/dev/stdout) cannot be replaced: written straight. */
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        bool ok = fd >= 0 && (write_all(fd, data, n) || errno == EINVAL || errno == ENOTSUP);
        if (!ok)
            fail_errno(d, path, "write");
        if (fd >= 0)
            close(fd);
        return ok;
    }
    if (access(path, F_OK) == 0 && access(path, W_OK) != 0) {
        fail_errno(d, path, "write");
        return false;
    }
    struct arena *a = arena_new();
    char *beside = arena_printf(a, "%s.XXXXXX", path);
    int fd = mkstemp(beside);
    bool ok = fd >= 0 && write_all(fd, data, n);
    mode_t mask = umask(0);
    umask(mask);
    ok = ok && fchmod(fd, 0666 & ~mask) == 0;
    if (!ok)
        fail_errno(d, path, "write");
    if (fd >= 0 && close(fd) != 0 && ok) {
        fail_errno(d, path, "write");
        ok = false;
    }
    if (ok && rename(beside, path) != 0) {
        fail_errno(d, path, "write");
        ok = false;
    }
    if (!ok && fd >= 0)
        unlink(beside);
    arena_free(a);
    return ok;
}

typedef VEC(char *) names;

static void walk(struct arena *a, const char *dir, const char *suffix, int depth, names *found,
                 struct diags *d)
{
    DIR *handle = opendir(dir);
    if (handle == NULL) {
        fail_errno(d, dir, "open the folder");
        return;
    }
    for (struct dirent *e = readdir(handle); e != NULL; e = readdir(handle)) {
        if (e->d_name[0] == '.')
            continue;
        char *path = arena_printf(a, "%s/%s", dir, e->d_name);
        size_t len = strlen(path), tail = strlen(suffix);
        struct stat st;
        if (stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < 16)
            walk(a, path, suffix, depth + 1, found, d);
        else if (S_ISREG(st.st_mode) && len > tail && strcmp(path + len - tail, suffix) == 0)
            VEC_PUSH(a, found, path);
    }
    closedir(handle);
}

static int compare_names(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

char **file_list(struct arena *a, const char *dir, const char *suffix, size_t *n, struct diags *d)
{
    names found = {0};
    walk(a, dir, suffix, 0, &found, d);
    if (found.n > 1)
        qsort(found.items, found.n, sizeof *found.items, compare_names);
    *n = found.n;
    return found.items;
}
