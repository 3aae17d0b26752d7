/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* The absolute name of @p path: that of the nearest folder above it that
 * exists, and the rest as it is. */
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
    while (*rest == '/') {
        rest++;
    }
    if (resolved != NULL) {
        result = rest[0] != '\0' ? fc_path_join(resolved, rest)
                                 : fc_text_copy(resolved);
    } else if (above != NULL) {
        result = fc_text_copy(path);
    }
    free(resolved);
    free(above);
    return result;
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
