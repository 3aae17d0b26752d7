/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_TEXT_LIST_H
#define FC_CLI_TEXT_LIST_H

#include <stddef.h>

#include "forecast/status.h"

/** Owned texts in order. Zeroed is empty. */
struct fc_text_list {
    char **items;
    size_t count;
};

/** Append a copy of @p text. */
fc_status fc_text_list_add(struct fc_text_list *list, const char *text,
                           fc_error *err);
/** Append "a/b". */
fc_status fc_text_list_add_path(struct fc_text_list *list, const char *folder,
                                const char *name, fc_error *err);
void fc_text_list_release(struct fc_text_list *list);

/**
 * The items as "a, b, c", cut with "and N more" where they do not fit.
 * @param size of @p out, at least 32
 */
void fc_text_list_join(char *out, size_t size, const char *const *items,
                       size_t count);

#endif
