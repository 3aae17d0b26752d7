/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Peers: where the file has a fiscal year of a company and its quarters, these
 * add up to it. Quarters are those of the calendar; `fiscal_year_end` is the
 * month in which the company's year ends (blank: December), `rounding` the sum
 * of the quarters less the year; without it, what rounded figures imply is
 * allowed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/audit_state.h"
#include "planning/fields.h"

enum column { COMPANY, PERIOD, METRIC, VALUE, YEAR_END, ROUNDING, COLUMNS };

static const struct fc_field_name names[COLUMNS] = {
    [COMPANY] = {.name = "company", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [METRIC] = {.name = "metric", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [YEAR_END] = {.name = "fiscal_year_end"},
    [ROUNDING] = {.name = "rounding"},
};

enum { quarters = 4 };

/* One row of the file. */
struct figure {
    const char *company;
    const char *metric;
    fc_period period; /* a quarter, or the last one of the year */
    bool year;
    double value;
    double rounding; /* NaN: not stated */
    int decimals;
    size_t row;
};

struct peers {
    fc_csv *csv;
    size_t columns[COLUMNS];
    struct figure *figures; /* sorted */
};

static fc_status read_calendar(fc_calendar *out, const struct peers *peers,
                               size_t row, fc_error *err)
{
    double month = 0.0;
    fc_status status = fc_field_number(&month, peers->csv, row,
                                       peers->columns[YEAR_END], err);

    *out = (fc_calendar){0};
    if (status != FC_OK || isnan(month)) {
        return status;
    }
    if (month != 3.0 && month != 6.0 && month != 9.0 && month != 12.0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, peers->csv->source,
                          fc_csv_line(peers->csv, row),
                          peers->columns[YEAR_END] + 1,
                          "a fiscal year of calendar quarters ends in month 3, "
                          "6, 9 or 12; give one of them, or leave it blank");
    }
    out->fiscal_year_end = (int)month;
    return FC_OK;
}

static fc_status read_period(struct figure *out, const struct peers *peers,
                             size_t row, fc_error *err)
{
    const char *text = fc_csv_field(peers->csv, row, peers->columns[PERIOD]);
    fc_calendar calendar = {0};
    fc_period year = {0};
    fc_status status = read_calendar(&calendar, peers, row, err);

    if (status != FC_OK
        || fc_period_parse(&out->period, text, FC_QUARTERLY, (fc_calendar){0},
                           NULL)
               == FC_OK) {
        return status;
    }
    status = fc_field_period(&year, peers->csv, row, peers->columns[PERIOD],
                             FC_YEARLY, calendar, err);
    if (status == FC_OK) {
        out->year = true;
        out->period = fc_period_of_date(fc_period_last_day(year, calendar),
                                        FC_QUARTERLY, (fc_calendar){0});
    }
    return status;
}

static fc_status read_figure(struct figure *out, const struct peers *peers,
                             size_t row, fc_error *err)
{
    const fc_csv *csv = peers->csv;
    const size_t *columns = peers->columns;
    fc_status status = read_period(out, peers, row, err);

    if (status == FC_OK) {
        status = fc_field_number(&out->value, csv, row, columns[VALUE], err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&out->rounding, csv, row, columns[ROUNDING],
                                 err);
    }
    out->company = fc_csv_field(csv, row, columns[COMPANY]);
    out->metric = fc_csv_field(csv, row, columns[METRIC]);
    out->decimals = fc_text_decimals(fc_csv_field(csv, row, columns[VALUE]));
    out->row = row;
    return status;
}

/* Quarters before years; the key of a quarter is all but the row. */
static int by_key(const void *left, const void *right)
{
    const struct figure *a = left;
    const struct figure *b = right;
    int order = (int)a->year - (int)b->year;

    order = order != 0 ? order : strcmp(a->company, b->company);
    order = order != 0 ? order : strcmp(a->metric, b->metric);
    return order != 0 ? order
                      : (a->period.index > b->period.index)
                            - (a->period.index < b->period.index);
}

static int by_key_and_row(const void *left, const void *right)
{
    const struct figure *a = left;
    const struct figure *b = right;
    int order = by_key(a, b);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* NaN unless all four quarters are known. */
static double sum_quarters(const struct peers *peers, const struct figure *year)
{
    double sum = 0.0;

    for (int i = 0; i < quarters; i++) {
        struct figure key = *year;
        const struct figure *found = NULL;

        key.year = false;
        key.period = fc_period_add(year->period, -i);
        found = bsearch(&key, peers->figures, peers->csv->row_count,
                        sizeof *peers->figures, by_key);
        sum += found != NULL ? found->value : (double)NAN;
    }
    return sum;
}

static enum fc_audit_outcome judge(const struct figure *year, double sum)
{
    if (isnan(sum) || isnan(year->value)) {
        return FC_AUDIT_NOT_IN_DATA;
    }
    if (!isnan(year->rounding)) {
        return fc_audit_equal(sum, year->value + year->rounding)
                   ? FC_AUDIT_PASSED
                   : FC_AUDIT_FAILED;
    }
    return fabs(sum - year->value)
                   <= fc_audit_rounding(quarters, year->decimals)
               ? FC_AUDIT_PASSED
               : FC_AUDIT_FAILED;
}

static void check_year(struct fc_audit *audit, const struct peers *peers,
                       const struct figure *year)
{
    double sum = sum_quarters(peers, year);
    char what[256];

    (void)snprintf(what, sizeof what, "%.32s %.100s of %.100s",
                   fc_csv_field(peers->csv, year->row, peers->columns[PERIOD]),
                   year->metric, year->company);
    fc_audit_add(audit,
                 &(struct fc_audit_check){
                     .kind = FC_AUDIT_PEERS,
                     .outcome = judge(year, sum),
                     .source = peers->csv->source,
                     .line = fc_csv_line(peers->csv, year->row),
                     .what = what,
                     .stated = year->value,
                     .computed = sum,
                     .note = isnan(sum) ? "not every quarter is in the file"
                                        : "sum of its quarters"});
}

static fc_status check_all(struct fc_audit *audit, struct peers *peers,
                           fc_error *err)
{
    size_t count = peers->csv->row_count;
    fc_status status = fc_fields_locate(peers->columns, peers->csv, names,
                                        COLUMNS, err);

    if (status != FC_OK) {
        return status;
    }
    peers->figures = fc_calloc(count, sizeof *peers->figures);
    if (peers->figures == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    for (size_t row = 0; status == FC_OK && row < count; row++) {
        status = read_figure(&peers->figures[row], peers, row, err);
    }
    if (status != FC_OK) {
        return status;
    }
    qsort(peers->figures, count, sizeof *peers->figures, by_key_and_row);
    for (size_t i = 0; i < count; i++) {
        if (peers->figures[i].year) {
            check_year(audit, peers, &peers->figures[i]);
        }
    }
    return FC_OK;
}

fc_status fc_audit_peers(struct fc_audit *audit, fc_error *err)
{
    struct peers peers = {0};
    fc_status status = fc_csv_read(&peers.csv, audit->dataset->peers_path, 0,
                                   err);

    if (status == FC_OK) {
        status = check_all(audit, &peers, err);
    }
    if (status == FC_OK && peers.csv->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_PEERS, peers.csv->source);
    }
    free(peers.figures);
    fc_csv_free(peers.csv);
    return status;
}
