/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/file_error.h"

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
