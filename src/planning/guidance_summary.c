/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a group of ranges comes to. With low l, high u, midpoint m = (l + u) / 2
 * and actual y:
 *
 *   position (y - l) / (u - l), error of a forecast f: f - y (FPP3's with the
 *   sign of the other measures here), in per cent 100 (f - y) / y,
 *   width 100 (u - l) / m.
 *
 * Shares have Wilson's interval, means Student's t, the rank correlation of
 * width and absolute error that of Bonett & Wright. All take the ranges as
 * independent.
 */
#include <math.h>
#include <stdlib.h>

#include "forecast/moments.h"

#include "base/memory.h"
#include "planning/guidance_record.h"

static const struct fc_record_value nothing = {
    .value = (double)NAN, .ends = {(double)NAN, (double)NAN}};

static const struct {
    const char *name;
    const char *title;
    const char *interval; /* kind; NULL: none */
} measures[FC_RECORD_MEASURES] = {
    [FC_RECORD_INSIDE] = {"inside_pct", "Inside, %", "wilson"},
    [FC_RECORD_ABOVE] = {"above_pct", "Above, %", "wilson"},
    [FC_RECORD_BELOW] = {"below_pct", "Below, %", "wilson"},
    [FC_RECORD_POSITION] = {"position_mean", "Position, mean", "t"},
    [FC_RECORD_POSITION_SD] = {"position_sd", "Position, sd", NULL},
    [FC_RECORD_BIAS_MIDDLE] = {"bias_midpoint_pct", "Bias, middle, %", "t"},
    [FC_RECORD_BIAS_HIGH] = {"bias_high_pct", "Bias, upper end, %", "t"},
    [FC_RECORD_MAPE_MIDDLE] = {"mape_midpoint_pct", "MAPE, middle, %", "t"},
    [FC_RECORD_MAPE_HIGH] = {"mape_high_pct", "MAPE, upper end, %", "t"},
    [FC_RECORD_ERROR_MIDDLE] = {"error_midpoint", "Error, middle", "t"},
    [FC_RECORD_ERROR_HIGH] = {"error_high", "Error, upper end", "t"},
    [FC_RECORD_WIDTH] = {"width_pct", "Width, %", "t"},
    [FC_RECORD_WIDTH_ERROR] = {"width_error_correlation", "Width and error",
                               "bonett-wright"},
};

const char *fc_record_measure_name(enum fc_record_measure measure)
{
    return measures[measure].name;
}

const char *fc_record_measure_title(enum fc_record_measure measure)
{
    return measures[measure].title;
}

const char *fc_record_measure_interval(enum fc_record_measure measure)
{
    return measures[measure].interval;
}

/* Room for the numbers of a group; the second ones are widths, beside errors.
 */
struct numbers {
    double *first;
    double *second;
    size_t n;
};

static bool belongs(const struct fc_guided *item, struct fc_record_group group)
{
    return !isnan(item->actual) && (group.year == 0 || item->year == group.year)
           && !(group.confirmed && item->recalled);
}

static double percent_error(const struct fc_guided *item, double forecast)
{
    return 100.0 * (forecast - item->actual) / item->actual;
}

/* The number of one range that a measure is the mean of. */
static double number_of(const struct fc_guided *item,
                        enum fc_record_measure measure)
{
    const fc_guidance *range = item->range;

    switch (measure) {
    case FC_RECORD_POSITION:
    case FC_RECORD_POSITION_SD:
        return fc_guidance_position(range->low, range->high, item->actual);
    case FC_RECORD_BIAS_MIDDLE:
        return percent_error(item, item->middle);
    case FC_RECORD_BIAS_HIGH:
        return percent_error(item, range->high);
    case FC_RECORD_MAPE_MIDDLE:
    case FC_RECORD_WIDTH_ERROR:
        return fabs(percent_error(item, item->middle));
    case FC_RECORD_MAPE_HIGH:
        return fabs(percent_error(item, range->high));
    case FC_RECORD_ERROR_MIDDLE:
        return item->middle - item->actual;
    case FC_RECORD_ERROR_HIGH:
        return range->high - item->actual;
    case FC_RECORD_WIDTH:
        return 100.0 * (range->high - range->low) / item->middle;
    case FC_RECORD_INSIDE:
    case FC_RECORD_ABOVE:
    case FC_RECORD_BELOW:
    case FC_RECORD_MEASURES:
        break;
    }
    return (double)NAN;
}

