/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/source.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command_line.h"
#include "cli/discover.h"
#include "cli/overlap.h"
#include "cli/text_list.h"

static fc_status open_standard_input(fc_dataset **out,
                                     const fc_table_options *options,
                                     fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, "-", err);

    if (status == FC_OK) {
        status = fc_dataset_parse(out, bytes.data != NULL ? bytes.data : "",
                                  bytes.size, "<stdin>", options, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

static fc_status open_dataset(fc_dataset **out,
                              const struct fc_request *request, fc_error *err)
{
    char *found = NULL;
    fc_status status = FC_OK;

    if (request->data != NULL && strcmp(request->data, "-") == 0) {
        return open_standard_input(out, &request->table, err);
    }
    if (request->data != NULL) {
        return fc_dataset_open(out, request->data, &request->table, err);
    }
    status = fc_discover_data(&found, request->series, err);
    if (status == FC_OK) {
        status = fc_dataset_open(out, found, &request->table, err);
    }
    free(found);
    return status;
}

/* What is named and is no series of the table may be a figure of a peer. */
static fc_status add_peers(fc_dataset *dataset,
                           const struct fc_request *request, fc_error *err)
{
    const char *names[] = {request->series, request->weights, request->lead};
    fc_status status = FC_OK;

    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == FC_OK;
         i++) {
        if (names[i] != NULL) {
            status = fc_dataset_add_peer(dataset, names[i], err);
        }
    }
    for (size_t i = 0; i < request->term_count && status == FC_OK; i++) {
        status = fc_dataset_add_peer(dataset, request->terms[i].series, err);
    }
    return status;
}

fc_status fc_source_open(fc_dataset **out, const struct fc_request *request,
                         fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_status status = open_dataset(&dataset, request, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_overlap_check(request, dataset, NULL, err);
    }
    if (status == FC_OK) {
        status = add_peers(dataset, request, err);
    }
    if (status == FC_OK) {
        *out = dataset;
    } else {
        fc_dataset_free(dataset);
    }
    return status;
}

/* Say which series there are; @p wanted is what was asked for, or NULL. */
static fc_status no_such_series(const fc_table *table, const char *wanted,
                                fc_error *err)
{
    const char **names = calloc(table->count + 1, sizeof *names);
    const char *nearest = NULL;
    fc_status status = FC_OK;
    char list[300];

    if (names == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for series names");
    }
    for (size_t i = 0; i < table->count; i++) {
        names[i] = table->series[i]->name;
    }
    fc_text_list_join(list, sizeof list, names, table->count);
    if (wanted == NULL) {
        status = FC_FAIL_AT(err, FC_ERR_ARGUMENT, table->source, 0, 0,
                            "which series? Choose one with --series: %s", list);
        free(names);
        return status;
    }
    nearest = fc_name_nearest(wanted, names, table->count);
    if (nearest != NULL) {
        status = FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                            "there is no series '%.60s'; did you mean '%.60s'?",
                            wanted, nearest);
    } else {
        status = FC_FAIL_AT(err, FC_ERR_NOT_FOUND, table->source, 0, 0,
                            "there is no series '%.60s'; there are: %s", wanted,
                            list);
    }
    free(names);
    return status;
}

/* The one series of the file, or the only one that has values; NULL if there is
 * a choice. */
static const fc_series *only_series(const fc_dataset *dataset)
{
    const fc_table *table = dataset->table;
    const fc_series *only = NULL;

    for (size_t i = 0; i < dataset->own_count; i++) {
        const fc_series *series = table->series[i];

        assert(series != NULL); /* a table has all its series */
        if (fc_span_trim(fc_series_span(series)).length == 0) {
            continue;
        }
        if (only != NULL) {
            return NULL;
        }
        only = series;
    }
    return only;
}

fc_status fc_source_series(const fc_series **out, const fc_dataset *dataset,
                           const struct fc_request *request, fc_error *err)
{
    const fc_table *table = dataset->table;

    *out = request->series != NULL ? fc_table_find(table, request->series)
                                   : only_series(dataset);
    return *out != NULL ? FC_OK : no_such_series(table, request->series, err);
}

fc_status fc_source_begin(char **command, fc_dataset **dataset,
                          const fc_series **series,
                          const struct fc_request *request, fc_error *err)
{
    fc_status status = fc_command_line(command, request->words,
                                       request->word_count, err);

    if (status == FC_OK) {
        status = fc_source_open(dataset, request, err);
    }
    if (status == FC_OK) {
        status = fc_source_series(series, *dataset, request, err);
    }
    return status;
}
