/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding the data when no file is named: the one CSV in ./datasets that has
 * the series, else the one among the installed datasets.
 */
#ifndef FC_CLI_DISCOVER_H
#define FC_CLI_DISCOVER_H

#include "forecast/status.h"

/**
 * @param series NULL: a dataset with a descriptor, or the only CSV
 * @return FC_ERR_AMBIGUOUS with the candidates; FC_ERR_NOT_FOUND with what was
 *         searched and the nearest name. The caller frees *out with free().
 */
fc_status fc_discover_data(char **out, const char *series, fc_error *err);

#endif
