/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Colours are those of Okabe and Ito (2008) and tints of one blue: apart for
 * the colour-blind and, being of different lightness, in greyscale.
 */
#include "output/gnuplot_script.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/axis.h"
#include "output/plain_text.h"
#include "output/sink.h"

enum { most_labels = 10, vertical_ticks = 5, horizontal_ticks = 8 };

/* How a mark is written: the columns of its data, then the style. */
struct style {
    const char *columns;
    const char *words;
};

static const struct style styles[FC_MARK_COUNT] = {
    [FC_MARK_ACTUAL] = {"1:2", "with linespoints lc rgb '#222222' lw 1.6 pt 7 "
                               "ps 0.4"},
    [FC_MARK_LATER] = {"1:2",
                       "with points lc rgb '#222222' lw 1.6 pt 6 ps 0.9"},
    [FC_MARK_FORECAST] = {"1:2",
                          "with linespoints lc rgb '#08519c' lw 2.4 pt 7 "
                          "ps 0.6"},
    [FC_MARK_TREND] = {"1:2", "with lines lc rgb '#08519c' lw 2.4"},
    [FC_MARK_REFERENCE] = {"1:2", "with lines lc rgb '#666666' lw 1.4 dt 2"},
    [FC_MARK_OUTER] = {"1:2:3", "with filledcurves lc rgb '#d6e4f2'"},
    [FC_MARK_INNER] = {"1:2:3", "with filledcurves lc rgb '#9dc1e4'"},
    [FC_MARK_RANGE] = {"1:2:($1-0.35):($1+0.35):2:3",
                       "with boxxyerror lc rgb '#e69f00' lw 2 fs transparent "
                       "solid 0.45 border"},
    [FC_MARK_WHISKERS] = {"1:2:(0):($3-$2)",
                          "with vectors nohead lc rgb '#999999' lw 1.4"},
    [FC_MARK_BARS] = {"1:2:($1-0.3):($1+0.3):2:3",
                      "with boxxyerror lc rgb '#5b8db8' fs solid 1.0 "
                      "noborder"},
    [FC_MARK_POINTS] = {"1:2", "with points lc rgb '#08519c' pt 7 ps 0.5"},
    [FC_MARK_RULE] = {"1:2", "with lines lc rgb '#555555' lw 1.2 dt 2"},
};

/* Lines differ in dashes and points, too: for greyscale. */
static const char *const lines[FC_CHART_LINES] = {
    "with linespoints lc rgb '#d55e00' lw 2 pt 9 ps 0.9",
    "with linespoints lc rgb '#0072b2' lw 2 dt '-' pt 5 ps 0.7",
    "with linespoints lc rgb '#009e73' lw 2.6 dt '.' pt 13 ps 0.9",
    "with linespoints lc rgb '#cc79a7' lw 2 dt '_.' pt 11 ps 0.9",
    "with linespoints lc rgb '#222222' lw 2 dt '--.' pt 6 ps 0.8",
    "with linespoints lc rgb '#e69f00' lw 2 dt '_' pt 4 ps 0.8",
};

static struct style style_of(const fc_chart *chart, size_t index)
{
    fc_chart_series series = fc_chart_series_at(chart, index);

    if (series.mark != FC_MARK_LINE) {
        return styles[series.mark];
    }
    return (struct style){
        "1:2", lines[fc_chart_line_number(chart, index) % FC_CHART_LINES]};
}

static void put_quoted(struct fc_sink *out, const char *text)
{
    char *plain = fc_plain_text(text, (struct fc_plain){.ascii = false});

    if (plain == NULL) {
        out->status = FC_ERR_MEMORY;
        return;
    }
    fc_sink_text(out, "'");
    for (const char *c = plain; *c != '\0'; c++) {
        /* gnuplot reads a doubled quote as an end and a beginning, so an
         * apostrophe becomes the typographic one. */
        fc_sink_append(out, *c == '\'' ? "\u2019" : c, *c == '\'' ? 3 : 1);
    }
    fc_sink_text(out, "'");
    free(plain);
}

static void put_number(struct fc_sink *out, double number)
{
    char text[32];

    (void)snprintf(text, sizeof text, isnan(number) ? "NaN" : "%.10g", number);
    fc_sink_text(out, text);
}

fc_status fc_gnuplot_begin(fc_bytes *script, enum fc_picture_kind kind,
                           size_t panels)
{
    /* what stands before the size and behind it; of PDF in inches */
    static const struct {
        const char *before;
        double unit;
        const char *behind;
    } terminals[] = {
        [FC_PICTURE_SVG] = {"set terminal svg size", 1.0,
                            "dynamic font 'sans-serif,14' background '#ffffff' "
                            "noenhanced\n"},
        [FC_PICTURE_PDF] = {"set terminal pdfcairo size", 100.0,
                            "font 'sans-serif,11' noenhanced\n"},
        [FC_PICTURE_PNG] = {"set terminal pngcairo size", 1.0,
                            "font 'sans-serif,11' noenhanced\n"},
    };
    struct fc_sink out = {.bytes = script};
    char text[160];
    int width = 0;
    int height = 0;

    fc_picture_size(&width, &height, panels);
    (void)snprintf(text, sizeof text, "%s %.2f,%.2f ", terminals[kind].before,
                   width / terminals[kind].unit, height / terminals[kind].unit);
    fc_sink_text(&out, text);
    fc_sink_text(&out, terminals[kind].behind);
    fc_sink_text(&out, "set encoding utf8\n"
                       "set border 3 lc rgb '#666666'\n"
                       "set tics nomirror\n"
                       "set grid ytics lc rgb '#e0e0e0' lt 1\n");
    if (panels > 1) {
        fc_sink_text(&out, "set multiplot\n");
    }
    return out.status;
}

