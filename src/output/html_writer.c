/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report as one page that needs nothing else: what it says, its pictures, its
 * tables, where it comes from. The pictures are the SVG files of gnuplot; the
 * numbers behind them stand beside them for the script.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/axis.h"
#include "output/cell_text.h"
#include "output/html_page.h"
#include "output/json_text.h"
#include "output/picture.h"
#include "output/plain_text.h"
#include "output/sink.h"
#include "output/writers.h"

/* Text of a page; quotes too, so that it may stand in an attribute. */
static void put_text(struct fc_sink *out, const char *text)
{
    char *plain = fc_plain_text(text, (struct fc_plain){.ascii = false});

    if (plain == NULL) {
        out->status = FC_ERR_MEMORY;
        return;
    }
    for (const char *c = plain; *c != '\0'; c++) {
        switch (*c) {
        case '<':
            fc_sink_text(out, "&lt;");
            break;
        case '>':
            fc_sink_text(out, "&gt;");
            break;
        case '&':
            fc_sink_text(out, "&amp;");
            break;
        case '"':
            fc_sink_text(out, "&quot;");
            break;
        default:
            fc_sink_append(out, c, 1);
        }
    }
    free(plain);
}

static void put_element(struct fc_sink *out, const char *open, const char *text,
                        const char *close)
{
    fc_sink_text(out, open);
    put_text(out, text);
    fc_sink_text(out, close);
}

static void put_notes(struct fc_sink *out, const fc_report *report,
                      fc_note_kind kind)
{
    static const char *const opening[] = {
        [FC_NOTE_HEADLINE] = "<p class=\"headline\">",
        [FC_NOTE_PLAIN] = "<p>",
        [FC_NOTE_WARNING] = "<p class=\"warning\">Warning: ",
    };

    for (size_t i = 0; i < fc_report_note_count(report); i++) {
        fc_note note = fc_report_note_at(report, i);

        if (note.kind == kind) {
            put_element(out, opening[kind], note.text, "</p>\n");
        }
    }
}

/* JSON inside a page: "<" could end the script that holds it. */
static void put_json_text(struct fc_sink *out, const char *text)
{
    fc_bytes bytes = {0};
    struct fc_sink json = {.bytes = &bytes};

    fc_json_text(&json, text);
    if (json.status != FC_OK) {
        out->status = json.status;
    }
    for (size_t i = 0; i < bytes.size; i++) {
        if (bytes.data[i] == '<') {
            fc_sink_text(out, "\\u003c");
        } else {
            fc_sink_append(out, &bytes.data[i], 1);
        }
    }
    fc_bytes_release(&bytes);
}

static void put_number(struct fc_sink *out, double number)
{
    char text[32];

    (void)snprintf(text, sizeof text, isnan(number) ? "null" : "%.10g", number);
    fc_sink_text(out, text);
}

static void put_numbers(struct fc_sink *out, const double *numbers,
                        size_t count)
{
    fc_sink_text(out, "[");
    for (size_t i = 0; i < count; i++) {
        fc_sink_text(out, i > 0 ? "," : "");
        put_number(out, numbers[i]);
    }
    fc_sink_text(out, "]");
}

static void put_series(struct fc_sink *out, const fc_chart_series *series)
{
    fc_sink_text(out, "{\"name\":");
    put_json_text(out, series->name != NULL ? series->name : "");
    fc_sink_text(out, ",\"x\":");
    put_numbers(out, series->x, series->count);
    fc_sink_text(out, ",\"y\":");
    put_numbers(out, series->y, series->count);
    if (series->high != NULL) {
        fc_sink_text(out, ",\"high\":");
        put_numbers(out, series->high, series->count);
    }
    fc_sink_text(out, "}");
}

/* Where a panel lies, and what the places of its points are: those of the
 * series with most of them. */
static void put_place(struct fc_sink *out, const fc_chart *chart,
                      const struct fc_panel *place)
{
    struct fc_axis x = fc_axis_horizontal(chart, 8);
    const double ends[] = {x.low, x.high};
    fc_chart_series longest = fc_chart_series_at(chart, 0);
    char text[120];

    for (size_t i = 1; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        longest = series.count > longest.count ? series : longest;
    }
    (void)snprintf(text, sizeof text,
                   "{\"left\":%.4f,\"right\":%.4f,\"bottom\":%.4f,"
                   "\"top\":%.4f,\"x\":",
                   place->left, place->right, place->bottom, place->top);
    fc_sink_text(out, text);
    put_numbers(out, ends, 2);
    fc_sink_text(out, ",\"points\":");
    put_numbers(out, longest.x, longest.count);
}

