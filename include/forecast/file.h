/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Bytes and files: reading whole, replacing in one step.
 */
#ifndef FORECAST_FILE_H
#define FORECAST_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** A run of bytes with a NUL behind `size`. Zeroed is empty. */
typedef struct fc_bytes {
    char *data;      /**< owned; may be NULL */
    size_t size;     /**< number of bytes */
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
 * followed, also to a file that is not there yet. After a failure, or when the
 * process is killed, the previous file is whole (or the new one, if only the
 * sync of the folder failed), and no temporary file of a finished call stays
 * behind. A device or a pipe is simply written to.
 * @return FC_ERR_WRITE with the reason, FC_ERR_MEMORY.
 */
FC_API fc_status fc_file_replace(const char *path, const void *data,
                                 size_t size, fc_error *err);

/** A file to be, for fc_files_replace(). Borrowed during the call. */
typedef struct fc_file_content {
    const char *path; /**< name of the file */
    const void *data; /**< the bytes */
    size_t size;      /**< number of bytes */
} fc_file_content;

/**
 * Replace several files that belong together, each as fc_file_replace() does:
 * first all temporary files are written and synced, only then all are renamed,
 * in the order given. When anything fails, or the process is killed, before the
 * first rename, all previous files are whole. Between two renames, which do
 * nothing else, new and old files stand together: a process killed just then
 * leaves them so, and so does a rename that is refused (by a folder that lets
 * one replace only some of its files).
 * @return as fc_file_replace()
 */
FC_API fc_status fc_files_replace(const fc_file_content *files, size_t count,
                                  fc_error *err);

/**
 * Would writing to @p a change the file @p b? Also for names of files that are
 * not there yet: links are followed, hard links and other spellings are seen
 * through. Never for devices and pipes, which have no content to lose.
 * @return FC_OK and the answer in *out; FC_ERR_MEMORY.
 */
FC_API fc_status fc_file_is_same(bool *out, const char *a, const char *b,
                                 fc_error *err);

FC_END_DECLS

#endif
