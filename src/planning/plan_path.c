/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/plan_path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/amount.h"
#include "planning/growth.h"
#include "planning/plan_split.h"

/* A value so many times the year before is in another unit: thousands and
 * millions lie 1,000 apart, and no plan grows that much. */
static const double unit_factor = 100.0;

/* Plans of a year and of its periods may differ by rounding. */
static const double rounding = 1e-9;

void fc_plan_path_release(struct fc_plan_path *path)
{
    free(path->rows);
    free(path->values);
    free(path->row);
    path->rows = NULL;
    path->values = NULL;
    path->row = NULL;
}

double fc_plan_path_at(const struct fc_plan_path *path, fc_period period)
{
    int64_t at = fc_period_distance(path->start, period);

    return at >= 0 && (uint64_t)at < path->length ? path->values[at]
                                                  : fc_missing();
}

/* What is reported or, failing that, planned. */
static double value_at(const struct fc_plan_path *path, fc_period period)
{
    double known = fc_span_at(path->known, period);

    return isnan(known) ? fc_plan_path_at(path, period) : known;
}

#define FAIL_AT(path, item, err, ...)                                     \
    FC_FAIL_AT((err), FC_ERR_DATA, (path)->source, (item)->plan->line, 0, \
               __VA_ARGS__)

/* A period of the series, else a fiscal year. */
static fc_status understand(struct fc_plan_row *row,
                            const struct fc_plan_path *path, fc_error *err)
{
    fc_frequency frequency = path->known.start.frequency;
    fc_period year;

    if (fc_period_parse(&row->first, row->plan->period, frequency,
                        path->calendar, NULL)
        == FC_OK) {
        row->last = row->first;
        return FC_OK;
    }
    if (fc_period_parse(&year, row->plan->period, FC_YEARLY, path->calendar,
                        NULL)
        != FC_OK) {
        return FAIL_AT(path, row, err,
                       "'%.24s' is no period of %.64s, which is %s, nor a "
                       "fiscal year; write one as FY2025",
                       row->plan->period, path->series->name,
                       fc_frequency_name(frequency));
    }
    if (fc_year_length(frequency) == 0) {
        return FAIL_AT(path, row, err,
                       "%.64s is %s, and a year cannot be spread over such "
                       "periods; plan them one by one",
                       path->series->name, fc_frequency_name(frequency));
    }
    if (path->series->kind == FC_STOCK) {
        return FAIL_AT(path, row, err,
                       "%.64s is a level, which has no sum over %.24s; plan "
                       "its periods one by one",
                       path->series->name, row->plan->period);
    }
    row->is_year = true;
    row->year = fc_period_fiscal_year(year, path->calendar);
    fc_fiscal_year_periods(&row->first, &row->last, row->year, frequency,
                           path->calendar);
    return FC_OK;
}

/* In the order in which they apply: what ends first, and of those that end
 * together periods before their year. */
static int compare_rows(const void *a, const void *b)
{
    const struct fc_plan_row *left = a;
    const struct fc_plan_row *right = b;

    if (left->last.index != right->last.index) {
        return left->last.index < right->last.index ? -1 : 1;
    }
    return (int)left->is_year - (int)right->is_year;
}

static fc_status check_rows(const struct fc_plan_path *path, fc_error *err)
{
    char text[FC_PERIOD_TEXT_SIZE];

    for (size_t i = 0; i < path->row_count; i++) {
        const struct fc_plan_row *row = &path->rows[i];

        if (i > 0 && compare_rows(row - 1, row) == 0) {
            return FAIL_AT(path, row, err,
                           "a second plan of %.64s for %.24s; keep one",
                           path->series->name, row->plan->period);
        }
        if (fc_period_distance(path->start, row->last) < 0) {
            fc_period_format(text, fc_span_last(path->known), path->calendar);
            return FAIL_AT(path, row, err,
                           "%.64s is reported up to %s, so %.24s needs no "
                           "plan; plan a later period",
                           path->series->name, text, row->plan->period);
        }
    }
    return FC_OK;
}

/* The year before a year, or the same period of it. */
static double value_before(const struct fc_plan_path *path,
                           const struct fc_plan_row *row)
{
    size_t length = fc_year_length(row->first.frequency);
    fc_period first;
    fc_period last;
    double sum = 0.0;

    if (!row->is_year) {
        return length > 0
                   ? value_at(path, fc_period_add(row->first, -(int64_t)length))
                   : fc_missing();
    }
    fc_fiscal_year_periods(&first, &last, row->year - 1, row->first.frequency,
                           path->calendar);
    for (int64_t i = 0; i <= fc_period_distance(first, last); i++) {
        sum += value_at(path, fc_period_add(first, i));
    }
    return sum;
}