static bool in_percent(enum fc_record_measure measure)
{
    return (measure >= FC_RECORD_BIAS_MIDDLE && measure <= FC_RECORD_MAPE_HIGH)
           || measure >= FC_RECORD_WIDTH;
}

static void collect(struct numbers *numbers,
                    const struct fc_guidance_record *record,
                    struct fc_record_group group,
                    enum fc_record_measure measure)
{
    numbers->n = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];
        double number = number_of(item, measure);

        if (belongs(item, group) && isfinite(number)) {
            numbers->first[numbers->n] = number;
            numbers->second[numbers->n] = measure == FC_RECORD_WIDTH_ERROR
                                              ? number_of(item, FC_RECORD_WIDTH)
                                              : 0.0;
            numbers->n++;
        }
    }
}

static struct fc_record_value mean_of(const struct numbers *numbers,
                                      enum fc_record_measure measure)
{
    fc_moments moments = {0};
    struct fc_record_value out = nothing;

    out.n = numbers->n;
    if (fc_moments_compute(&moments, numbers->first, numbers->n, NULL)
        != FC_OK) {
        return out;
    }
    if (measure == FC_RECORD_POSITION_SD) {
        out.value = moments.sd;
        return out;
    }
    out.value = moments.mean;
    out.ends = fc_mean_ends(moments.mean, moments.sd, moments.n);
    return out;
}

static fc_status correlate(struct fc_record_value *out,
                           const struct numbers *numbers, fc_error *err)
{
    double r = 0.0;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_rank_correlation(&r, numbers->second, numbers->first,
                                           numbers->n, &why);

    *out = nothing;
    out->n = numbers->n;
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    if (status == FC_OK) {
        out->value = r;
        out->ends = fc_rank_correlation_ends(r, numbers->n);
    }
    return FC_OK;
}

static struct fc_record_value share_of(size_t hits, size_t n)
{
    struct fc_record_value out = nothing;

    out.n = n;
    if (n > 0) {
        out.value = 100.0 * (double)hits / (double)n;
        out.ends = fc_share_ends((double)hits, (double)n);
        out.ends.low *= 100.0;
        out.ends.high *= 100.0;
    }
    return out;
}

static void count(struct fc_record_value out[FC_RECORD_MEASURES],
                  const struct fc_guidance_record *record,
                  struct fc_record_group group)
{
    size_t above = 0;
    size_t below = 0;
    size_t n = 0;

    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];

        if (belongs(item, group)) {
            n++;
            above += item->actual > item->range->high;
            below += item->actual < item->range->low;
        }
    }
    out[FC_RECORD_INSIDE] = share_of(n - above - below, n);
    out[FC_RECORD_ABOVE] = share_of(above, n);
    out[FC_RECORD_BELOW] = share_of(below, n);
}

fc_status fc_guidance_record_measure(
    struct fc_record_value out[FC_RECORD_MEASURES],
    const struct fc_guidance_record *record, struct fc_record_group group,
    fc_error *err)
{
    double *room = fc_calloc(2 * record->count, sizeof *room);
    struct numbers numbers = {.first = room};
    fc_status status = FC_OK;

    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu ranges",
                       record->count);
    }
    numbers.second = room + record->count;
    count(out, record, group);
    for (int i = FC_RECORD_POSITION; i < FC_RECORD_MEASURES && status == FC_OK;
         i++) {
        enum fc_record_measure measure = (enum fc_record_measure)i;

        out[i] = nothing;
        if (in_percent(measure) && !record->percent) {
            continue;
        }
        collect(&numbers, record, group, measure);
        if (measure == FC_RECORD_WIDTH_ERROR) {
            status = correlate(&out[i], &numbers, err);
        } else {
            out[i] = mean_of(&numbers, measure);
        }
    }
    free(room);
    return status;
}
