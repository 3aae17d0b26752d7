/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart needs its data in one block, and history and forecast stand on two
 * sheets: so a sheet of references holds what the chart shows.
 *
 * The colours are those of Okabe and Ito (2008), which the colour-blind tell
 * apart; lines differ in dashes and markers as well.
 */
#include "output/xlsx_chart.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Periods of history: three years of quarters, a year of months. */
enum { recent = 12 };

enum color {
    BLACK = 0x000001, /* 0 is libxlsxwriter's "none" */
    BLUE = 0x0072B2,
    SKY = 0x56B4E9,
    PALE = 0x9CCDEB,
    VERMILION = 0xD55E00,
    GREY = 0xD9D9D9,
};

/* Lines of the chart. No dashes for markers: libxlsxwriter gives them names
 * that Excel does not know. Bars stand between the first and the last. */
static const struct line {
    const char *heading;
    const char *column;
    bool of_history;
    bool of_forecast;
    enum color color;
    uint8_t dash;
    uint8_t marker;
    float width; /* 0: markers alone */
} lines[] = {
    {"Low 80", "lower_80", false, true, SKY, LXW_CHART_LINE_DASH_SOLID,
     LXW_CHART_MARKER_NONE, 1.0F},
    {"Actual", "value", true, false, BLACK, LXW_CHART_LINE_DASH_SOLID,
     LXW_CHART_MARKER_NONE, 2.0F},
    {"Forecast", "value", false, true, BLUE, LXW_CHART_LINE_DASH_SOLID,
     LXW_CHART_MARKER_CIRCLE, 2.0F},
    {"Low 95", "lower_95", false, true, SKY, LXW_CHART_LINE_DASH_DASH,
     LXW_CHART_MARKER_NONE, 1.0F},
    {"High 95", "upper_95", false, true, SKY, LXW_CHART_LINE_DASH_DASH,
     LXW_CHART_MARKER_NONE, 1.0F},
    {"Guided low", "guidance_low", true, true, VERMILION,
     LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_DIAMOND, 0.0F},
    {"Guided high", "guidance_high", true, true, VERMILION,
     LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_DIAMOND, 0.0F},
    {"High 80", "upper_80", false, true, SKY, LXW_CHART_LINE_DASH_SOLID,
     LXW_CHART_MARKER_NONE, 1.0F},
};

enum { LINE_COUNT = sizeof lines / sizeof lines[0] };

/* The rows of the two views that the chart shows. */
struct chart {
    const struct fc_xlsx_view *history;
    struct fc_xlsx_view *forecast;
    size_t skipped;  /* rows of history in front */
    size_t known;    /* rows of history shown */
    size_t expected; /* rows of forecast shown */
    struct fc_xlsx_sheet data;
    lxw_format *format;
};

/* Forecasts stand first on their sheet, totals behind them. */
static size_t count_forecasts(const struct fc_xlsx_view *view)
{
    size_t count = 0;

    while (count < view->row_count && !view->facts[count].total) {
        count++;
    }
    return count;
}

/* A cell of another sheet, by reference and by value. */
static void put_reference(struct chart *chart, size_t row, size_t column,
                          const struct fc_xlsx_view *view, size_t from,
                          const char *name)
{
    char place[LXW_MAX_CELL_NAME_LENGTH];
    char formula[FC_XLSX_FORMULA_SIZE];
    struct fc_xlsx_cell cell = {.formula = formula};
    size_t at = 0;

    if (!fc_xlsx_view_place(view, name, &at)) {
        return;
    }
    lxw_rowcol_to_cell(place, (lxw_row_t)from + 1, (lxw_col_t)at);
    (void)snprintf(formula, sizeof formula, "='%s'!%s", view->sheet.name,
                   place);
    cell.cell = fc_report_table_cell(view->table, view->rows[from],
                                     view->columns[at]);
    (void)fc_xlsx_put(&chart->data, row, column, &cell, chart->format, 0);
}

static void put_rows(struct chart *chart, size_t column, const char *name,
                     bool of_history, bool of_forecast)
{
    for (size_t i = 0; of_history && i < chart->known; i++) {
        put_reference(chart, 1 + i, column, chart->history, chart->skipped + i,
                      name);
    }
    for (size_t i = 0; of_forecast && i < chart->expected; i++) {
        put_reference(chart, 1 + chart->known + i, column, chart->forecast, i,
                      name);
    }
}

/* Is there anything to see in the line? */
static bool has_line(const struct chart *chart, const struct line *line)
{
    size_t place = 0;

    return (line->of_history
            && fc_xlsx_view_place(chart->history, line->column, &place))
           || (line->of_forecast
               && fc_xlsx_view_place(chart->forecast, line->column, &place));
}

