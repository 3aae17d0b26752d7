/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file_error.h"
#include "base/path.h"

const size_t fc_file_size_limit = (size_t)256 << 20;

static fc_status read_all(fc_bytes *out, int fd, const char *path,
                          fc_error *err)
{
    static const size_t chunk = 65536;
    char *block = malloc(chunk);
    fc_status status = block != NULL ? FC_OK : FC_ERR_MEMORY;
    bool more = status == FC_OK;

    while (more) {
        ssize_t got = read(fd, block, chunk);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        more = got > 0;
        if (got < 0) {
            status = fc_file_read_error(err, path, errno);
        } else if (out->size + (size_t)got > fc_file_size_limit) {
            status = FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0,
                                "is larger than %zu MiB; split it",
                                fc_file_size_limit >> 20);
        } else {
            status = fc_bytes_append(out, block, (size_t)got);
        }
        more = more && status == FC_OK;
    }
    free(block);
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL_AT(err, status, path, 0, 0, "out of memory reading it");
    }
    return status;
}

fc_status fc_file_read(fc_bytes *out, const char *path, fc_error *err)
{
    fc_status status = FC_OK;
    int fd = STDIN_FILENO;

    if (strcmp(path, "-") == 0) {
        return read_all(out, fd, "<stdin>", err);
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return fc_file_read_error(err, path, errno);
    }
    status = read_all(out, fd, path, err);
    (void)close(fd);
    return status;
}

/* A device or a pipe holds nothing that a second writer could destroy. */
static bool is_stream(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* NULL in *out for links that lead nowhere. */
static fc_status find_target(char **out, const char *path, fc_error *err)
{
    *out = fc_path_target(path);
    if (*out == NULL && errno == ENOMEM) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    return FC_OK;
}

fc_status fc_file_is_same(bool *out, const char *a, const char *b,
                          fc_error *err)
{
    char *one = NULL;
    char *other = NULL;
    fc_status status = FC_OK;

    *out = false;
    if (is_stream(a) || is_stream(b)) {
        return FC_OK;
    }
    if (fc_path_is_same(a, b)) {
        *out = true;
        return FC_OK;
    }
    status = find_target(&one, a, err);
    if (status == FC_OK) {
        status = find_target(&other, b, err);
    }
    *out = one != NULL && other != NULL && strcmp(one, other) == 0;
    free(one);
    free(other);
    return status;
}
