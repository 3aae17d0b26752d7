/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gzip by zlib, piece by piece. Messages are left to the callers, who know the
 * file; only the sink of a packer fills the error. */
#ifndef FC_BASE_GZIP_H
#define FC_BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

struct fc_packer;
struct fc_unpacker;

/** Takes packed bytes. */
typedef fc_status fc_packer_sink(void *context, const void *data, size_t size,
                                 fc_error *err);

/** FC_ERR_MEMORY. The caller ends *out with fc_packer_free(). */
fc_status fc_packer_create(struct fc_packer **out);
/** NULL is fine. */
void fc_packer_free(struct fc_packer *packer);
/** Pack bytes; what comes out goes to the sink, whose failure is returned. */
fc_status fc_packer_write(struct fc_packer *packer, const void *data,
                          size_t size, fc_packer_sink *sink, void *context,
                          fc_error *err);
/** Pack what is left, and the trailer. */
fc_status fc_packer_finish(struct fc_packer *packer, fc_packer_sink *sink,
                           void *context, fc_error *err);

/** FC_ERR_MEMORY. The caller ends *out with fc_unpacker_free(). */
fc_status fc_unpacker_create(struct fc_unpacker **out);
/** NULL is fine. */
void fc_unpacker_free(struct fc_unpacker *unpacker);
/**
 * Unpack as much as there is room for. *used bytes of the input are done with,
 * *got bytes came out. Several gzip members one after the other are one text.
 * @return FC_ERR_FORMAT for damaged bytes, FC_ERR_MEMORY
 */
fc_status fc_unpacker_run(struct fc_unpacker *unpacker, const char *in,
                          size_t in_size, size_t *used, char *out,
                          size_t out_size, size_t *got);
/** Did the last member end where the input ends? */
bool fc_unpacker_complete(const struct fc_unpacker *unpacker);

#endif