static void add_line(struct chart *chart, lxw_chart *out,
                     const struct line *line, size_t column)
{
    enum { marker_size = 6 };
    lxw_row_t last = (lxw_row_t)(chart->known + chart->expected);
    const char *sheet = chart->data.name;
    lxw_chart_series *series = chart_add_series(out, NULL, NULL);
    lxw_chart_line stroke = {.color = (lxw_color_t)line->color,
                             .dash_type = line->dash,
                             .width = line->width,
                             .none = line->width <= 0.0F};
    lxw_chart_line edge = {.color = (lxw_color_t)line->color, .width = 1.0F};
    lxw_chart_fill fill = {.color = (lxw_color_t)line->color};

    if (series == NULL) {
        fc_xlsx_check(chart->data.file, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, sheet, 1, 0, last, 0);
    chart_series_set_values(series, sheet, 1, (lxw_col_t)column, last,
                            (lxw_col_t)column);
    chart_series_set_name_range(series, sheet, 0, (lxw_col_t)column);
    chart_series_set_line(series, &stroke);
    chart_series_set_marker_type(series, line->marker);
    if (line->marker != LXW_CHART_MARKER_NONE) {
        chart_series_set_marker_size(series, marker_size);
        chart_series_set_marker_line(series, &edge);
        chart_series_set_marker_fill(series, &fill);
    }
}

/* The data of a line, and the line. */
static void add_lines(struct chart *chart, lxw_chart *out)
{
    size_t column = 1;

    for (size_t i = 0; i < LINE_COUNT; i++) {
        const struct line *line = &lines[i];

        if (!has_line(chart, line)) {
            continue;
        }
        fc_xlsx_put_heading(&chart->data, column, line->heading);
        put_rows(chart, column, line->column, line->of_history,
                 line->of_forecast);
        add_line(chart, out, line, column);
        column++;
    }
    fc_xlsx_finish_sheet(&chart->data, column, chart->known + chart->expected,
                         false);
}

/* The library writes a title as it is, and takes one behind "=" for a range:
 * control characters make the file unreadable. */
static void set_title(struct fc_xlsx *file, lxw_chart *chart, const char *title)
{
    size_t room = strlen(title) + 2;
    char *plain = fc_calloc(room, 1);

    if (plain == NULL) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    (void)snprintf(plain, room, "%s%s", title[0] == '=' ? "'" : "", title);
    for (char *at = plain; *at != '\0'; at++) {
        if ((unsigned char)*at < ' ') {
            *at = ' ';
        }
    }
    chart_title_set_name(chart, plain);
    free(plain);
}

static void dress(lxw_chart *chart)
{
    lxw_chart_font heading = {.bold = LXW_TRUE, .size = 12};
    lxw_chart_line edge = {.color = SKY, .width = 0.5F};
    lxw_chart_fill bar = {.color = PALE, .transparency = 40};
    lxw_chart_line grid = {.color = GREY, .width = 0.5F};

    chart_title_set_name_font(chart, &heading);
    chart_set_up_down_bars_format(chart, &edge, &bar, &edge, &bar);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

void fc_xlsx_add_chart(const struct fc_xlsx_view *history,
                       struct fc_xlsx_view *forecast, const char *title)
{
    enum { period_width = 16, line_width = 14 };
    char description[] = "History and forecast, with intervals";
    struct fc_xlsx *file = forecast->sheet.file;
    struct chart chart = {
        .history = history,
        .forecast = forecast,
        .known = history->row_count < recent ? history->row_count : recent,
        .expected = count_forecasts(forecast),
    };
    lxw_chart_options place = {
        .x_scale = 3.4, .y_scale = 2.2, .description = description};
    lxw_chart *out = NULL;

    chart.skipped = history->row_count - chart.known;
    fc_xlsx_add_sheet(&chart.data, file, "Chart data");
    chart.format = fc_xlsx_number_format(file, "#,##0");
    if (file->status != FC_OK) {
        return;
    }
    out = workbook_add_chart(file->book, LXW_CHART_LINE);
    if (out == NULL) {
        fc_xlsx_check(file, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    fc_xlsx_put_heading(&chart.data, 0, "Period");
    put_rows(&chart, 0, "period", true, true);
    add_lines(&chart, out);
    set_title(file, out, title);
    dress(out);
    fc_xlsx_set_width(&chart.data, 0, period_width);
    for (size_t i = 0; i < LINE_COUNT; i++) {
        fc_xlsx_set_width(&chart.data, 1 + i, line_width);
    }
    fc_xlsx_check(file,
                  worksheet_insert_chart_opt(forecast->sheet.sheet,
                                             (lxw_row_t)forecast->row_count + 2,
                                             0, out, &place));
}