static void put_data(struct fc_sink *out, const fc_chart_series *series,
                     size_t index)
{
    char text[40];

    (void)snprintf(text, sizeof text, "$d%zu << EOD\n", index);
    fc_sink_text(out, text);
    for (size_t i = 0; i < series->count; i++) {
        bool is_bar = series->mark == FC_MARK_BARS && series->high == NULL;

        put_number(out, series->x[i]);
        fc_sink_text(out, " ");
        put_number(out, is_bar ? 0.0 : series->y[i]);
        fc_sink_text(out, " ");
        put_number(out, is_bar || series->high == NULL ? series->y[i]
                                                       : series->high[i]);
        fc_sink_text(out, "\n");
    }
    fc_sink_text(out, "EOD\n");
}

/* The title is the first line of the panel, the key stands on the plot: there
 * is room for two rows of it between them. */
static void put_heading(struct fc_sink *out, const char *title,
                        const struct fc_panel *place)
{
    char text[200];

    fc_sink_text(out, "set label 1 ");
    put_quoted(out, title);
    (void)snprintf(text, sizeof text,
                   " at screen %.4f,%.4f left font 'sans-serif Bold'\n"
                   "set key at screen %.4f,%.4f left bottom horizontal Left "
                   "reverse samplen 2\n",
                   place->left, place->title, place->left, place->key);
    fc_sink_text(out, text);
}

static void put_margins(struct fc_sink *out, const struct fc_panel *place)
{
    char text[200];

    (void)snprintf(text, sizeof text,
                   "set lmargin at screen %.4f\nset rmargin at screen %.4f\n"
                   "set bmargin at screen %.4f\nset tmargin at screen %.4f\n",
                   place->left, place->right, place->bottom, place->top);
    fc_sink_text(out, text);
}

static void put_ticks(struct fc_sink *out, const struct fc_axis *axis,
                      const char *name)
{
    char text[FC_TICK_TEXT_SIZE];

    fc_sink_text(out, "set ");
    fc_sink_text(out, name);
    fc_sink_text(out, "tics (");
    for (size_t i = 0; i < fc_axis_tick_count(axis); i++) {
        fc_axis_tick_text(text, axis, i);
        fc_sink_text(out, i > 0 ? ", " : "");
        put_quoted(out, text);
        fc_sink_text(out, " ");
        put_number(out, fc_axis_tick(axis, i));
    }
    fc_sink_text(out, ")\nset ");
    fc_sink_text(out, name);
    fc_sink_text(out, "range [");
    put_number(out, axis->low);
    fc_sink_text(out, ":");
    put_number(out, axis->high);
    fc_sink_text(out, "]\n");
}

static void put_labels(struct fc_sink *out, const fc_chart_frame *frame)
{
    size_t step = fc_axis_label_step(frame, most_labels);
    char text[60];

    fc_sink_text(out, "set xtics (");
    for (size_t i = 0; i < frame->label_count; i += step) {
        fc_sink_text(out, i > 0 ? ", " : "");
        put_quoted(out, frame->labels[i]);
        fc_sink_text(out, " ");
        put_number(out, (double)i);
    }
    (void)snprintf(text, sizeof text, ")\nset xrange [-0.5:%zu.5]\n",
                   frame->label_count - 1);
    fc_sink_text(out, text);
}

static void put_axes(struct fc_sink *out, const fc_chart *chart)
{
    fc_chart_frame frame = fc_chart_get_frame(chart);
    struct fc_axis vertical = fc_axis_vertical(chart, vertical_ticks);
    struct fc_axis horizontal = fc_axis_horizontal(chart, horizontal_ticks);

    put_ticks(out, &vertical, "y");
    if (frame.label_count > 0) {
        put_labels(out, &frame);
    } else {
        put_ticks(out, &horizontal, "x");
    }
    fc_sink_text(out, "set ylabel ");
    put_quoted(out, frame.y_title);
    fc_sink_text(out, "\nset xlabel ");
    put_quoted(out, frame.x_title != NULL ? frame.x_title : "");
    fc_sink_text(out, "\n");
}

static void put_series(struct fc_sink *out, const fc_chart_series *series,
                       struct style style, size_t index)
{
    char text[200];

    (void)snprintf(text, sizeof text, "%s$d%zu using %s %s ",
                   index > 0 ? ", \\\n" : "plot ", index, style.columns,
                   style.words);
    fc_sink_text(out, text);
    if (series->name != NULL) {
        fc_sink_text(out, "title ");
        put_quoted(out, series->name);
    } else {
        fc_sink_text(out, "notitle");
    }
}

/* gnuplot gives up on data without a point. */
static bool has_points(const fc_chart_series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        if (!isnan(series->y[i])) {
            return true;
        }
    }
    return false;
}

fc_status fc_gnuplot_add(fc_bytes *script, const fc_chart *chart,
                         const struct fc_panel *place)
{
    struct fc_sink out = {.bytes = script};
    size_t count = fc_chart_series_count(chart);
    size_t drawn = 0;

    for (size_t i = 0; i < count; i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        if (has_points(&series)) {
            put_data(&out, &series, drawn++);
        }
    }
    put_margins(&out, place);
    put_heading(&out, fc_chart_get_frame(chart).title, place);
    put_axes(&out, chart);
    drawn = 0;
    for (size_t i = 0; i < count; i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        if (has_points(&series)) {
            put_series(&out, &series, style_of(chart, i), drawn++);
        }
    }
    fc_sink_text(&out, drawn > 0 ? "\n" : "plot NaN notitle\n");
    return out.status;
}
