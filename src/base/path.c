/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/memory.h"

const char *fc_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

char *fc_path_folder(const char *path)
{
    const char *name = fc_path_name(path);

    if (name == path) {
        return fc_text_copy(".");
    }
    if (name == path + 1) {
        return fc_text_copy("/");
    }
    return fc_text_copy_n(path, (size_t)(name - path) - 1);
}

/* The text of @p bytes, or NULL after a failure. */
static char *finish(fc_bytes *bytes, fc_status status)
{
    if (status != FC_OK) {
        fc_bytes_release(bytes);
    }
    return bytes->data;
}

char *fc_path_join(const char *folder, const char *path)
{
    fc_bytes joined = {0};

    if (path[0] == '/' || strcmp(folder, ".") == 0) {
        return fc_text_copy(path);
    }
    return finish(&joined,
                  fc_bytes_printf(&joined, "%s%s%s", folder,
                                  strcmp(folder, "/") == 0 ? "" : "/", path));
}

/* Above the root is the root. */
static void cut_last_part(fc_bytes *whole)
{
    while (whole->size > 0 && whole->data[--whole->size] != '/') {
    }
    if (whole->data != NULL) {
        whole->data[whole->size] = '\0';
    }
}

/* Append the parts of @p rest to the absolute name in @p whole. None of them
 * exists, so that "." and ".." are nothing but text. */
static fc_status append_parts(fc_bytes *whole, const char *rest)
{
    fc_status status = FC_OK;

    while (*rest != '\0' && status == FC_OK) {
        size_t length = strcspn(rest, "/");

        if (length == 2 && strncmp(rest, "..", 2) == 0) {
            cut_last_part(whole);
        } else if (length > 0 && !(length == 1 && rest[0] == '.')) {
            status = fc_bytes_printf(whole, "/%.*s", (int)length, rest);
        }
        rest += length;
        rest += strspn(rest, "/");
    }
    return status;
}

static char *absolute(const char *resolved, const char *rest)
{
    fc_bytes whole = {0};
    bool is_root = strcmp(resolved, "/") == 0;
    fc_status status = fc_bytes_append_text(&whole, is_root ? "" : resolved);

    if (status == FC_OK) {
        status = append_parts(&whole, rest);
    }
    if (status == FC_OK && whole.size == 0) {
        status = fc_bytes_append_text(&whole, "/");
    }
    return finish(&whole, status);
}

/* The absolute name of @p path: that of the nearest folder above it that
 * exists, and the rest as text. */
static char *canonical(const char *path)
{
    char *above = fc_text_copy(path);
    const char *rest = "";
    char *resolved = NULL;
    char *result = NULL;

    while (above != NULL && (resolved = realpath(above, NULL)) == NULL) {
        char *folder = fc_path_folder(above);

        if (folder != NULL && strcmp(folder, above) == 0) {
            free(folder); /* not even "." or "/" can be resolved */
            break;
        }
        rest = path + (fc_path_name(above) - above);
        free(above);
        above = folder;
    }
    if (resolved != NULL) {
        result = absolute(resolved, rest);
    } else if (above != NULL) {
        result = fc_text_copy(path);
    }
    free(resolved);
    free(above);
    return result;
}

/* What the link at @p path names, as seen from here. NULL with errno. */
static char *follow(const char *path)
{
    char text[PATH_MAX];
    ssize_t length = readlink(path, text, sizeof text - 1);
    char *folder = NULL;
    char *target = NULL;

    if (length < 0) {
        return NULL;
    }
    text[length] = '\0';
    folder = fc_path_folder(path);
    target = folder != NULL ? fc_path_join(folder, text) : NULL;
    free(folder);
    if (target == NULL) {
        errno = ENOMEM;
    }
    return target;
}

/* As many links as Linux follows. */
enum { link_limit = 40 };

char *fc_path_target(const char *path)
{
    char *target = canonical(path);
    struct stat info;

    for (int links = 0; target != NULL; links++) {
        char *next = NULL;
        char *named = NULL;

        if (lstat(target, &info) != 0 || !S_ISLNK(info.st_mode)) {
            return target;
        }
        if (links == link_limit) {
            free(target);
            errno = ELOOP;
            return NULL;
        }
        named = follow(target);
        free(target);
        if (named == NULL) {
            return NULL;
        }
        next = canonical(named);
        free(named);
        target = next;
    }
    errno = ENOMEM;
    return NULL;
}

/* Length of the common folders of two absolute names. */
static size_t common_length(const char *a, const char *b)
{
    size_t common = 0;
    size_t i = 0;

    for (; a[i] != '\0' && a[i] == b[i]; i++) {
        if (a[i] == '/') {
            common = i;
        }
    }
    if ((a[i] == '\0' || a[i] == '/') && (b[i] == '\0' || b[i] == '/')) {
        common = i;
    }
    return common;
}

static char *climb(const char *path, const char *folder)
{
    size_t common = common_length(path, folder);
    const char *down = path + common;
    fc_bytes relative = {0};
    fc_status status = FC_OK;

    for (const char *up = folder + common; *up != '\0' && status == FC_OK;
         up++) {
        if (*up == '/' && up[1] != '\0') {
            status = fc_bytes_append_text(&relative, "../");
        }
    }
    if (status == FC_OK) {
        status = fc_bytes_append_text(&relative,
                                      *down == '/' ? down + 1 : down);
    }
    return finish(&relative, status);
}

char *fc_path_relative(const char *path, const char *folder)
{
    char *from = canonical(folder);
    char *to = canonical(path);
    char *relative = from != NULL && to != NULL ? climb(to, from) : NULL;

    free(from);
    free(to);
    return relative;
}

bool fc_path_is_same(const char *a, const char *b)
{
    struct stat one;
    struct stat other;

    return stat(a, &one) == 0 && stat(b, &other) == 0
           && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}
