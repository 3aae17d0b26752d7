/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/batch_writer.h"

#include <stdio.h>

#include "base/number.h"
#include "output/cell_text.h"
#include "output/csv_text.h"

/* The rows on their way into the bytes of the caller. */
struct rows {
    struct fc_sink out;
    fc_bytes memory; /* of the field */
    struct fc_sink field;
};

static void begin(struct rows *rows, fc_bytes *out)
{
    *rows = (struct rows){.out = {.bytes = out}};
    rows->field.bytes = &rows->memory;
}

static fc_status end(struct rows *rows, fc_error *err)
{
    fc_bytes_release(&rows->memory);
    if (rows->out.status != FC_OK) {
        return FC_FAIL(err, rows->out.status, "out of memory for the output");
    }
    return FC_OK;
}

fc_status fc_batch_write_header(fc_bytes *out, const double *levels,
                                size_t count, fc_error *err)
{
    static const double usual[] = {80.0, 95.0};
    struct rows rows;

    if (levels == NULL) {
        levels = usual;
        count = sizeof usual / sizeof usual[0];
    }
    begin(&rows, out);
    fc_sink_text(&rows.out, "unique_id,ds,model,mean");
    for (size_t i = 0; i < count; i++) {
        char level[FC_NUMBER_TEXT_SIZE];
        char columns[2 * FC_NUMBER_TEXT_SIZE + 16];

        fc_number_format_exact(level, levels[i]);
        (void)snprintf(columns, sizeof columns, ",lo-%s,hi-%s", level, level);
        fc_sink_text(&rows.out, columns);
    }
    fc_sink_text(&rows.out, "\n");
    return end(&rows, err);
}

static void put_number(struct rows *rows, double value, int digits)
{
    const fc_cell cell = {
        .type = FC_CELL_NUMBER, .style = FC_STYLE_COMPUTED, .number = value};
    char text[FC_CELL_TEXT_SIZE];

    fc_cell_text_exact(text, &cell, digits);
    fc_sink_append(&rows->out, ",", 1);
    fc_sink_text(&rows->out, text);
}

fc_status fc_batch_write_rows(fc_bytes *out, const fc_batch_forecast *forecast,
                              int digits, fc_error *err)
{
    size_t width = 2 * forecast->level_count;
    struct rows rows;

    begin(&rows, out);
    for (size_t s = 0; s < forecast->steps; s++) {
        char ds[FC_PERIOD_TEXT_SIZE];

        fc_csv_text(&rows.out, &rows.field, forecast->series->id,
                    (struct fc_csv_form){0});
        fc_sink_append(&rows.out, ",", 1);
        /* Not as a text: a negative number is no formula. */
        fc_long_series_ds(ds, forecast->series,
                          fc_period_add(forecast->origin, (int64_t)s + 1));
        fc_sink_text(&rows.out, ds);
        fc_sink_append(&rows.out, ",", 1);
        fc_csv_text(&rows.out, &rows.field, forecast->model,
                    (struct fc_csv_form){0});
        put_number(&rows, forecast->mean[s], digits);
        for (size_t i = 0; i < width; i++) {
            put_number(&rows, forecast->bounds[s * width + i], digits);
        }
        fc_sink_append(&rows.out, "\n", 1);
    }
    return end(&rows, err);
}

fc_status fc_batch_write_failure_header(fc_bytes *out, fc_error *err)
{
    struct rows rows;

    begin(&rows, out);
    fc_sink_text(&rows.out, "unique_id,reason\n");
    return end(&rows, err);
}

/* FILE:LINE:COLUMN: in front, as far as it is known. */
static void format_reason(char *text, size_t size, const fc_error *why)
{
    char place[64] = "";

    if (why->line > 0 && why->column > 0) {
        (void)snprintf(place, sizeof place, ":%zu:%zu", why->line, why->column);
    } else if (why->line > 0) {
        (void)snprintf(place, sizeof place, ":%zu", why->line);
    }
    (void)snprintf(text, size, "%s%s%s%s", why->source, place,
                   why->source[0] != '\0' ? ": " : "", why->message);
}

fc_status fc_batch_write_failure(fc_bytes *out, const fc_long_series *series,
                                 const fc_error *why, fc_error *err)
{
    char reason[sizeof why->source + sizeof why->message + 80];
    struct rows rows;

    begin(&rows, out);
    fc_csv_text(&rows.out, &rows.field, series->id, (struct fc_csv_form){0});
    fc_sink_append(&rows.out, ",", 1);
    format_reason(reason, sizeof reason, why);
    fc_csv_text(&rows.out, &rows.field, reason, (struct fc_csv_form){0});
    fc_sink_append(&rows.out, "\n", 1);
    return end(&rows, err);
}
