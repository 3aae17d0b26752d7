/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/folder.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder_name[] = "test-folder-XXXXXX";

int folder_enter(void **state)
{
    (void)state;
    (void)strcpy(folder_name, "test-folder-XXXXXX");
    if (mkdtemp(folder_name) == NULL || chdir(folder_name) != 0) {
        return -1;
    }
    return chmod(".", 0755); /* mkdtemp() makes it private */
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int empty(void)
{
    DIR *folder = opendir(".");
    struct dirent *entry = NULL;
    int result = 0;

    if (folder == NULL) {
        return -1;
    }
    while ((entry = readdir(folder)) != NULL) {
        if (is_dots(entry->d_name) || unlink(entry->d_name) == 0) {
            continue;
        }
        (void)chmod(entry->d_name, 0700);
        result |= chdir(entry->d_name) != 0 || empty() != 0 || chdir("..") != 0
                  || rmdir(entry->d_name) != 0;
    }
    (void)closedir(folder);
    return result;
}

int folder_leave(void **state)
{
    (void)state;
    if (empty() != 0 || chdir("..") != 0) {
        return -1;
    }
    return rmdir(folder_name);
}

void folder_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

void folder_assert_holds(const char *path, const char *text)
{
    size_t length = strlen(text);
    char *data = malloc(length + 1);
    FILE *file = fopen(path, "rb");

    assert_non_null(file);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, length + 1, file), length);
    assert_memory_equal(data, text, length);
    assert_int_equal(fclose(file), 0);
    free(data);
}

size_t folder_count(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry = NULL;
    size_t count = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        count += !is_dots(entry->d_name);
    }
    assert_int_equal(closedir(folder), 0);
    return count;
}
