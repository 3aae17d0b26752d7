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
    /** A second report, for a CSV file of its own, as that of --paths; NULL:
     * none. */
    const fc_report *second;
    const char *second_path;
    /** The chart to draw, by its name; NULL: the first. */
    const char *chart;
    /** The file to write if the request names none; NULL: no file. It is never
     * written over the result of another dataset. */
    const char *default_path;
    /** What the result was made from: a CSV file gets a sidecar that says so.
     * NULL: no sidecar. Needed with a default path. */
    const fc_dataset *input;
    /** The caller names more files behind the report. */
    bool is_followed;
};

/**
 * Write the second report, show the report on standard output, write its files,
 * and name these: behind a table on standard output, else on standard error.
 * Nothing is written if one file would get two contents, or what was read would
 * be lost.
 * @return FC_ERR_ARGUMENT, FC_ERR_WRITE, FC_ERR_OCCUPIED, FC_ERR_MEMORY
 */
fc_status fc_deliver(const struct fc_request *request,
                     const struct fc_delivery *delivery, fc_error *err);

/**
 * Write one more file behind what fc_deliver() has written, and name it in the
 * same place.
 * @return FC_ERR_WRITE, FC_ERR_MEMORY
 */
fc_status fc_deliver_bytes(const struct fc_request *request, const char *path,
                           const fc_bytes *bytes, fc_error *err);

/**
 * Tell where a file went: below the tables for people, else on standard error.
 */
fc_status fc_deliver_name(const struct fc_request *request, const char *path,
                          fc_error *err);

/** "wrote PATH" on standard output. */
fc_status fc_deliver_tell(const char *path, fc_error *err);

/**
 * "forecasts/NAME.csv" with what cannot be in a file name replaced. The caller
 * frees *out with free().
 */
fc_status fc_deliver_default_path(char **out, const char *series,
                                  fc_error *err);

#endif
