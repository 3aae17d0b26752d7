/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts in a terminal: a grid of characters, one symbol a mark. Between the
 * points of a series its line and its bands are interpolated column by column.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "output/axis.h"
#include "output/picture.h"
#include "output/plain_text.h"
#include "output/sink.h"
#include "output/writers.h"

enum { single_rows = 16, panel_rows = 9, ticks = 4, least_columns = 20 };

/* Room for the text of a horizontal tick, and a blank beside it. */
enum { tick_columns = 10 };

/* What a cell shows; 0 is nothing. A line between points is its own symbol. */
enum symbol {
    BLANK,
    RULE,
    OUTER,
    INNER,
    BAR,
    LINE,
    REFERENCE,
    WHISKER,
    RANGE,
    FORECAST,
    POINT,
    LATER,
    ACTUAL,
    FIRST_LINE,
    SYMBOLS = FIRST_LINE + FC_CHART_LINES
};

static const struct {
    const char *ascii;
    const char *unicode;
} looks[SYMBOLS] = {
    [BLANK] = {" ", " "},
    [RULE] = {"-", "\u2500"},
    [OUTER] = {":", "\u2591"},
    [INNER] = {"#", "\u2592"},
    [BAR] = {"#", "\u2588"},
    [LINE] = {".", "\u00b7"},
    [REFERENCE] = {",", "\u2219"},
    [RANGE] = {"=", "\u2550"},
    [FORECAST] = {"o", "\u25c6"},
    [POINT] = {"+", "\u2022"},
    [LATER] = {"x", "\u25cb"},
    [ACTUAL] = {"*", "\u25cf"},
    [WHISKER] = {"|", "\u2506"},
    [FIRST_LINE] = {"a", "\u25b2"},
    {"b", "\u25a0"},
    {"c", "\u25c7"},
    {"d", "\u25bd"},
    {"e", "\u25a1"},
    {"f", "\u25b3"},
};

/* How a mark is drawn: what fills it, and what stands on its points. */
static const struct {
    enum symbol fill;
    enum symbol point;
} marks[FC_MARK_COUNT] = {
    [FC_MARK_ACTUAL] = {LINE, ACTUAL},
    [FC_MARK_LATER] = {BLANK, LATER},
    [FC_MARK_FORECAST] = {LINE, FORECAST},
    [FC_MARK_TREND] = {FORECAST, FORECAST},
    [FC_MARK_REFERENCE] = {REFERENCE, REFERENCE},
    [FC_MARK_LINE] = {LINE, FIRST_LINE},
    [FC_MARK_WHISKERS] = {BLANK, WHISKER},
    [FC_MARK_OUTER] = {OUTER, OUTER},
    [FC_MARK_INNER] = {INNER, INNER},
    [FC_MARK_RANGE] = {BLANK, RANGE},
    [FC_MARK_BARS] = {BLANK, BAR},
    [FC_MARK_POINTS] = {BLANK, POINT},
    [FC_MARK_RULE] = {RULE, RULE},
};

struct canvas {
    size_t rows;
    size_t columns;
    size_t margin; /* for the numbers on the left */
    struct fc_axis x;
    struct fc_axis y;
    unsigned char *cells; /* rows * columns, the highest row first */
};

/* The column or row of a value; may lie outside. */
static long place(const struct fc_axis *axis, double value, size_t count)
{
    return lround((value - axis->low) / (axis->high - axis->low)
                  * (double)(count - 1));
}

static void set(struct canvas *canvas, long column, long row,
                enum symbol symbol)
{
    if (symbol != BLANK && column >= 0 && (size_t)column < canvas->columns
        && row >= 0 && (size_t)row < canvas->rows) {
        size_t from_top = canvas->rows - 1 - (size_t)row;

        canvas->cells[from_top * canvas->columns + (size_t)column] =
            (unsigned char)symbol;
    }
}

/* A column from @p low to @p high. */
static void fill(struct canvas *canvas, long column, double low, double high,
                 enum symbol symbol)
{
    long first = place(&canvas->y, fmin(low, high), canvas->rows);
    long last = place(&canvas->y, fmax(low, high), canvas->rows);

    for (long row = first; row <= last; row++) {
        set(canvas, column, row, symbol);
    }
}

static double between(double a, double b, double share)
{
    return a + share * (b - a);
}

