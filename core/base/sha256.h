/* sha256.h: SHA-256 (FIPS 180-4), for hashes of packs, rules and documents. */
#ifndef ADIT_BASE_SHA256_H
#define ADIT_BASE_SHA256_H

#include <stddef.h>

#define SHA256_HEX 65

/* Lower-case hex of the hash of data; returns out. */
char *sha256_hex(const void *data, size_t n, char out[SHA256_HEX]);

#endif
