/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods add up to the fiscal year: annual figures from sources of their own.
 * The column `rounding` states the sum of the periods less the year; without
 * it, what rounded figures imply is allowed.
 */
#include <math.h>
#include <stdio.h>

#include "data/fields.h"
#include "planning/audit_state.h"
#include "planning/growth.h"

enum column { YEAR, NAME, VALUE, ROUNDING, COLUMNS };

static const struct fc_field_name names[COLUMNS] = {
    [YEAR] = {.name = "fiscal_year", .required = true},
    [NAME] = {.name = "column", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [ROUNDING] = {.name = "rounding"},
};

/* One row of the file. */
struct total {
    int year;
    const char *name;
    double value;
    double rounding; /* NaN: not stated */
    int decimals;
};

static fc_status read_total(struct total *out, const struct fc_audit *audit,
                            const fc_csv *csv, const size_t *columns,
                            size_t row, fc_error *err)
{
    fc_calendar calendar = audit->dataset->table->calendar;
    fc_period year = {0};
    fc_status status = fc_field_period(&year, csv, row, columns[YEAR],
                                       FC_YEARLY, calendar, err);

    if (status == FC_OK) {
        status = fc_field_number(&out->value, csv, row, columns[VALUE], err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&out->rounding, csv, row, columns[ROUNDING],
                                 err);
    }
    if (status != FC_OK) {
        return status;
    }
    out->year = fc_period_fiscal_year(year, calendar);
    out->name = fc_csv_field(csv, row, columns[NAME]);
    out->decimals = fc_text_decimals(fc_csv_field(csv, row, columns[VALUE]));
    return FC_OK;
}

static enum fc_audit_outcome judge(const struct total *total,
                                   const fc_year *year)
{
    double gap = year->total - total->value;
    double allowed = fc_audit_rounding(year->periods, total->decimals);

    if (isnan(gap)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (!isnan(total->rounding)) {
        /* The sum may be large and the rounding small: compare the sums. */
        return fc_audit_equal(year->total, total->value + total->rounding)
                   ? FC_AUDIT_PASSED
                   : FC_AUDIT_FAILED;
    }
    return fabs(gap) <= allowed ? FC_AUDIT_PASSED : FC_AUDIT_FAILED;
}

static void check_total(struct fc_audit *audit, const fc_csv *csv, size_t row,
                        const struct total *total)
{
    const fc_table *table = audit->dataset->table;
    const fc_series *series = fc_table_find(table, total->name);
    struct fc_audit_check check = {.kind = FC_AUDIT_TOTALS,
                                   .outcome = FC_AUDIT_NOT_IN_DATA,
                                   .source = csv->source,
                                   .line = fc_csv_line(csv, row),
                                   .stated = total->value,
                                   .computed = (double)NAN,
                                   .note = "not a series of the dataset"};
    char what[160];

    (void)snprintf(what, sizeof what, "FY%d %.120s", total->year, total->name);
    check.what = what;
    if (series != NULL) {
        fc_year year = fc_year_of(fc_series_span(series), series->kind,
                                  total->year, table->calendar);

        check.outcome = judge(total, &year);
        check.computed = year.total;
        check.note = check.outcome == FC_AUDIT_NOT_IN_DATA
                         ? "not every period of the year is known"
                         : "sum of its periods";
    }
    fc_audit_add(audit, &check);
}

fc_status fc_audit_totals(struct fc_audit *audit, fc_error *err)
{
    fc_csv *csv = NULL;
    size_t columns[COLUMNS];
    fc_status status = fc_csv_read(&csv, audit->dataset->totals_path, 0, err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_fields_locate(columns, csv, names, COLUMNS, err);
    if (status == FC_OK && csv->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_TOTALS, csv->source);
    }
    for (size_t row = 0; status == FC_OK && row < csv->row_count; row++) {
        struct total total = {0};

        status = read_total(&total, audit, csv, columns, row, err);
        if (status == FC_OK) {
            check_total(audit, csv, row, &total);
        }
    }
    fc_csv_free(csv);
    return status;
}
