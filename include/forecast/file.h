/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes and files: reading whole, replacing in one step.
 */
#ifndef FORECAST_FILE_H
#define FORECAST_FILE_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** A run of bytes with a NUL behind `size`. Zeroed is empty. */
typedef struct fc_bytes {
    char *data;
    size_t size;
    size_t capacity; /**< allocated; of no interest to readers */
} fc_bytes;

/** Free the content; safe on a zeroed struct. */
FC_API void fc_bytes_release(fc_bytes *bytes);

/** Largest file that fc_file_read() takes: 256 MiB. */
FC_API extern const size_t fc_file_size_limit;

/**
 * Read a whole file ("-" is standard input) into *out, which must be zeroed
 * and is released by the caller, after a failure too.
 * @return FC_ERR_READ with the reason (missing, no permission, a directory,
 *         over fc_file_size_limit), FC_ERR_MEMORY.
 */
FC_API fc_status fc_file_read(fc_bytes *out, const char *path, fc_error *err);

/**
 * Replace the file at @p path by @p size bytes as one step: temporary file in
 * the same folder, write, fsync, rename, fsync of the folder. Missing parent
 * folders are made; the mode of an existing file is kept; a symbolic link is
 * followed. After a failure, or when the process is killed, the previous file
 * is whole (or the new one, if only the sync of the folder failed), and no
 * temporary file of a finished call stays behind. A device or a pipe is simply
 * written to.
 * @return FC_ERR_WRITE with the reason, FC_ERR_MEMORY.
 */
FC_API fc_status fc_file_replace(const char *path, const void *data,
                                 size_t size, fc_error *err);

FC_END_DECLS

#endif