static void put_panel(struct fc_sink *out, const fc_chart *chart,
                      const struct fc_panel *place)
{
    fc_chart_frame frame = fc_chart_get_frame(chart);

    put_place(out, chart, place);
    fc_sink_text(out, ",\"labels\":[");
    for (size_t i = 0; i < frame.label_count; i++) {
        fc_sink_text(out, i > 0 ? "," : "");
        put_json_text(out, frame.labels[i]);
    }
    fc_sink_text(out, "],\"series\":[");
    for (size_t i = 0; i < fc_chart_series_count(chart); i++) {
        fc_chart_series series = fc_chart_series_at(chart, i);

        fc_sink_text(out, i > 0 ? "," : "");
        put_series(out, &series);
    }
    fc_sink_text(out, "]}");
}

static void put_panels(struct fc_sink *out, const fc_report *report,
                       const char *name)
{
    size_t count = fc_picture_panels(report, name);
    size_t panel = 0;

    fc_sink_text(out, "<script type=\"application/json\">[");
    for (size_t i = 0; i < fc_report_chart_count(report); i++) {
        const fc_chart *chart = fc_report_chart_at(report, i);

        if (strcmp(fc_chart_get_frame(chart).name, name) == 0) {
            const struct fc_panel place = fc_picture_panel(panel, count);

            fc_sink_text(out, panel++ > 0 ? ",\n" : "");
            put_panel(out, chart, &place);
        }
    }
    fc_sink_text(out, "]</script>\n");
}

/* The picture in an address: what an attribute or an address cannot hold goes
 * in percent. */
static void put_address(struct fc_sink *out, const fc_bytes *picture)
{
    char escaped[4];

    fc_sink_text(out, "data:image/svg+xml;charset=utf-8,");
    for (size_t i = 0; i < picture->size; i++) {
        unsigned char c = (unsigned char)picture->data[i];

        if (c <= 0x20 || c >= 0x7f || strchr("\"%#<>&'", c) != NULL) {
            (void)snprintf(escaped, sizeof escaped, "%%%02X", (unsigned)c);
            fc_sink_append(out, escaped, 3);
        } else {
            fc_sink_append(out, (const char *)&picture->data[i], 1);
        }
    }
}

static fc_status put_figure(struct fc_sink *out, const fc_report *report,
                            const fc_chart *chart, fc_error *err)
{
    fc_chart_frame frame = fc_chart_get_frame(chart);
    fc_bytes picture = {0};
    fc_status status = fc_picture_draw(&picture, report, frame.name,
                                       FC_PICTURE_SVG, err);

    if (status == FC_OK) {
        fc_sink_text(out, "<figure tabindex=\"0\">\n<img alt=\"");
        put_text(out, frame.summary);
        fc_sink_text(out, "\" src=\"");
        put_address(out, &picture);
        fc_sink_text(out, "\">\n");
        put_panels(out, report, frame.name);
        put_element(out, "<figcaption>", frame.summary,
                    " Arrow keys and the pointer show the values."
                    "</figcaption>\n</figure>\n");
    }
    fc_bytes_release(&picture);
    return status == FC_OK ? out->status : status;
}

/* Is chart @p index the first of its name? */
static bool is_first(const fc_report *report, size_t index)
{
    const char *name =
        fc_chart_get_frame(fc_report_chart_at(report, index)).name;

    for (size_t i = 0; i < index; i++) {
        if (strcmp(fc_chart_get_frame(fc_report_chart_at(report, i)).name, name)
            == 0) {
            return false;
        }
    }
    return true;
}

/* All pictures from @p first on; the one that matters stands above the tables.
 */
static fc_status put_figures(struct fc_sink *out, const fc_report *report,
                             size_t first, size_t last, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = first; i < last && status == FC_OK; i++) {
        if (is_first(report, i)) {
            status = put_figure(out, report, fc_report_chart_at(report, i),
                                err);
        }
    }
    return status;
}