/* What a plan is held against for its unit: the year before, else the latest
 * values that are reported. */
static double usual_size(const struct fc_plan_path *path,
                         const struct fc_plan_row *row)
{
    size_t count = row->is_year ? fc_year_length(row->first.frequency) : 1;
    size_t length = path->known.length;
    double sum = 0.0;

    if (!isnan(row->before)) {
        return row->before;
    }
    for (size_t i = 0; i < count && i < length; i++) {
        sum += path->known.values[length - 1 - i];
    }
    return sum;
}

static fc_status check_unit(const struct fc_plan_row *row,
                            const struct fc_plan_path *path, fc_error *err)
{
    double usual = usual_size(path, row);
    double share = fabs(row->value) / usual;
    char given[FC_AMOUNT_TEXT_SIZE];
    char there[FC_AMOUNT_TEXT_SIZE];

    if (!(usual > 0.0) || row->value == 0.0
        || (share < unit_factor && share > 1.0 / unit_factor)) {
        return FC_OK;
    }
    fc_amount_format(given, row->value, fc_amount_decimals(row->value));
    fc_amount_format(there, usual, fc_amount_decimals(usual));
    return FAIL_AT(
        path, row, err, "%s for %.24s is %s the %s %s; give it in %.64s", given,
        row->plan->period, share < 1.0 ? "under 1 % of" : "over 100 times",
        there, isnan(row->before) ? "reported last" : "of the year before",
        path->series->unit[0] != '\0' ? path->series->unit
                                      : "the unit of the data");
}

/* The plan in the unit of the series. */
static fc_status settle_value(struct fc_plan_row *row,
                              const struct fc_plan_path *path, fc_error *err)
{
    row->before = value_before(path, row);
    row->value = row->plan->value;
    if (row->plan->is_growth) {
        if (!(row->before > 0.0)) {
            return FAIL_AT(path, row, err,
                           "growth of %.64s in %.24s has no base: the year "
                           "before is neither reported nor planned in full, or "
                           "not above zero; give a value",
                           path->series->name, row->plan->period);
        }
        row->value = row->before * (1.0 + row->plan->value / 100.0);
    }
    return check_unit(row, path, err);
}

static void put(struct fc_plan_path *path, fc_period period, double value,
                size_t row)
{
    size_t at = (size_t)fc_period_distance(path->start, period);

    path->values[at] = value;
    path->row[at] = row;
}

/* Periods of a year that a plan has to fill. */
struct open_year {
    size_t *places; /* in the year, from 0 */
    size_t count;
    double rest; /* what is left for them */
};

static fc_status find_open(struct open_year *out, struct fc_plan_row *row,
                           const struct fc_plan_path *path, fc_error *err)
{
    int64_t length = fc_period_distance(row->first, row->last) + 1;
    double planned = 0.0;

    for (int64_t i = 0; i < length; i++) {
        fc_period period = fc_period_add(row->first, i);
        double value = value_at(path, period);

        if (fc_period_distance(path->start, period) < 0) {
            if (isnan(value)) {
                return FAIL_AT(path, row, err,
                               "%.64s has a gap in %.24s, so what is left of "
                               "the plan cannot be told; plan the periods one "
                               "by one",
                               path->series->name, row->plan->period);
            }
            row->reported += value;
        } else if (isnan(value)) {
            out->places[out->count++] = (size_t)i;
        } else {
            planned += value;
        }
    }
    out->rest = row->value - row->reported - planned;
    row->spread = out->rest;
    return FC_OK;
}

/* A series that was not below zero of late is held not to go there. */
static bool is_positive(const struct fc_plan_path *path)
{
    size_t recent = 2 * fc_year_length(path->known.start.frequency);
    size_t length = path->known.length;

    for (size_t t = length > recent ? length - recent : 0; t < length; t++) {
        if (path->known.values[t] < 0.0) {
            return false;
        }
    }
    return true;
}

static fc_status check_rest(const struct open_year *open,
                            const struct fc_plan_row *row,
                            const struct fc_plan_path *path, fc_error *err)
{
    double slack = rounding * fabs(row->value);
    char plan[FC_AMOUNT_TEXT_SIZE];
    char there[FC_AMOUNT_TEXT_SIZE];

    fc_amount_format(plan, row->value, fc_amount_decimals(row->value));
    fc_amount_format(there, row->value - open->rest,
                     fc_amount_decimals(row->value));
    if (open->count == 0 && fabs(open->rest) > slack) {
        return FAIL_AT(path, row, err,
                       "%.64s for %.24s is %s, but its periods add up to %s; "
                       "leave one of them out",
                       path->series->name, row->plan->period, plan, there);
    }
    if (open->rest < -slack && is_positive(path)) {
        return FAIL_AT(path, row, err,
                       "%.64s for %.24s is %s, less than the %s that are "
                       "reported%s already; give the plan of the whole year",
                       path->series->name, row->plan->period, plan, there,
                       row->value - open->rest > row->reported + slack
                           ? " and planned"
                           : "");
    }
    return FC_OK;
}

