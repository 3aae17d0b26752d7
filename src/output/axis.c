/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/axis.h"

#include <math.h>
#include <stdio.h>

#include "output/cell_text.h"

/* Values whose range is a smaller share of them differ by rounding alone: ticks
 * with ten digits could not tell them apart. */
static const double nothing = 1e-9;

/* The round number next to @p x: 1, 2, 2.5 or 5 times a power of ten. */
static double round_step(double x)
{
    static const double steps[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    double power = pow(10.0, floor(log10(x)));

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (x <= steps[i] * power * (1.0 + 1e-9)) {
            return steps[i] * power;
        }
    }
    return 10.0 * power;
}

struct fc_axis fc_axis_around(double low, double high, int ticks)
{
    double step = 0.0;

    if (!(low <= high)) { /* nothing to show */
        return (struct fc_axis){.low = 0.0, .high = 1.0, .step = 1.0};
    }
    if (high - low <= nothing * fmax(fabs(low), fabs(high))) {
        double room = low != 0.0 ? fabs(low) / 2.0 : 1.0;

        low -= room;
        high += room;
    }
    step = round_step((high - low) / ticks);
    return (struct fc_axis){.low = floor(low / step + 1e-9) * step,
                            .high = ceil(high / step - 1e-9) * step,
                            .step = step};
}

static void stretch(double *low, double *high, double value)
{
    if (!isnan(value)) {
        *low = isnan(*low) ? value : fmin(*low, value);
        *high = isnan(*high) ? value : fmax(*high, value);
    }
}

struct fc_axis fc_axis_vertical(const fc_chart *chart, int ticks)
{
    double low = (double)NAN;
    double high = (double)NAN;

    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        for (size_t j = 0; j < series.count; j++) {
            stretch(&low, &high, series.y[j]);
            stretch(&low, &high,
                    series.high != NULL ? series.high[j] : series.y[j]);
        }
        if (series.mark == FC_MARK_BARS) {
            stretch(&low, &high, 0.0);
        }
    }
    return fc_axis_around(low, high, ticks);
}

struct fc_axis fc_axis_horizontal(const fc_chart *chart, int ticks)
{
    size_t labels = fc_chart_get_frame(chart).label_count;
    double low = (double)NAN;
    double high = (double)NAN;

    if (labels > 0) {
        return (struct fc_axis){
            .low = -0.5, .high = (double)labels - 0.5, .step = 1.0};
    }
    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        for (size_t j = 0; j < series.count; j++) {
            stretch(&low, &high, series.x[j]);
        }
    }
    return fc_axis_around(low, high, ticks);
}

size_t fc_axis_label_step(const fc_chart_frame *frame, size_t most)
{
    size_t unit = frame->label_step > 0 && frame->label_count > most
                      ? frame->label_step
                      : 1;
    size_t step = unit;

    while ((frame->label_count + step - 1) / step > most) {
        step += unit;
    }
    return step;
}

size_t fc_axis_tick_count(const struct fc_axis *axis)
{
    return (size_t)llround((axis->high - axis->low) / axis->step) + 1;
}

double fc_axis_tick(const struct fc_axis *axis, size_t index)
{
    double tick = axis->low + (double)index * axis->step;

    return fabs(tick) < axis->step * 1e-9 ? 0.0 : tick; /* no -0 */
}

void fc_axis_tick_text(char text[FC_TICK_TEXT_SIZE], const struct fc_axis *axis,
                       size_t index)
{
    double power = floor(log10(axis->step));
    double mantissa = axis->step / pow(10.0, power);
    bool finer = fabs(mantissa - 2.5) < 1e-6; /* 2.5 needs one more decimal */
    int decimals = (int)(finer ? 1.0 - power : -power);
    const fc_column column = {.name = "tick",
                              .decimals = decimals > 0 ? decimals : 0};
    const fc_cell cell = {.type = FC_CELL_NUMBER,
                          .style = FC_STYLE_COMPUTED,
                          .number = fc_axis_tick(axis, index)};
    char number[FC_CELL_TEXT_SIZE];

    fc_cell_text_rounded(number, &cell, &column, 0);
    (void)snprintf(text, FC_TICK_TEXT_SIZE, "%.*s", FC_TICK_TEXT_SIZE - 1,
                   number);
}
