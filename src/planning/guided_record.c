/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/guided_record.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

/* Longer years than this have no effect of the season to learn. */
enum { MOST_SEASONS = 12 };

/* With both ends. */
static bool is_whole(double low, double high)
{
    return isfinite(low) && isfinite(high);
}

static void add_range(struct fc_guided_record *record,
                      const fc_projection *projection, fc_period period,
                      const struct fc_range *range)
{
    fc_span known = fc_series_span(projection->history);

    record->items[record->count++] = (struct fc_guided){
        .period = period,
        .low = range->low,
        .high = range->high,
        .actual = fc_span_at(known, period),
        .season = (size_t)(fc_period_fiscal_position(period,
                                                     projection->calendar)
                           - 1)
                  % record->seasons};
}

static void collect(struct fc_guided_record *record,
                    const fc_projection *projection,
                    const struct fc_range *range)
{
    fc_span known = fc_series_span(projection->history);

    for (size_t t = 0; t < known.length; t++) {
        fc_period period = fc_period_add(known.start, (int64_t)t);
        struct fc_range given = fc_projection_range(projection, period,
                                                    FC_RANGE_RELEASE);

        if (given.known && is_whole(given.low, given.high)
            && !isnan(known.values[t])) {
            add_range(record, projection, period, &given);
        }
    }
    add_range(record, projection, fc_projection_period(projection, 0), range);
}

/* Everything is above zero. */
static bool is_positive(const struct fc_guided_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (!(record->items[i].low > 0.0) || record->items[i].actual <= 0.0) {
            return false;
        }
    }
    return true;
}

static bool has_points(const struct fc_guided_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (!(record->items[i].low < record->items[i].high)) {
            return true;
        }
    }
    return false;
}

/* The seasonal naive error of what was known before @p period. */
static double naive_error(const fc_projection *projection, fc_period period)
{
    fc_span known = fc_series_span(projection->history);
    int64_t before = fc_period_distance(known.start, period);

    return fc_naive_scale_compute(known.values, (size_t)before,
                                  fc_frequency_season(known.start.frequency))
        .mae;
}

static void place(struct fc_guided *item, const struct fc_guided_record *record,
                  bool logged, const fc_projection *projection)
{
    double low = logged ? log(item->low) : item->low;
    double high = logged ? log(item->high) : item->high;
    double unit = 1.0;

    if (record->unit == FC_GUIDED_WIDTH) {
        unit = high - low;
    } else if (record->unit == FC_GUIDED_NAIVE) {
        unit = naive_error(projection, item->period);
    }
    item->place = (struct fc_coordinates){
        .logged = logged, .centre = 0.5 * (low + high), .unit = unit};
    item->position = fc_coordinates_of(&item->place, item->actual);
}

/* Ranges without a measure go; the last one stays. */
static void drop_unplaced(struct fc_guided_record *record)
{
    size_t kept = 0;

    for (size_t i = 0; i < record->count; i++) {
        const struct fc_guided *item = &record->items[i];

        if (i + 1 == record->count
            || (item->place.unit > 0.0 && isfinite(item->position))) {
            record->items[kept++] = *item;
        }
    }
    record->count = kept;
}

fc_status fc_guided_record_create(struct fc_guided_record *out,
                                  const fc_projection *projection,
                                  const struct fc_range *range, fc_error *err)
{
    size_t seasons = fc_frequency_season(projection->origin.frequency);
    bool logged = false;

    *out = (struct fc_guided_record){
        .items = fc_calloc(projection->history->length + 1, sizeof *out->items),
        .seasons = seasons <= MOST_SEASONS ? seasons : 1};
    if (out->items == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for past ranges");
    }
    collect(out, projection, range);
    logged = is_positive(out);
    if (has_points(out)) {
        out->unit = logged ? FC_GUIDED_LEVEL : FC_GUIDED_NAIVE;
    }
    for (size_t i = 0; i < out->count; i++) {
        place(&out->items[i], out, logged, projection);
    }
    drop_unplaced(out);
    return FC_OK;
}

void fc_guided_record_release(struct fc_guided_record *record)
{
    free(record->items);
    *record = (struct fc_guided_record){0};
}
