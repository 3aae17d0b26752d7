/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "data/table_build.h"

static fc_status fill(fc_table *table, const fc_csv *csv,
                      const fc_table_options *options, fc_error *err)
{
    struct fc_long_columns columns = {0};
    bool is_long = options->layout != FC_LAYOUT_WIDE
                   && fc_table_find_long(&columns, csv, options->period_column);
    fc_status status = fc_table_check_header(csv, options, err);

    if (status != FC_OK) {
        return status;
    }
    if (csv->row_count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, csv->header_line, 0,
                          "there is a header, but no row below it; add the "
                          "observations");
    }
    if (options->layout == FC_LAYOUT_LONG && !is_long) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                          "a long file needs the columns series, period and "
                          "value (or unique_id, ds and y)");
    }
    return is_long ? fc_table_fill_long(table, csv, &columns, options, err)
                   : fc_table_fill_wide(table, csv, options, err);
}

/* The options outlive what they were passed in. */
static bool keep_options(fc_table *table, const fc_table_options *options)
{
    table->options = *options;
    if (options->period_column != NULL) {
        table->period_column = fc_text_copy(options->period_column);
        table->options.period_column = table->period_column;
        return table->period_column != NULL;
    }
    return true;
}

static fc_status check_options(const fc_table_options *options, fc_error *err)
{
    int end = options->calendar.fiscal_year_end;

    if (end < 0 || end > 12) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%d is no month; fiscal years end in month 1 to 12",
                       end);
    }
    if (options->delimiter == '"' || options->delimiter == '\n'
        || options->delimiter == '\r') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "quotes and line ends cannot be delimiters");
    }
    return FC_OK;
}

fc_status fc_table_parse(fc_table **out, const char *text, size_t size,
                         const char *source, const fc_table_options *options,
                         fc_error *err)
{
    static const fc_table_options defaults = {0};
    const fc_table_options *chosen = options != NULL ? options : &defaults;
    fc_table *table = NULL;
    fc_csv *csv = NULL;
    fc_status status = check_options(chosen, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_csv_parse(&csv, text, size, source, chosen->delimiter, err);
    }
    if (status != FC_OK) {
        return status;
    }
    table = fc_calloc(1, sizeof *table);
    if (table != NULL) {
        table->source = fc_text_copy(source);
    }
    if (table == NULL || table->source == NULL
        || !keep_options(table, chosen)) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a table");
    } else {
        fc_digest_sha256(table->sha256, text, size);
        status = fill(table, csv, &table->options, err);
    }
    fc_csv_free(csv);
    if (status != FC_OK) {
        fc_table_free(table);
        return status;
    }
    *out = table;
    return FC_OK;
}

fc_status fc_table_read(fc_table **out, const char *path,
                        const fc_table_options *options, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_table_parse(
            out, bytes.data != NULL ? bytes.data : "", bytes.size,
            strcmp(path, "-") == 0 ? "<stdin>" : path, options, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

void fc_table_free(fc_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; table->series != NULL && i < table->count; i++) {
        fc_series_free(table->series[i]);
    }
    for (size_t i = 0; table->skipped != NULL && i < table->skipped_count;
         i++) {
        free(table->skipped[i]);
    }
    free(table->series);
    free(table->skipped);
    free(table->line);
    free(table->period_column);
    free(table->source);
    free(table);
}

const fc_series *fc_table_find(const fc_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(table->series[i]->name, name) == 0) {
            return table->series[i];
        }
    }
    return NULL;
}
