/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding the data when no file is named: the one CSV in ./datasets that has
 * the series, else the one among the installed datasets.
 */
#ifndef FC_CLI_DISCOVER_H
#define FC_CLI_DISCOVER_H

#include <stdbool.h>

#include "cli/text_list.h"

/** The folders that are searched, in their order; they need not exist. */
fc_status fc_discover_folders(struct fc_text_list *out, fc_error *err);

bool fc_discover_is_folder(const char *path);

/** The CSV files in @p folders that have a descriptor. */
fc_status fc_discover_datasets(struct fc_text_list *out,
                               const struct fc_text_list *folders,
                               fc_error *err);

/**
 * The first folder called @p name in those that are searched.
 * @return FC_ERR_NOT_FOUND. The caller frees *out with free().
 */
fc_status fc_discover_folder(char **out, const char *name, fc_error *err);

/**
 * @param series NULL: a dataset with a descriptor, or the only CSV
 * @return FC_ERR_AMBIGUOUS with the candidates; FC_ERR_NOT_FOUND with what was
 *         searched and the nearest name. The caller frees *out with free().
 */
fc_status fc_discover_data(char **out, const char *series, fc_error *err);

#endif
