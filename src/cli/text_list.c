/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/text_list.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Append @p text and own it; frees it on failure. NULL is out of memory. */
static fc_status add_owned(struct fc_text_list *list, char *text, fc_error *err)
{
    char **items = NULL;

    if (text != NULL) {
        items = realloc(list->items, (list->count + 1) * sizeof *items);
    }
    if (items == NULL) {
        free(text);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for file names");
    }
    list->items = items;
    list->items[list->count++] = text;
    return FC_OK;
}

fc_status fc_text_list_add(struct fc_text_list *list, const char *text,
                           fc_error *err)
{
    return add_owned(list, strdup(text), err);
}

fc_status fc_text_list_add_path(struct fc_text_list *list, const char *folder,
                                const char *name, fc_error *err)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);

    if (path != NULL) {
        (void)snprintf(path, size, "%s/%s", folder, name);
    }
    return add_owned(list, path, err);
}

void fc_text_list_release(struct fc_text_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
    *list = (struct fc_text_list){0};
}

void fc_text_list_join(char *out, size_t size, const char *const *items,
                       size_t count)
{
    static const size_t room_for_rest =
        30; /* " and 18446744073709551615 more" */
    size_t length = 0;

    assert(size > room_for_rest);
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t needed = strlen(items[i]) + 2;

        if (length + needed + room_for_rest >= size) {
            (void)snprintf(out + length, size - length, " and %zu more",
                           count - i);
            return;
        }
        (void)snprintf(out + length, size - length, "%s%s", i > 0 ? ", " : "",
                       items[i]);
        length = strlen(out);
    }
}