/* From point @p i to the next one, without the points themselves. */
static void draw_segment(struct canvas *canvas, const fc_chart_series *series,
                         size_t i)
{
    long first = place(&canvas->x, series->x[i], canvas->columns);
    long last = place(&canvas->x, series->x[i + 1], canvas->columns);
    const double *high = series->high != NULL ? series->high : series->y;
    enum symbol symbol = marks[series->mark].fill;

    if (symbol == BLANK || isnan(series->y[i] + series->y[i + 1])) {
        return;
    }
    for (long column = first + 1; column < last; column++) {
        double share = (double)(column - first) / (double)(last - first);

        fill(canvas, column, between(series->y[i], series->y[i + 1], share),
             between(high[i], high[i + 1], share), symbol);
    }
}

/* What stands on the points of series @p index. */
static enum symbol symbol_of(const fc_chart *chart, size_t index)
{
    fc_chart_series series = fc_chart_series_at(chart, index);
    size_t line = 0;

    if (series.mark == FC_MARK_LINE) {
        line = fc_chart_line_number(chart, index) % FC_CHART_LINES;
    }
    return marks[series.mark].point + (enum symbol)line;
}

static void draw_point(struct canvas *canvas, const fc_chart_series *series,
                       size_t i, enum symbol symbol)
{
    long column = place(&canvas->x, series->x[i], canvas->columns);
    double low = series->y[i];
    double high = series->high != NULL ? series->high[i] : low;
    long wing = series->mark == FC_MARK_RANGE ? 1 : 0;

    if (isnan(low)) {
        return;
    }
    if (series->mark == FC_MARK_BARS && series->high == NULL) {
        low = 0.0;
    }
    for (long c = column - wing; c <= column + wing; c++) {
        fill(canvas, c, low, high, symbol);
    }
}

static void draw_series(struct canvas *canvas, const fc_chart *chart,
                        size_t index)
{
    fc_chart_series series = fc_chart_series_at(chart, index);

    for (size_t i = 0; i + 1 < series.count; i++) {
        draw_segment(canvas, &series, i);
    }
    for (size_t i = 0; i < series.count; i++) {
        draw_point(canvas, &series, i, symbol_of(chart, index));
    }
}

static void put_look(struct fc_sink *out, enum symbol symbol, bool ascii)
{
    fc_sink_text(out, ascii ? looks[symbol].ascii : looks[symbol].unicode);
}

static void put_plain(struct fc_sink *out, const char *text, bool ascii)
{
    char *plain = fc_plain_text(text, (struct fc_plain){.ascii = ascii});

    if (plain == NULL) {
        out->status = FC_ERR_MEMORY;
        return;
    }
    fc_sink_text(out, plain);
    free(plain);
}

/* The number of a row that a tick falls on, else blanks. */
static void put_margin(struct fc_sink *out, const struct canvas *canvas,
                       size_t row)
{
    char text[FC_TICK_TEXT_SIZE] = "";

    for (size_t i = 0; i < fc_axis_tick_count(&canvas->y); i++) {
        long place_of = place(&canvas->y, fc_axis_tick(&canvas->y, i),
                              canvas->rows);

        if (place_of == (long)(canvas->rows - 1 - row)) {
            fc_axis_tick_text(text, &canvas->y, i);
        }
    }
    fc_sink_repeat(out, ' ', canvas->margin - strlen(text));
    fc_sink_text(out, text);
}

static void put_rows(struct fc_sink *out, const struct canvas *canvas,
                     bool ascii)
{
    for (size_t row = 0; row < canvas->rows; row++) {
        const unsigned char *cells = canvas->cells + row * canvas->columns;
        size_t used = canvas->columns;

        while (used > 0 && cells[used - 1] == BLANK) {
            used--; /* no blanks at the end of a line */
        }
        put_margin(out, canvas, row);
        fc_sink_text(out, ascii ? " |" : " \u2502");
        for (size_t column = 0; column < used; column++) {
            put_look(out, (enum symbol)cells[column], ascii);
        }
        fc_sink_text(out, "\n");
    }
}

/* Write @p text centred at @p column if there is room behind what stands. */
static void stamp(char *line, size_t width, long column, const char *text)
{
    long length = (long)strlen(text);
    long first = column - length / 2;

    first = first < 0 ? 0 : first;
    if (first + length > (long)width) {
        first = (long)width - length;
    }
    if (first < 0 || (first > 0 && line[first - 1] != ' ')) {
        return;
    }
    memcpy(line + first, text, (size_t)length);
}

