/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/gzip.h"

#include <stdlib.h>

/* Let zlib take const input. */
#define ZLIB_CONST
#include <zlib.h>

#include "base/memory.h"

/* 15 bits of window, and 16 for the header and trailer of gzip. */
enum { GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8, ROOM = 65536 };

struct fc_packer {
    z_stream stream;
    unsigned char room[ROOM];
};

struct fc_unpacker {
    z_stream stream;
    bool ended; /* a member has ended and no other has begun */
};

fc_status fc_packer_create(struct fc_packer **out)
{
    struct fc_packer *packer = fc_calloc(1, sizeof *packer);

    *out = NULL;
    if (packer == NULL) {
        return FC_ERR_MEMORY;
    }
    /* The header that zlib writes holds neither a name nor a time. */
    if (deflateInit2(&packer->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                     GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY)
        != Z_OK) {
        free(packer);
        return FC_ERR_MEMORY;
    }
    *out = packer;
    return FC_OK;
}

void fc_packer_free(struct fc_packer *packer)
{
    if (packer != NULL) {
        (void)deflateEnd(&packer->stream);
        free(packer);
    }
}

/* Let zlib work until it has taken all input and has no more to give. */
static fc_status pack(struct fc_packer *packer, int flush, fc_packer_sink *sink,
                      void *context, fc_error *err)
{
    fc_status status = FC_OK;

    do {
        packer->stream.next_out = packer->room;
        packer->stream.avail_out = ROOM;
        (void)deflate(&packer->stream, flush);
        status = sink(context, packer->room, ROOM - packer->stream.avail_out,
                      err);
    } while (status == FC_OK && packer->stream.avail_out == 0);
    return status;
}

fc_status fc_packer_write(struct fc_packer *packer, const void *data,
                          size_t size, fc_packer_sink *sink, void *context,
                          fc_error *err)
{
    static const size_t most = (size_t)1 << 30; /* zlib counts in 32 bits */
    const unsigned char *at = data;
    fc_status status = FC_OK;

    while (size > 0 && status == FC_OK) {
        size_t part = size < most ? size : most;

        packer->stream.next_in = at;
        packer->stream.avail_in = (uInt)part;
        status = pack(packer, Z_NO_FLUSH, sink, context, err);
        at += part;
        size -= part;
    }
    return status;
}

fc_status fc_packer_finish(struct fc_packer *packer, fc_packer_sink *sink,
                           void *context, fc_error *err)
{
    packer->stream.next_in = NULL;
    packer->stream.avail_in = 0;
    return pack(packer, Z_FINISH, sink, context, err);
}

fc_status fc_unpacker_create(struct fc_unpacker **out)
{
    struct fc_unpacker *unpacker = fc_calloc(1, sizeof *unpacker);

    *out = NULL;
    if (unpacker == NULL) {
        return FC_ERR_MEMORY;
    }
    if (inflateInit2(&unpacker->stream, GZIP_WINDOW) != Z_OK) {
        free(unpacker);
        return FC_ERR_MEMORY;
    }
    *out = unpacker;
    return FC_OK;
}

void fc_unpacker_free(struct fc_unpacker *unpacker)
{
    if (unpacker != NULL) {
        (void)inflateEnd(&unpacker->stream);
        free(unpacker);
    }
}

fc_status fc_unpacker_run(struct fc_unpacker *unpacker, const char *in,
                          size_t in_size, size_t *used, char *out,
                          size_t out_size, size_t *got)
{
    z_stream *stream = &unpacker->stream;
    int result = Z_OK;

    if (unpacker->ended && in_size > 0) {
        (void)inflateReset(stream);
        unpacker->ended = false;
    }
    stream->next_in = (const unsigned char *)in;
    stream->avail_in = (uInt)in_size;
    stream->next_out = (unsigned char *)out;
    stream->avail_out = (uInt)out_size;
    result = inflate(stream, Z_NO_FLUSH);
    *used = in_size - stream->avail_in;
    *got = out_size - stream->avail_out;
    unpacker->ended = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) {
        return FC_ERR_MEMORY;
    }
    /* Z_BUF_ERROR: nothing could be done now; more input will help. */
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR
               ? FC_OK
               : FC_ERR_FORMAT;
}

bool fc_unpacker_complete(const struct fc_unpacker *unpacker)
{
    return unpacker->ended;
}
