/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a request to the data it is about.
 */
#ifndef FC_CLI_SOURCE_H
#define FC_CLI_SOURCE_H

#include "cli/request.h"

/**
 * Open the dataset that the request names, or the one that is found. The caller
 * frees *out with fc_dataset_free().
 */
fc_status fc_source_open(fc_dataset **out, const struct fc_request *request,
                         fc_error *err);

/**
 * The series that the request is about: the one it names, or the only one.
 * @return FC_ERR_NOT_FOUND with the nearest name, FC_ERR_ARGUMENT with the
 *         list if none is named and there are several. Borrowed.
 */
fc_status fc_source_series(const fc_series **out, const fc_dataset *dataset,
                           const struct fc_request *request, fc_error *err);

/**
 * How a command begins that is about one series: the line that reproduces it
 * into *command, which the caller frees, then fc_source_open() and
 * fc_source_series().
 */
fc_status fc_source_begin(char **command, fc_dataset **dataset,
                          const fc_series **series,
                          const struct fc_request *request, fc_error *err);

#endif