static fc_status spread(struct fc_plan_path *path, size_t index,
                        const struct open_year *open, double *shares,
                        fc_error *err)
{
    struct fc_plan_row *row = &path->rows[index];
    fc_period before = fc_period_add(row->first, (int64_t)open->places[0] - 1);
    double last = value_at(path, before);
    const struct fc_split_request request = {
        .split = path->split,
        .known = path->known,
        .calendar = path->calendar,
        .year = row->year,
        .length = (size_t)fc_period_distance(row->first, row->last) + 1,
        .places = open->places,
        .count = open->count,
        .total = open->rest,
        .last = isnan(last) ? path->known.values[path->known.length - 1] : last,
    };

    row->flat = !fc_plan_split_compute(shares, &request);
    for (size_t j = 0; j < open->count; j++) {
        if (shares[j] < 0.0 && open->rest >= 0.0) {
            return FAIL_AT(path, row, err,
                           "%.64s for %.24s is so far below the run rate that "
                           "a straight way there falls below zero; choose "
                           "another --split",
                           path->series->name, row->plan->period);
        }
        put(path, fc_period_add(row->first, (int64_t)open->places[j]),
            shares[j], index);
    }
    return FC_OK;
}

static fc_status apply_year(struct fc_plan_path *path, size_t index,
                            fc_error *err)
{
    struct fc_plan_row *row = &path->rows[index];
    size_t length = (size_t)fc_period_distance(row->first, row->last) + 1;
    struct open_year open = {.places = fc_calloc(length, sizeof(size_t))};
    double *shares = fc_calloc(length, sizeof(double));
    fc_status status = FC_OK;

    if (open.places == NULL || shares == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a plan");
    }
    if (status == FC_OK) {
        status = find_open(&open, row, path, err);
    }
    if (status == FC_OK) {
        status = check_rest(&open, row, path, err);
    }
    if (status == FC_OK && open.count > 0) {
        status = spread(path, index, &open, shares, err);
    }
    free(open.places);
    free(shares);
    return status;
}

/* Rows are in the order of their last periods. */
static void drop_reported(struct fc_plan_path *path)
{
    size_t reported = 0;

    while (reported < path->row_count
           && fc_period_distance(path->start, path->rows[reported].last) < 0) {
        reported++;
    }
    path->row_count -= reported;
    memmove(path->rows, path->rows + reported,
            path->row_count * sizeof *path->rows);
}

static fc_status make_room(struct fc_plan_path *path, fc_error *err)
{
    for (size_t i = 0; i < path->row_count; i++) {
        int64_t length = fc_period_distance(path->start, path->rows[i].last)
                         + 1;

        if (length > (int64_t)path->length) {
            path->length = (size_t)length;
        }
    }
    if (path->length > FC_PLAN_REACH) {
        return FC_FAIL_AT(err, FC_ERR_DATA, path->source, 0, 0,
                          "a plan of %.64s reaches more than %d periods ahead; "
                          "correct its period",
                          path->series->name, FC_PLAN_REACH);
    }
    path->values = fc_calloc(path->length, sizeof *path->values);
    path->row = fc_calloc(path->length, sizeof *path->row);
    if (path->values == NULL || path->row == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a plan");
    }
    for (size_t i = 0; i < path->length; i++) {
        path->values[i] = fc_missing();
    }
    return FC_OK;
}

fc_status fc_plan_path_init(struct fc_plan_path *path, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < path->row_count && status == FC_OK; i++) {
        status = understand(&path->rows[i], path, err);
    }
    if (status != FC_OK) {
        return status;
    }
    path->start = fc_period_add(fc_span_last(path->known), 1);
    qsort(path->rows, path->row_count, sizeof *path->rows, compare_rows);
    if (path->is_record) {
        drop_reported(path);
    }
    status = make_room(path, err);
    if (status == FC_OK) {
        status = check_rows(path, err);
    }
    for (size_t i = 0; i < path->row_count && status == FC_OK; i++) {
        struct fc_plan_row *row = &path->rows[i];

        status = settle_value(row, path, err);
        if (status == FC_OK && row->is_year) {
            status = apply_year(path, i, err);
        } else if (status == FC_OK) {
            row->spread = row->value;
            put(path, row->first, row->value, i);
        }
    }
    return status;
}

double fc_plan_row_deviation(const struct fc_plan_row *row)
{
    double share = row->plan->sd_pct / 100.0;

    return row->spread != 0.0 ? fabs(share * row->value / row->spread) : 0.0;
}
