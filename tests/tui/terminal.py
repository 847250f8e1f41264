#!/usr/bin/env python3
"""The workbench on real pseudo-terminals: what a person at the other end of an SSH line meets.

Run from the repository's root with $ADIT = the program. Prints "ok - what" or "not ok - what" and
ends with exit code 0 or 1.
"""
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ADIT = os.path.abspath(os.environ.get("ADIT", "build/adit"))
DATA = os.path.abspath("tests/tui/data")
failures = 0


def check(what, good, detail=""):
    global failures
    print(("ok - " if good else "not ok - ") + what, flush=True)
    if not good:
        failures += 1
        if detail != "":
            print("    " + str(detail)[:1500], flush=True)


class Session:
    """adit on a pseudo-terminal of a given size."""

    def __init__(self, folder, term="xterm-256color", rows=24, cols=80, **extra):
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "TERM": term,
            "LC_ALL": "C.UTF-8",
            "ADIT_DATA": DATA,
            "ADIT_NOW": "2026-11-24",
            "ADIT_AUTHOR": "tester",
            "HOME": folder,
        }
        environment.update(extra)
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.slave_modes = termios.tcgetattr(slave)
        self.start = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1):
                os.dup2(slave, fd)
            os.dup2(os.open(os.path.join(folder, "stderr"), os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
            os.chdir(folder)
            os.execve(ADIT, [ADIT], environment)
        self.fd = master
        self.slave = slave

    def read(self, quiet=0.25, limit=5.0):
        """What comes until nothing has come for `quiet` seconds."""
        out = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if not select.select([self.fd], [], [], quiet)[0]:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            out += data
        return out

    def answer(self, keys, quiet=0.2):
        """Sends keys; what comes back, from its first byte until nothing has come for a while."""
        self.send(keys)
        select.select([self.fd], [], [], 10.0)
        return self.read(quiet)

    def wait_for(self, text, limit=10.0):
        """Reads until the output has the text; the whole output, or None after the limit."""
        out = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    out += os.read(self.fd, 65536)
                except OSError:
                    return None
                if text.encode() in out:
                    return out
        return None

    def send(self, keys):
        os.write(self.fd, keys if isinstance(keys, bytes) else keys.encode())

    def resize(self, rows, cols):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def end(self, limit=5.0):
        """The exit code: negative for a signal, None when it does not end."""
        stop = time.monotonic() + limit
        while time.monotonic() < stop:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            self.read(0.02, 0.05)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None

    def close(self):
        for fd in (self.fd, self.slave):
            try:
                os.close(fd)
            except OSError:
                pass


def ready_workspace():
    """A folder whose workspace holds the samples."""
    folder = tempfile.mkdtemp(prefix="adit-tui-")
    script = os.path.join(folder, "take")
    with open(script, "w") as f:
        f.write(":samples\n")
    run_script(folder, script)
    return folder


def run_script(folder, script, size="80x24"):
    environment = dict(os.environ, ADIT_DATA=DATA, ADIT_NOW="2026-11-24", ADIT_AUTHOR="tester",
                       ADIT_KEYS=script, ADIT_SIZE=size, LC_ALL="C.UTF-8")
    return subprocess.run([ADIT], cwd=folder, env=environment, capture_output=True, timeout=60)


def screen(folder, keys, size="80x24"):
    """The cell buffer after some keys, as text."""
    script = os.path.join(folder, "look")
    with open(script, "w") as f:
        f.write(keys + "\n:save-display " + os.path.join(folder, "shown") + "\n")
    run_script(folder, script, size)
    with open(os.path.join(folder, "shown")) as f:
        return f.read()


def test_first_frame(folder):
    times = []
    for _ in range(5):
        s = Session(folder)
        out = s.wait_for("Projects in")
        times.append((time.monotonic() - s.start) * 1000)
        s.read(0.2)
        s.send("q")
        s.end()
        s.close()
        if out is None:
            break
    best = min(times)
    check(f"first frame within 50 ms (best of five: {best:.0f} ms)", best < 50, times)


def test_bytes_per_key(folder):
    s = Session(folder)
    s.wait_for("Projects in")
    s.read(0.5)
    s.answer("\r")
    s.answer("f")
    sizes = [len(s.answer(key, 0.05)) for key in "jjjjjkkkkkjjjkkk"]
    median = statistics.median(sizes)
    check(f"at most 60 bytes for a cursor key in a list (median {median:.0f})", 0 < median <= 60, sizes)
    s.answer("qa")
    s.answer("\r")
    sizes = [len(s.answer(key, 0.1)) for key in "\x14" * 6]
    median = statistics.median(sizes)
    check(f"at most 400 bytes for an answer with what it would move (median {median:.0f})", 0 < median <= 400, sizes)
    s.answer("\x15\x1b", 0.3)
    s.send("Q")
    check("Q leaves with exit code 0", s.end() == 0)
    s.close()


def test_quiet(folder):
    s = Session(folder)
    s.wait_for("Projects in")
    s.read(0.8)
    out = s.read(2.6, 3.0)
    check("nothing is drawn while nothing happens", out == b"", out)
    s.send("q")
    s.end()
    s.close()


def answer_screen(s):
    s.wait_for("Projects in")
    s.read(0.5)
    s.answer("\r")
    s.answer("a")
    s.answer("\r")


def test_hang_up(folder):
    for how in ("a closed terminal", "SIGHUP", "SIGTERM"):
        s = Session(folder)
        answer_screen(s)
        text = "half" + how[:3].strip()
        s.answer("\x15" + text)
        note = "note" + how[:3].strip()
        s.answer("\x1b[Z\x15" + note)  # Shift-Tab: the last field
        if how == "a closed terminal":
            os.close(s.slave)
            os.close(s.fd)
            code, want = wait_code(s.pid), 129
        else:
            os.kill(s.pid, getattr(signal, how))
            code, want = s.end(), 143 if how == "SIGTERM" else 129
            s.close()
        check(f"{how}: exit code {want}", code == want, code)
        shown = screen(folder, "<Enter>a<Enter>")
        check(f"{how}: the half-typed answer and note are there again", text in shown and note in shown, shown)


def test_hang_up_in_a_clause(folder):
    """A passage that is being typed waits as a draft; what was kept before it is there."""
    s = Session(folder)
    s.wait_for("Projects in")
    s.read(0.5)
    for keys in ("\r", "r", "dСоглашение\r", "q", "j", "\r", "\r", "p\r"):
        s.answer(keys)
    for keys in ("j", "j", "j", "j", "\r", "Срок действия двад"):
        s.answer(keys)
    os.kill(s.pid, signal.SIGHUP)
    code = s.end()
    s.close()
    check("SIGHUP in a clause: exit code 129", code == 129, code)
    shown = screen(folder, "<Enter>r<Down><Enter><Down><Down><Down><Down><Enter>")
    check("SIGHUP in a clause: the half-typed passage is there again",
          "Text (typed earlier)  Срок действия двад" in shown and "present" in shown, shown)


def test_hang_up_in_a_review(folder):
    """A reason that is being typed waits as a draft, as do the fields typed before it."""
    s = Session(folder)
    s.wait_for("Projects in")
    s.read(0.5)
    for keys in ("\r", "f", "/park\r", "\r", "v", "\r", "wa\r", "j", "j", "\r", "Решение о грани"):
        s.answer(keys)
    os.kill(s.pid, signal.SIGHUP)
    code = s.end()
    s.close()
    check("SIGHUP in a review: exit code 129", code == 129, code)
    shown = screen(folder, "<Enter>f/park<Enter><Enter>v")
    check("SIGHUP in a review: decision and half-typed reason are there again, not kept",
          "waive" in shown and "Решение о грани" in shown and "typed, not kept" in shown
          and "nobody has reviewed it" in shown, shown)


def wait_code(pid, limit=5.0):
    stop = time.monotonic() + limit
    while time.monotonic() < stop:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def test_kill(folder):
    s = Session(folder)
    answer_screen(s)
    s.answer("\x15unknown")
    s.answer("\x15\x14")  # the first allowed answer
    s.answer("\r", 0.3)
    os.kill(s.pid, signal.SIGKILL)
    os.waitpid(s.pid, 0)
    s.close()
    log = subprocess.run([ADIT, "log", "altyn", "-w", os.path.join(folder, "adit.db"), "--json"],
                         capture_output=True, text=True, env=dict(os.environ, ADIT_DATA=DATA))
    check("kill -9 right after Enter loses no answer", log.stdout.count('"tester"') > 0 and
          "true" in log.stdout.split("[", 1)[-1], log.stdout[-400:] + log.stderr)


def test_terminals(folder):
    for term in ("xterm-256color", "xterm", "screen", "tmux-256color", "linux", "vt100", "dumb"):
        s = Session(folder, term=term)
        out = s.wait_for("Projects in") or b""
        out += s.read(0.5)
        out += s.answer("j\r")
        s.answer("?qq")
        s.send("q")
        code = s.end()
        after = termios.tcgetattr(s.slave)
        same = after[:4] == s.slave_modes[:4]
        check(f"TERM={term}: draws, leaves with 0, gives the terminal back",
              b"Bare project" in out and code == 0 and same, (code, same, out[:300]))
        s.close()
    s = Session(folder, term="no-such-terminal")
    code = s.end()
    said = open(os.path.join(folder, "stderr")).read()
    check("an unknown TERM is a message and exit code 4", code == 4 and "TERM" in said, (code, said))
    s.close()


def colours(out):
    return re.findall(rb"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|38;5;\d+)(?:;\d+)*m", out)


def test_colours(folder):
    for extra, wanted in (({}, True), ({"NO_COLOR": "1"}, False)):
        s = Session(folder, **extra)
        out = s.wait_for("Projects in") or b""
        out += s.read(0.5)
        out += s.answer("\r")
        out += s.answer("f")
        name = "NO_COLOR: no colour is sent" if extra else "colours are sent where the terminal has them"
        check(name, (len(colours(out)) > 0) == wanted, colours(out)[:5])
        s.send("Q")
        s.end()
        s.close()


def test_sizes(folder):
    for rows, cols in ((1, 1), (2, 500), (300, 2), (4, 20)):
        s = Session(folder, rows=rows, cols=cols)
        s.read(0.6)
        s.send("j\rafem?q\x1b")
        s.read(0.4)
        s.resize(24, 80)
        out = s.read(0.5)
        s.send("Q")
        code = s.end()
        if code is None or code != 0:
            code = (code, out[-200:])
        check(f"{cols}x{rows}: keys do no harm, and growing to 80x24 draws", code == 0 and len(out) > 100, code)
        s.close()


def tmux(socket, *arguments):
    return subprocess.run(["tmux", "-L", socket, *arguments], capture_output=True, text=True)


def test_tmux_shows_the_cells(folder):
    socket = f"adit-test-{os.getpid()}"
    command = (f"cd {folder} && ADIT_DATA={DATA} ADIT_NOW=2026-11-24 ADIT_AUTHOR=tester LC_ALL=C.UTF-8 "
               f"exec {ADIT}")
    tmux(socket, "-f", "/dev/null", "-u", "new-session", "-d", "-x", "80", "-y", "24", command)
    try:
        tmux(socket, "set", "-g", "status", "off")
        time.sleep(1.0)
        tmux(socket, "send-keys", "Enter")
        time.sleep(0.8)
        shown = tmux(socket, "capture-pane", "-p").stdout.rstrip("\n").split("\n")
        cells = screen(folder, "<Enter>").split("\n")[:24]
        shown = [line.rstrip() for line in shown] + [""] * (24 - len(shown))
        check("tmux shows what the cell buffer says, Cyrillic in its columns", shown == cells,
              "\n".join(f"{a!r} | {b!r}" for a, b in zip(shown, cells) if a != b))
        tmux(socket, "resize-window", "-x", "60", "-y", "20")
        time.sleep(0.6)
        shown = tmux(socket, "capture-pane", "-p").stdout.rstrip("\n").split("\n")
        cells = screen(folder, "<Enter>", "60x20").split("\n")[:20]
        shown = [line.rstrip() for line in shown] + [""] * (20 - len(shown))
        check("after a resize too", shown == cells,
              "\n".join(f"{a!r} | {b!r}" for a, b in zip(shown, cells) if a != b))
    finally:
        tmux(socket, "kill-server")


def test_escape_in_a_name(folder):
    """A workspace may come from anywhere: its texts must not be able to command the terminal."""
    import sqlite3
    db = sqlite3.connect(os.path.join(folder, "adit.db"))
    names = [row[0] for row in db.execute("select name from sqlite_master where type='table'")]
    table = "project" if "project" in names else "projects"
    for row in db.execute("select name from sqlite_master where type='trigger'").fetchall():
        db.execute(f"drop trigger {row[0]}")
    db.execute(f"update {table} set name = ? where id = 'bare'", ("Evil\x1b]0;owned\x07\x1b[2J\u202e name",))
    db.commit()
    db.close()
    s = Session(folder)
    out = s.wait_for("Projects in") or b""
    out += s.read(0.6)
    s.send("q")
    s.end()
    s.close()
    check("a terminal escape in a project's name is shown, not obeyed",
          b"]0;owned\x07" not in out and b"Evil<U+001B>" in out, out[-600:])


def main():
    for test in (test_first_frame, test_bytes_per_key, test_quiet, test_hang_up, test_hang_up_in_a_clause,
                 test_hang_up_in_a_review, test_kill, test_terminals,
                 test_colours, test_sizes, test_tmux_shows_the_cells, test_escape_in_a_name):
        try:
            test(ready_workspace())
        except Exception as e:  # a test that breaks is a failed test, and the rest goes on
            check(f"{test.__name__} ran to its end", False, repr(e))
    sys.exit(1 if failures else 0)


main()
