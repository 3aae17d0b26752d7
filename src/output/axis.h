/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The axes of a chart: round numbers that enclose its values, and their texts.
 * All drawings share them, so that a picture, a page and a terminal show the
 * same scale.
 */
#ifndef FC_OUTPUT_AXIS_H
#define FC_OUTPUT_AXIS_H

#include "forecast/chart.h"

struct fc_axis {
    double low;
    double high;
    double step; /**< from tick to tick */
};

/** Room for the text of a tick. */
enum { FC_TICK_TEXT_SIZE = 48 };

/** Round numbers around [@p low, @p high] in about @p ticks steps (Heckbert
 * 1990, nice numbers for graph labels). NaN ends give 0 to 1. */
struct fc_axis fc_axis_around(double low, double high, int ticks);

/** The vertical axis of @p chart: everything drawn is inside; bars stand on 0.
 */
struct fc_axis fc_axis_vertical(const fc_chart *chart, int ticks);

/** The horizontal axis; half a step of room beside the labels. */
struct fc_axis fc_axis_horizontal(const fc_chart *chart, int ticks);

/** Labels of @p frame from one tick to the next, so that at most @p most are
 * shown. */
size_t fc_axis_label_step(const fc_chart_frame *frame, size_t most);

/** Number of ticks of an axis. */
size_t fc_axis_tick_count(const struct fc_axis *axis);
/** Tick @p index, from the low end. */
double fc_axis_tick(const struct fc_axis *axis, size_t index);
/** A tick as text: the decimals of the step, thousands apart. */
void fc_axis_tick_text(char text[FC_TICK_TEXT_SIZE], const struct fc_axis *axis,
                       size_t index);

#endif
