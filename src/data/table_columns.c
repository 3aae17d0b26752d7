/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column is what, and what a cell holds. */
#include "forecast/names.h"

#include "base/number.h"
#include "data/number_text.h"
#include "data/period_text.h"
#include "data/table_build.h"

/* The first name that the header has, in the order of the names. */
static bool find_first(size_t *column, const fc_csv *csv,
                       const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fc_csv_find(column, csv, names[i])) {
            return true;
        }
    }
    return false;
}

bool fc_table_find_long(struct fc_long_columns *out, const fc_csv *csv,
                        const char *period_column)
{
    static const char *const series[] = {"series", "unique_id"};
    static const char *const periods[] = {"period", "ds"};
    static const char *const values[] = {"value", "y"};
    struct fc_long_columns found = {.unit = csv->column_count};
    bool dated = period_column != NULL
                     ? fc_csv_find(&found.period, csv, period_column)
                     : find_first(&found.period, csv, periods, 2);

    (void)fc_csv_find(&found.unit, csv, "unit");
    if (!dated || !find_first(&found.series, csv, series, 2)
        || !find_first(&found.value, csv, values, 2)) {
        return false;
    }
    *out = found;
    return true;
}

fc_status fc_table_check_header(const fc_csv *csv,
                                const fc_table_options *options, fc_error *err)
{
    size_t numbers = 0;

    if (options->period_column != NULL
        || fc_period_text_form(fc_csv_name(csv, 0)) == FC_FREQUENCY_NONE) {
        return FC_OK;
    }
    for (size_t i = 1; i < csv->column_count; i++) {
        double value = 0.0;
        enum fc_cell_kind kind = fc_table_cell_kind(&value, fc_csv_name(csv, i),
                                                    options);

        if (kind == FC_CELL_TEXT) {
            return FC_OK;
        }
        numbers += kind != FC_CELL_MISSING;
    }
    if (numbers == 0) {
        return FC_OK;
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                      "the first row holds data ('%.64s'), not the names of "
                      "the columns; put a header above it, such as "
                      "period,value",
                      fc_csv_name(csv, 0));
}

fc_status fc_table_find_period(size_t *column, const fc_csv *csv,
                               const char *period_column, fc_error *err)
{
    static const char *const names[] = {"period",      "ds",
                                        "date",        "quarter",
                                        "month",       "week",
                                        "datetime",    "time",
                                        "day",         "timestamp",
                                        "hour",        "half",
                                        "year",        "fiscal_quarter",
                                        "fiscal_year", "period_end"};
    fc_frequency form = FC_FREQUENCY_NONE;

    if (period_column != NULL) {
        return fc_csv_require(column, csv, period_column, err);
    }
    if (find_first(column, csv, names, sizeof names / sizeof names[0])) {
        return FC_OK;
    }
    if (csv->row_count > 0) {
        form = fc_period_text_form(fc_csv_field(csv, 0, 0));
    }
    if (form == FC_FREQUENCY_NONE || form == FC_YEARLY) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, csv->header_line, 0,
                          "no column holds the periods; name it period (or ds, "
                          "date, quarter, month, year)");
    }
    *column = 0;
    return FC_OK;
}

static struct fc_number_style style_of(const fc_table_options *options)
{
    return (struct fc_number_style){
        .decimal_comma = options->decimal_comma,
        .formatted = options->formatted_numbers,
        .scaled = options->scale_suffixes,
    };
}

enum fc_cell_kind fc_table_cell_kind(double *out, const char *text,
                                     const fc_table_options *options)
{
    *out = fc_missing();
    if (fc_number_is_missing(text)) {
        return FC_CELL_MISSING;
    }
    if (fc_number_parse_styled(out, text, style_of(options))) {
        return FC_CELL_NUMBER;
    }
    return fc_number_advice(text, style_of(options)) != NULL ? FC_CELL_STYLED
                                                             : FC_CELL_TEXT;
}

fc_status fc_table_refuse_cell(const fc_csv *csv, size_t row, size_t column,
                               const fc_table_options *options, fc_error *err)
{
    const char *text = fc_csv_field(csv, row, column);
    const char *advice = fc_number_advice(text, style_of(options));
    size_t line = fc_csv_line(csv, row);

    if (advice != NULL) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, line, column + 1,
                          "'%.64s' is a number only with %s", text, advice);
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, line, column + 1,
                      "'%.64s' is not a finite number; correct it, or leave "
                      "the cell blank if the value is missing",
                      text);
}