static void put_scale(struct fc_sink *out, const struct canvas *canvas,
                      const fc_chart_frame *frame)
{
    char *line = fc_calloc(canvas->columns + 1, 1);
    char text[FC_TICK_TEXT_SIZE];
    size_t length = canvas->columns;

    if (line == NULL) {
        out->status = FC_ERR_MEMORY;
        return;
    }
    memset(line, ' ', canvas->columns);
    if (frame->label_count > 0) {
        size_t most = canvas->columns / tick_columns;
        size_t step = fc_axis_label_step(frame, most > 1 ? most : 1);

        for (size_t i = 0; i < frame->label_count; i += step) {
            stamp(line, canvas->columns,
                  place(&canvas->x, (double)i, canvas->columns),
                  frame->labels[i]);
        }
    } else {
        for (size_t i = 0; i < fc_axis_tick_count(&canvas->x); i++) {
            fc_axis_tick_text(text, &canvas->x, i);
            stamp(
                line, canvas->columns,
                place(&canvas->x, fc_axis_tick(&canvas->x, i), canvas->columns),
                text);
        }
    }
    while (length > 0 && line[length - 1] == ' ') {
        line[--length] = '\0';
    }
    fc_sink_repeat(out, ' ', canvas->margin + 2);
    fc_sink_text(out, line);
    fc_sink_text(out, "\n");
    free(line);
}

static void put_key(struct fc_sink *out, const fc_chart *chart, size_t margin,
                    bool ascii)
{
    bool any = false;

    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        if (series.name == NULL) {
            continue;
        }
        fc_sink_repeat(out, ' ', any ? 3 : margin + 2);
        put_look(out, symbol_of(chart, i), ascii);
        fc_sink_text(out, " ");
        put_plain(out, series.name, ascii);
        any = true;
    }
    fc_sink_text(out, any ? "\n" : "");
}

static size_t widest_tick(const struct fc_axis *axis)
{
    char text[FC_TICK_TEXT_SIZE];
    size_t widest = 0;

    for (size_t i = 0; i < fc_axis_tick_count(axis); i++) {
        fc_axis_tick_text(text, axis, i);
        widest = strlen(text) > widest ? strlen(text) : widest;
    }
    return widest;
}

static fc_status put_chart(struct fc_sink *out, const fc_chart *chart,
                           size_t rows, const fc_writer_options *options)
{
    fc_chart_frame frame = fc_chart_get_frame(chart);
    struct canvas canvas = {.rows = rows, .y = fc_axis_vertical(chart, ticks)};

    canvas.margin = widest_tick(&canvas.y) + 1;
    canvas.columns = options->width > canvas.margin + 2 + least_columns
                         ? options->width - canvas.margin - 2
                         : least_columns;
    canvas.x = fc_axis_horizontal(chart, (int)(canvas.columns / tick_columns));
    canvas.cells = fc_calloc(rows * canvas.columns, 1);
    if (canvas.cells == NULL) {
        return FC_ERR_MEMORY;
    }
    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        draw_series(&canvas, chart, i);
    }
    put_plain(out, frame.title, options->ascii);
    fc_sink_text(out, "\n");
    if (frame.y_title[0] != '\0') {
        put_plain(out, frame.y_title, options->ascii);
        fc_sink_text(out, "\n");
    }
    put_rows(out, &canvas, options->ascii);
    put_scale(out, &canvas, &frame);
    put_key(out, chart, canvas.margin, options->ascii);
    free(canvas.cells);
    return out->status;
}

static fc_status chart_render(fc_bytes *bytes, const fc_report *report,
                              const fc_writer_options *options, fc_error *err)
{
    struct fc_sink out = {.bytes = bytes};
    const char *name = NULL;
    fc_status status = fc_picture_name(&name, report, options, err);
    bool first = true;

    for (size_t i = 0; i < fc_report_chart_count(report) && status == FC_OK;
         i++) {
        const fc_chart *chart = fc_report_chart_at(report, i);
        size_t rows = fc_picture_panels(report, name) > 1 ? panel_rows
                                                          : single_rows;

        if (strcmp(fc_chart_get_frame(chart).name, name) == 0) {
            fc_sink_text(&out, first ? "" : "\n");
            status = put_chart(&out, chart, rows, options);
            first = false;
        }
    }
    return status;
}

const fc_writer fc_writer_chart = {
    .name = "chart",
    .suffix = NULL,
    .summary = "a chart in characters, for a terminal",
    .render = chart_render,
};
