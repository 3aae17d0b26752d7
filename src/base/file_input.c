/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading piece by piece: a file, standard input or memory, plain or gzip. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forecast/stream.h"

#include "base/file_error.h"
#include "base/gzip.h"
#include "base/memory.h"

enum { ROOM = 65536 };

static const unsigned char gzip_mark[2] = {0x1f, 0x8b};

struct fc_input {
    char *source;
    int fd;         /* -1: memory */
    const char *at; /* raw bytes that are not used up; in room or in memory */
    size_t left;
    bool ended;                   /* there are no raw bytes behind those */
    struct fc_unpacker *unpacker; /* NULL: plain */
    char room[ROOM];
};

static fc_status out_of_memory(const char *source, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, source, 0, 0,
                      "out of memory reading it");
}

/* Read more raw bytes behind those at hand; there is room for one at least. */
static fc_status fill(fc_input *input, fc_error *err)
{
    ssize_t got = -1;

    if (input->left > 0) {
        memmove(input->room, input->at, input->left);
    }
    input->at = input->room;
    do {
        got = read(input->fd, input->room + input->left, ROOM - input->left);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return fc_file_read_error(err, input->source, errno);
    }
    input->left += (size_t)got;
    input->ended = got == 0;
    return FC_OK;
}

/* Gzip tells itself by its first two bytes. */
static fc_status find_format(fc_input *input, fc_error *err)
{
    while (input->left < sizeof gzip_mark && !input->ended) {
        fc_status status = fill(input, err);

        if (status != FC_OK) {
            return status;
        }
    }
    if (input->left >= sizeof gzip_mark
        && memcmp(input->at, gzip_mark, sizeof gzip_mark) == 0
        && fc_unpacker_create(&input->unpacker) != FC_OK) {
        return out_of_memory(input->source, err);
    }
    return FC_OK;
}

static fc_input *allocate(const char *source)
{
    fc_input *input = fc_calloc(1, sizeof *input);

    if (input == NULL) {
        return NULL;
    }
    input->fd = -1;
    input->source = fc_text_copy(source);
    if (input->source == NULL) {
        fc_input_free(input);
        return NULL;
    }
    return input;
}

fc_status fc_input_open(fc_input **out, const char *path, fc_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    fc_input *input = allocate(is_stdin ? "<stdin>" : path);
    fc_status status = FC_OK;

    *out = NULL;
    if (input == NULL) {
        return out_of_memory(path, err);
    }
    input->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    status = input->fd >= 0 ? find_format(input, err)
                            : fc_file_read_error(err, path, errno);
    if (status != FC_OK) {
        fc_input_free(input);
        return status;
    }
    *out = input;
    return FC_OK;
}

fc_status fc_input_open_memory(fc_input **out, const void *data, size_t size,
                               const char *source, fc_error *err)
{
    fc_input *input = allocate(source);
    fc_status status = FC_OK;

    *out = NULL;
    if (input == NULL) {
        return out_of_memory(source, err);
    }
    input->at = data;
    input->left = size;
    input->ended = true;
    status = find_format(input, err);
    if (status != FC_OK) {
        fc_input_free(input);
        return status;
    }
    *out = input;
    return FC_OK;
}

void fc_input_free(fc_input *input)
{
    if (input == NULL) {
        return;
    }
    if (input->fd > STDIN_FILENO) {
        (void)close(input->fd);
    }
    fc_unpacker_free(input->unpacker);
    free(input->source);
    free(input);
}

const char *fc_input_source(const fc_input *input)
{
    return input->source;
}

static void use(fc_input *input, size_t size)
{
    input->at += size;
    input->left -= size;
}

static fc_status read_plain(size_t *got, fc_input *input, char *buffer,
                            size_t size, fc_error *err)
{
    fc_status status = input->left == 0 && !input->ended ? fill(input, err)
                                                         : FC_OK;

    if (status == FC_OK && input->left > 0) {
        *got = input->left < size ? input->left : size;
        memcpy(buffer, input->at, *got);
        use(input, *got);
    }
    return status;
}

static fc_status damaged(const fc_input *input, const char *how, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_READ, input->source, 0, 0,
                      "the gzip file %s; get it again", how);
}

/* Unpack what is at hand: at most a piece that zlib can count. */
static fc_status unpack(size_t *got, fc_input *input, char *buffer, size_t size,
                        fc_error *err)
{
    size_t part = input->left < ROOM ? input->left : ROOM;
    size_t used = 0;
    fc_status status = fc_unpacker_run(input->unpacker, input->at, part, &used,
                                       buffer, size < ROOM ? size : ROOM, got);

    if (used > 0) {
        use(input, used);
    }
    if (status == FC_ERR_MEMORY) {
        return out_of_memory(input->source, err);
    }
    if (status != FC_OK) {
        return damaged(input, "is damaged", err);
    }
    return FC_OK;
}

static fc_status read_packed(size_t *got, fc_input *input, char *buffer,
                             size_t size, fc_error *err)
{
    fc_status status = FC_OK;

    while (status == FC_OK && *got == 0) {
        if (input->left == 0 && !input->ended) {
            status = fill(input, err);
        }
        if (status == FC_OK && input->left == 0 && input->ended
            && fc_unpacker_complete(input->unpacker)) {
            return FC_OK;
        }
        if (status == FC_OK) {
            bool last = input->left == 0 && input->ended;

            status = unpack(got, input, buffer, size, err);
            if (status == FC_OK && last && *got == 0
                && !fc_unpacker_complete(input->unpacker)) {
                status = damaged(input, "ends too early", err);
            }
        }
    }
    return status;
}

fc_status fc_input_read(size_t *got, fc_input *input, char *buffer, size_t size,
                        fc_error *err)
{
    *got = 0;
    return input->unpacker != NULL ? read_packed(got, input, buffer, size, err)
                                   : read_plain(got, input, buffer, size, err);
}

bool fc_stream_is_gzip(const char *path)
{
    size_t length = strlen(path);

    return length >= 3 && strcmp(path + length - 3, ".gz") == 0;
}
