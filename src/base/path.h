/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files and folders. What returns char * gives a text that the caller
 * frees, or NULL when memory is out. */
#ifndef FC_BASE_PATH_H
#define FC_BASE_PATH_H

#include <stdbool.h>

/** The folder of a file: "a" of "a/b.csv", "." of "b.csv", "/" of "/b.csv". */
char *fc_path_folder(const char *path);

/** The last part: "b.csv" of "a/b.csv". Points into @p path. */
const char *fc_path_name(const char *path);

/** @p path as seen from the current folder when it is relative to @p folder. */
char *fc_path_join(const char *folder, const char *path);

/**
 * @p path as seen from @p folder, with symbolic links resolved. Either may be
 * missing as long as some folder above it exists.
 */
char *fc_path_relative(const char *path, const char *folder);

/**
 * The absolute name of the file that writing to @p path makes or changes: links
 * are followed, also one to a file that is not there yet. NULL with errno ELOOP
 * for links that go round in a circle.
 */
char *fc_path_target(const char *path);

/** Do both names lead to one existing file? */
bool fc_path_is_same(const char *a, const char *b);

#endif
