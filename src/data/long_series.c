/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/long_series.h"

#include <stdlib.h>

#include "base/memory.h"
#include "data/period_axis.h"

/* Whole numbers end where indices of periods do. */
static const long long largest_number = 1000000000;

/* Dates of so many rows show their style, short months included. */
enum { EXAMPLES = 12 };

static fc_status make_room(struct fc_long_frame *frame, const fc_csv *csv,
                           size_t count, fc_error *err)
{
    size_t room = frame->room > 0 ? frame->room : 256;
    fc_period *periods = NULL;
    double *values = NULL;

    if (count <= frame->room) {
        return FC_OK;
    }
    while (room < count) {
        room *= 2;
    }
    periods = fc_reallocarray(frame->periods, room, sizeof *periods);
    if (periods != NULL) {
        frame->periods = periods;
        values = fc_reallocarray(frame->values, room, sizeof *values);
    }
    if (values == NULL) {
        return FC_FAIL_AT(err, FC_ERR_MEMORY, csv->source, fc_csv_line(csv, 0),
                          0, "out of memory for %zu observations", count);
    }
    frame->values = values;
    frame->room = room;
    return FC_OK;
}

static bool parse_whole(long long *out, const char *text)
{
    char *end = NULL;
    bool digits = text[0] >= '0' && text[0] <= '9';

    if (text[0] == '-' || text[0] == '+') {
        digits = text[1] >= '0' && text[1] <= '9';
    }
    if (!digits) {
        return false;
    }
    *out = strtoll(text, &end, 10);
    return *end == '\0' && *out >= -largest_number && *out <= largest_number;
}

/* Whole numbers must follow one another, as periods do. */
static fc_status check_number(const struct fc_axis *axis, size_t i,
                              fc_error *err)
{
    const char *source = axis->csv->source;
    size_t line = fc_axis_line(axis, i);
    size_t column = axis->column + 1;
    int64_t before = axis->periods[i - 1].index;
    int64_t now = axis->periods[i].index;

    if (now == before) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                          "'%.40s' stands in line %zu already; keep one of the "
                          "two rows",
                          fc_axis_text(axis, i), fc_axis_line(axis, i - 1));
    }
    if (now < before) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                          "'%.40s' comes after '%.40s'; sort the rows by ds, "
                          "smallest first",
                          fc_axis_text(axis, i), fc_axis_text(axis, i - 1));
    }
    if (now > before + 1) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, column,
                          "expected %lld, found '%.40s'; add the row, leave "
                          "its value blank if it is missing",
                          (long long)before + 1, fc_axis_text(axis, i));
    }
    return FC_OK;
}

static fc_status read_numbers(const struct fc_axis *axis, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < axis->count && status == FC_OK; i++) {
        long long number = 0;

        if (!parse_whole(&number, fc_axis_text(axis, i))) {
            return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                              fc_axis_line(axis, i), axis->column + 1,
                              "'%.40s' is not a whole number, as ds of this "
                              "file are (-1000000000 to 1000000000)",
                              fc_axis_text(axis, i));
        }
        axis->periods[i] = (fc_period){.index = number};
        if (i > 0) {
            status = check_number(axis, i, err);
        }
    }
    return status;
}

/* The frequency that dates tell counts for the whole file. */
static fc_status settle(struct fc_long_frame *frame, fc_calendar *calendar,
                        fc_frequency *frequency, const struct fc_axis *axis,
                        fc_error *err)
{
    fc_frequency form = axis->periods[0].frequency;

    if (axis->count < 2 && *frequency == FC_FREQUENCY_NONE && form >= FC_MONTHLY
        && form != FC_WEEKLY) {
        return FC_FAIL_AT(err, FC_ERR_DATA, axis->csv->source,
                          fc_axis_line(axis, 0), axis->column + 1,
                          "one row tells no frequency; name it (--frequency), "
                          "or let a longer series come first");
    }
    return frame->settled ? FC_OK
                          : fc_axis_frequency(frequency, calendar, axis, err);
}

static fc_status read_periods(struct fc_long_frame *frame,
                              const struct fc_axis *axis, fc_error *err)
{
    fc_frequency frequency = frame->frequency;
    fc_calendar calendar = frame->calendar;
    fc_status status = fc_axis_read(axis, calendar, err);

    if (status == FC_OK) {
        status = settle(frame, &calendar, &frequency, axis, err);
    }
    if (status == FC_OK) {
        status = fc_axis_place(axis, frequency, calendar, err);
    }
    if (status == FC_OK) {
        frame->frequency = frequency;
        frame->calendar = calendar;
        frame->settled = true;
    }
    return status;
}

static fc_status read_values(struct fc_long_frame *frame, const fc_csv *csv,
                             size_t count, fc_error *err)
{
    const fc_table_options *options = &frame->options->table;
    size_t column = frame->columns.value;

    for (size_t i = 0; i < count; i++) {
        enum fc_cell_kind kind = fc_table_cell_kind(
            &frame->values[i], fc_csv_field(csv, i, column), options);

        if (kind != FC_CELL_NUMBER && kind != FC_CELL_MISSING) {
            return fc_table_refuse_cell(csv, i, column, options, err);
        }
    }
    return FC_OK;
}

static void learn_style(struct fc_long_frame *frame, const struct fc_axis *axis)
{
    struct fc_period_example examples[EXAMPLES];
    size_t count = axis->count < EXAMPLES ? axis->count : EXAMPLES;

    for (size_t i = 0; i < count; i++) {
        size_t row = axis->count - count + i;

        examples[i] = (struct fc_period_example){
            .text = fc_axis_text(axis, row), .period = axis->periods[row]};
    }
    fc_period_style_learn(&frame->style, examples, count, frame->calendar);
}

fc_status fc_long_series_read(fc_long_series *out, struct fc_long_frame *frame,
                              const fc_csv *csv, size_t count, fc_error *err)
{
    fc_status status = make_room(frame, csv, count, err);
    struct fc_axis axis = {.csv = csv,
                           .column = frame->columns.period,
                           .count = count,
                           .periods = frame->periods};

    if (status == FC_OK) {
        status = frame->numbers ? read_numbers(&axis, err)
                                : read_periods(frame, &axis, err);
    }
    if (status == FC_OK) {
        status = read_values(frame, csv, count, err);
    }
    if (status != FC_OK) {
        return status;
    }
    learn_style(frame, &axis);
    out->span = (fc_span){
        .start = axis.periods[0], .length = count, .values = frame->values};
    out->season = fc_frequency_season(frame->frequency);
    if (frame->numbers && frame->options->season > 0) {
        out->season = frame->options->season;
    }
    out->style = &frame->style;
    return FC_OK;
}

void fc_long_series_ds(char text[FC_PERIOD_TEXT_SIZE],
                       const fc_long_series *series, fc_period period)
{
    fc_period_style_format(text, series->style, period);
}
