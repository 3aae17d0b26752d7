/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for a test that writes files, and shorthands for them. */
#ifndef FC_SUPPORT_FOLDER_H
#define FC_SUPPORT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/** Make an empty folder and go there. For cmocka's setup. */
int folder_enter(void **state);

/** Go back and remove the folder with all in it. For cmocka's teardown. */
int folder_leave(void **state);

/** Write @p text to a new or emptied file; asserts. */
void folder_write(const char *path, const char *text);

/** Assert that the file holds exactly @p text. */
void folder_assert_holds(const char *path, const char *text);

/** Number of entries in a folder, without "." and ".."; asserts. */
size_t folder_count(const char *path);

#endif
