/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stated growth follows from the range: each end over the actual of the year
 * before, rounded as the growth is printed. A row whose growth does not follow
 * is explained if its check names the growth that does, to a decimal ("8.2 %"),
 * and the growth is that of another range for the same period, from which it
 * does follow.
 *
 * A range that is a hundred times as large as the series was in the year before
 * it, or as much smaller, is given in another unit.
 */
#include "planning/guidance_lint.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "planning/amount.h"
#include "planning/growth.h"

/* No company guides to a hundred times what it had, or a hundredth. */
static const double slip = 100.0;

/* The year before a range; a season where the calendar has no years. */
static size_t periods_before(fc_frequency frequency)
{
    size_t year = fc_year_length(frequency);

    return year > 0 ? year : fc_frequency_season(frequency);
}

static bool names_growth(const char *text, double growth)
{
    char number[32];
    const char *found = NULL;

    (void)snprintf(number, sizeof number, "%.1f", growth);
    found = strstr(text, number);
    return found != NULL && strchr(" %", found[strlen(number)]) != NULL
           && strchr(found, '%') != NULL;
}

static double stated_growth(const fc_guidance *item, enum fc_lint_kind kind)
{
    return kind == FC_LINT_GROWTH_HIGH ? item->growth_high_pct
                                       : item->growth_low_pct;
}

static double end_of(const fc_guidance *item, enum fc_lint_kind kind)
{
    return kind == FC_LINT_GROWTH_HIGH ? item->high : item->low;
}

/* The actual of the year before; NaN if there is none. */
static double base_of(const fc_table *table, const fc_guidance *item)
{
    const fc_series *series = fc_table_find(table, item->series);
    int64_t year = (int64_t)fc_year_length(table->start.frequency);

    if (series == NULL || year == 0) {
        return (double)NAN;
    }
    return fc_span_at(fc_series_span(series),
                      fc_period_add(item->period, -year));
}

static double computed_growth(const fc_table *table, const fc_guidance *item,
                              enum fc_lint_kind kind)
{
    return fc_growth_percent(end_of(item, kind), base_of(table, item));
}

/* Half a unit of the last decimal printed. */
static double allowed_gap(double stated)
{
    return 0.5 * pow(10.0, -fc_audit_decimals(stated));
}

static bool follows(double stated, double computed)
{
    double allowed = allowed_gap(stated);
    double gap = fabs(stated - computed);

    return gap <= allowed || fc_audit_equal(gap, allowed);
}

/* Another range for the period that states the same growth, rightly; NULL if
 * there is none. */
static const fc_guidance *find_twin(const fc_table *table,
                                    const fc_guidance_list *list,
                                    const fc_guidance *item,
                                    enum fc_lint_kind kind)
{
    double stated = stated_growth(item, kind);

    for (size_t i = 0; i < list->count; i++) {
        const fc_guidance *other = &list->items[i];

        if (other != item && strcmp(other->series, item->series) == 0
            && other->period.index == item->period.index
            && stated_growth(other, kind) == stated
            && follows(stated, computed_growth(table, other, kind))) {
            return other;
        }
    }
    return NULL;
}

/* Half of the last digit of @p end that is not a zero at its right: 500 for
 * 151,000 and for 155,000. */
static double half_unit(double end)
{
    double unit = pow(10.0, -fc_audit_decimals(end));

    while (end != 0.0 && unit < fabs(end) && fmod(end, 10.0 * unit) == 0.0) {
        unit *= 10.0;
    }
    return 0.5 * unit;
}

/* The end nearest to the one given that has the stated growth and is as round,
 * to half a unit of its last digit, or the roundest there is. */
static double nearest_fitting(double end, double stated, double base)
{
    double low = base * (1.0 + 0.01 * (stated - allowed_gap(stated)));
    double high = base * (1.0 + 0.01 * (stated + allowed_gap(stated)));
    double unit = half_unit(end);

    if (!(base > 0.0)) {
        return (double)NAN;
    }
    for (int finer = 0; finer < 4; finer++) {
        double up = unit * ceil(low / unit);
        double down = unit * floor(high / unit);

        if (up <= high) {
            return end < low ? up : down;
        }
        unit *= 0.1;
    }
    return end < low ? low : high;
}

static struct fc_lint judge_growth(const fc_table *table,
                                   const fc_guidance_list *list,
                                   const fc_guidance *item,
                                   enum fc_lint_kind kind)
{
    const fc_guidance *twin = NULL;
    struct fc_lint lint = {.item = item,
                           .kind = kind,
                           .stated = stated_growth(item, kind),
                           .computed = computed_growth(table, item, kind),
                           .fitting = (double)NAN};

