/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Files read and written piece by piece, plain or gzip, in constant memory.
 *
 *  - An input is gzip if it begins as gzip does (1f 8b), whatever its name.
 *  - An output replaces its file in one step when it is committed; until then,
 *    and after any failure, the previous file is whole.
 */
#ifndef FORECAST_STREAM_H
#define FORECAST_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** A file or stream to read, unpacked on the way. */
typedef struct fc_input fc_input;
/** A file or stream to write, packed on the way. */
typedef struct fc_output fc_output;

/**
 * Open @p path ("-" is standard input).
 * @return FC_ERR_READ with the reason, FC_ERR_MEMORY. The caller ends it with
 *         fc_input_free().
 */
FC_API fc_status fc_input_open(fc_input **out, const char *path, fc_error *err);
/** As fc_input_open(), of bytes that outlive it; @p source names them. */
FC_API fc_status fc_input_open_memory(fc_input **out, const void *data,
                                      size_t size, const char *source,
                                      fc_error *err);
/** NULL is fine. */
FC_API void fc_input_free(fc_input *input);
/** File name as given, or "<stdin>". Borrowed. */
FC_API const char *fc_input_source(const fc_input *input);
/**
 * Read up to @p size bytes, unpacked; *got is 0 at the end and only there.
 * @return FC_ERR_READ, also for gzip that is damaged or cut off; FC_ERR_MEMORY
 */
FC_API fc_status fc_input_read(size_t *got, fc_input *input, char *buffer,
                               size_t size, fc_error *err);

/**
 * Begin to replace the file at @p path, into a temporary file beside it.
 * Missing parent folders are made; the mode of an existing file is kept; a
 * symbolic link is followed; a device or a pipe is simply written to.
 * @param gzip compress; equal bytes give an equal file
 * @return FC_ERR_WRITE with the reason, FC_ERR_MEMORY. The caller ends it with
 *         fc_output_free().
 */
FC_API fc_status fc_output_create(fc_output **out, const char *path, bool gzip,
                                  fc_error *err);
/** Write bytes behind those written. */
FC_API fc_status fc_output_write(fc_output *output, const void *data,
                                 size_t size, fc_error *err);
/**
 * Put what was written in the place of the files, together: first all of them
 * are synced, then all renamed, in the order given, then their folders synced.
 * When anything fails before the first rename, all previous files are whole.
 * Once, last.
 */
FC_API fc_status fc_outputs_commit(fc_output *const *outputs, size_t count,
                                   fc_error *err);
/** Remove the temporary file unless it was committed. NULL is fine. */
FC_API void fc_output_free(fc_output *output);
/** The temporary file, so that a signal handler can remove it; NULL if there is
 * none. Borrowed. */
FC_API const char *fc_output_temporary(const fc_output *output);

/** Does the name ask for gzip: does it end in ".gz"? */
FC_API bool fc_stream_is_gzip(const char *path);

FC_END_DECLS

#endif