static void put_cell(struct fc_sink *out, const fc_report_table *table,
                     size_t row, size_t column,
                     const fc_writer_options *options)
{
    fc_cell cell = fc_report_table_cell(table, row, column);
    const fc_column *head = fc_report_table_column(table, column);
    const char *tag = column == 0 ? "th" : "td";
    char text[FC_CELL_TEXT_SIZE] = "";

    fc_sink_text(out, "<");
    fc_sink_text(out, tag);
    fc_sink_text(out, column == 0 ? " scope=\"row\"" : "");
    if (cell.type == FC_CELL_NUMBER) {
        fc_cell_text_rounded(text, &cell, head, options->digits);
        put_element(out, " class=\"n\">", text, "");
        fc_sink_text(out, head->suffix != NULL ? head->suffix : "");
    } else {
        put_element(out, ">", cell.type == FC_CELL_TEXT ? cell.text : "", "");
    }
    fc_sink_text(out, "</");
    fc_sink_text(out, tag);
    fc_sink_text(out, ">");
}

static void put_header(struct fc_sink *out, const fc_report_table *table)
{
    fc_sink_text(out, "<thead><tr>");
    for (size_t i = 0; i < fc_report_table_column_count(table); i++) {
        const fc_column *head = fc_report_table_column(table, i);

        put_element(out,
                    head->style == FC_STYLE_TEXT
                        ? "<th scope=\"col\">"
                        : "<th scope=\"col\" class=\"n\">",
                    head->title != NULL ? head->title : head->name, "</th>");
    }
    fc_sink_text(out, "</tr></thead>\n");
}

static void put_table(struct fc_sink *out, const fc_report_table *table,
                      const fc_writer_options *options)
{
    const char *title = fc_report_table_title(table);

    title = title != NULL ? title : fc_report_table_name(table);
    put_element(out, "<section>\n<h2>", title, "</h2>\n");
    put_element(out,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"",
                title, "\">\n<table>\n");
    put_header(out, table);
    fc_sink_text(out, "<tbody>\n");
    for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
        fc_sink_text(out, "<tr>");
        for (size_t i = 0; i < fc_report_table_column_count(table); i++) {
            put_cell(out, table, row, i, options);
        }
        fc_sink_text(out, "</tr>\n");
    }
    fc_sink_text(out, "</tbody>\n</table>\n</div>\n</section>\n");
}

static void put_tables(struct fc_sink *out, const fc_report *report,
                       const fc_writer_options *options)
{
    for (size_t i = 0; i < fc_report_table_count(report); i++) {
        const fc_report_table *table = fc_report_table_at(report, i);

        if ((fc_report_table_audience(table) & FC_FOR_PEOPLE) != 0) {
            put_table(out, table, options);
        }
    }
}

static void put_provenance(struct fc_sink *out, const fc_report *report)
{
    if (fc_report_meta_count(report) == 0) {
        return;
    }
    fc_sink_text(out, "<section>\n<h2>Where this comes from</h2>\n<dl>\n");
    for (size_t i = 0; i < fc_report_meta_count(report); i++) {
        put_element(out, "<dt>", fc_report_meta_key(report, i), "</dt>");
        put_element(out, "<dd>", fc_report_meta_value(report, i), "</dd>\n");
    }
    fc_sink_text(out, "</dl>\n</section>\n");
}

static void put_head(struct fc_sink *out, const fc_report *report)
{
    const char *title = fc_report_title(report);

    title = title != NULL ? title : "Report";
    put_element(out,
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                "<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, "
                "initial-scale=1\">\n"
                "<link rel=\"icon\" href=\"data:,\">\n<title>",
                title, "</title>\n<style>\n");
    fc_sink_text(out, fc_html_style);
    put_element(out, "</style>\n</head>\n<body>\n<main>\n<h1>", title,
                "</h1>\n");
}

static fc_status html_render(fc_bytes *bytes, const fc_report *report,
                             const fc_writer_options *options, fc_error *err)
{
    struct fc_sink out = {.bytes = bytes};
    size_t charts = fc_report_chart_count(report);
    fc_status status = FC_OK;

    put_head(&out, report);
    put_notes(&out, report, FC_NOTE_HEADLINE);
    put_notes(&out, report, FC_NOTE_WARNING);
    status = put_figures(&out, report, 0, charts > 0 ? 1 : 0, err);
    if (status == FC_OK) {
        put_tables(&out, report, options);
        put_notes(&out, report, FC_NOTE_PLAIN);
        status = put_figures(&out, report, 1, charts, err);
    }
    put_provenance(&out, report);
    fc_sink_text(&out, "</main>\n<script>\n");
    fc_sink_text(&out, fc_html_script);
    fc_sink_text(&out, "</script>\n</body>\n</html>\n");
    return status == FC_OK ? out.status : status;
}

const fc_writer fc_writer_html = {
    .name = "html",
    .suffix = "html",
    .summary = "one page with pictures and tables, for a browser",
    .render = html_render,
};
