/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Getting a finished report to where it was asked for: standard output and
 * files.
 */
#ifndef FC_CLI_DELIVER_H
#define FC_CLI_DELIVER_H

#include "cli/request.h"

/** What is to be delivered. Borrowed during the call. */
struct fc_delivery {
    const fc_report *report;
    /** The file to write if the request names none; NULL: no file. It is never
     * written over the result of another dataset. */
    const char *default_path;
    /** What the result was made from: a CSV file gets a sidecar that says so.
     * NULL: no sidecar. Needed with a default path. */
    const fc_table *input;
};

/**
 * Show the report on standard output and write its files, in this order, then
 * name the files: behind a table on standard output, else on standard error.
 * @return FC_ERR_WRITE, FC_ERR_OCCUPIED, FC_ERR_MEMORY
 */
fc_status fc_deliver(const struct fc_request *request,
                     const struct fc_delivery *delivery, fc_error *err);

/** Render @p report with @p writer into the file @p path. */
fc_status fc_deliver_file(const struct fc_request *request,
                          const fc_report *report, const fc_writer *writer,
                          const char *path, fc_error *err);

/**
 * "forecasts/NAME.csv" with what cannot be in a file name replaced. The caller
 * frees *out with free().
 */
fc_status fc_deliver_default_path(char **out, const char *series,
                                  fc_error *err);

#endif