    if (isnan(lint.computed)) {
        lint.outcome = FC_AUDIT_NOT_IN_DATA;
        return lint;
    }
    if (follows(lint.stated, lint.computed)) {
        lint.outcome = FC_AUDIT_PASSED;
        return lint;
    }
    twin = find_twin(table, list, item, kind);
    lint.outcome = twin != NULL && names_growth(item->check, lint.computed)
                       ? FC_AUDIT_EXPLAINED
                       : FC_AUDIT_FAILED;
    lint.fitting = twin != NULL
                       ? end_of(twin, kind)
                       : nearest_fitting(end_of(item, kind), lint.stated,
                                         base_of(table, item));
    return lint;
}

/* Mean size of the year before the range, or of the latest year where the range
 * lies further ahead; NaN if nothing is known of it. */
static double level_before(const fc_table *table, const fc_guidance *item)
{
    const fc_series *series = fc_table_find(table, item->series);
    size_t count = periods_before(table->start.frequency);
    fc_span span = {0};
    double sum = 0.0;
    size_t known = 0;

    if (series == NULL) {
        return (double)NAN;
    }
    span = fc_span_trim(
        fc_span_until(fc_series_span(series), fc_period_add(item->period, -1)));
    if (span.length > count) {
        span = fc_span_window(span, span.length - count, count);
    }
    for (size_t i = 0; i < span.length; i++) {
        if (!isnan(span.values[i])) {
            sum += fabs(span.values[i]);
            known++;
        }
    }
    return known > 0 ? sum / (double)known : (double)NAN;
}

static double size_of(const fc_guidance *item)
{
    return fmax(fabs(item->low), fabs(item->high)); /* NaN is left out */
}

static struct fc_lint judge_unit(const fc_table *table, const fc_guidance *item)
{
    double size = size_of(item);
    double level = level_before(table, item);
    double ratio = level > 0.0 ? size / level : (double)NAN;
    bool slipped = ratio >= slip || (size > 0.0 && ratio <= 1.0 / slip);

    return (struct fc_lint){
        .item = item,
        .kind = FC_LINT_UNIT,
        .outcome = slipped ? FC_AUDIT_FAILED : FC_AUDIT_PASSED,
        .stated = size,
        .computed = level,
        /* units go by thousands */
        .fitting = slipped ? size / pow(1000.0, round(log10(ratio) / 3.0))
                           : (double)NAN};
}

static void check_item(const fc_table *table, const fc_guidance_list *list,
                       const fc_guidance *item, fc_lint_visit *visit,
                       void *context)
{
    const struct fc_lint unit = judge_unit(table, item);

    for (int kind = FC_LINT_GROWTH_LOW; kind <= FC_LINT_GROWTH_HIGH; kind++) {
        if (!isnan(stated_growth(item, (enum fc_lint_kind)kind))) {
            struct fc_lint lint = judge_growth(table, list, item,
                                               (enum fc_lint_kind)kind);

            visit(context, &lint);
        }
    }
    if (unit.outcome == FC_AUDIT_FAILED) {
        visit(context, &unit);
    }
}

void fc_guidance_lint(const fc_table *table, const fc_guidance_list *list,
                      const char *series, fc_lint_visit *visit, void *context)
{
    for (size_t i = 0; i < list->count; i++) {
        if (series == NULL || strcmp(list->items[i].series, series) == 0) {
            check_item(table, list, &list->items[i], visit, context);
        }
    }
}

fc_status fc_guidance_check_unit(const fc_table *table, const fc_guidance *item,
                                 const char *source, fc_error *err)
{
    struct fc_lint lint = judge_unit(table, item);
    char usual[FC_AMOUNT_TEXT_SIZE];

    if (lint.outcome != FC_AUDIT_FAILED) {
        return FC_OK;
    }
    fc_amount_format(usual, lint.computed, fc_amount_decimals(lint.computed));
    return FC_FAIL_AT(err, FC_ERR_DATA, source, item->line, 0,
                      "the range %.10g to %.10g is in another unit than "
                      "'%.64s', which was about %s in the year before; give it "
                      "in the unit of the series",
                      item->low, item->high, item->series, usual);
}

fc_status fc_guidance_check_units(const fc_table *table,
                                  const fc_guidance_list *list,
                                  const char *series, const char *source,
                                  fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < list->count && status == FC_OK; i++) {
        if (strcmp(list->items[i].series, series) == 0) {
            status = fc_guidance_check_unit(table, &list->items[i], source,
                                            err);
        }
    }
    return status;
}

const char *fc_lint_kind_text(enum fc_lint_kind kind)
{
    switch (kind) {
    case FC_LINT_GROWTH_LOW:
        return "growth of the low end, %";
    case FC_LINT_GROWTH_HIGH:
        return "growth of the high end, %";
    case FC_LINT_UNIT:
        break;
    }
    return "unit of the range";
}
