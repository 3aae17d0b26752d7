/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/guidance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/fields.h"

enum column {
    SERIES,
    PERIOD,
    LOW, /* the four numbers stand together */
    HIGH,
    GROWTH_LOW,
    GROWTH_HIGH,
    ISSUED,
    ROLE,
    SOURCE,
    CHECK,
    COLUMNS, /* how many */
};

static const struct fc_field_name names[COLUMNS] = {
    [SERIES] = {.name = "series", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [LOW] = {.name = "low", .required = true},
    [HIGH] = {.name = "high", .required = true},
    [GROWTH_LOW] = {.name = "growth_low_pct"},
    [GROWTH_HIGH] = {.name = "growth_high_pct"},
    [ISSUED] = {.name = "issued"},
    [ROLE] = {.name = "role"},
    [SOURCE] = {.name = "source"},
    [CHECK] = {.name = "check"},
};

/* What a guidance file is read with. */
struct reader {
    const fc_csv *csv;
    size_t columns[COLUMNS];
    fc_frequency frequency;
    fc_calendar calendar;
};

static fc_status read_numbers(fc_guidance *out, const struct reader *reader,
                              size_t row, fc_error *err)
{
    const fc_csv *csv = reader->csv;
    double *fields[] = {&out->low, &out->high, &out->growth_low_pct,
                        &out->growth_high_pct};

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        fc_status status = fc_field_number(fields[i], csv, row,
                                           reader->columns[LOW + i], err);

        if (status != FC_OK) {
            return status;
        }
    }
    if (isnan(out->low) && isnan(out->high)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, out->line,
                          reader->columns[LOW] + 1,
                          "the range has neither a low nor a high end; give "
                          "one or remove the row");
    }
    if (out->low > out->high) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, out->line,
                          reader->columns[LOW] + 1,
                          "the low end %g is above the high end %g; swap them",
                          out->low, out->high);
    }
    return FC_OK;
}

static fc_status read_issued(fc_guidance *out, const struct reader *reader,
                             size_t row, fc_error *err)
{
    const char *text = fc_field_text(reader->csv, row, reader->columns[ISSUED]);
    fc_error why = {0};
    fc_status status = FC_OK;

    if (text[0] == '\0') {
        return FC_OK;
    }
    status = fc_date_parse(&out->issued, text, &why);
    if (status != FC_OK) {
        return FC_FAIL_AT(err, status, reader->csv->source, out->line,
                          reader->columns[ISSUED] + 1, "%s", why.message);
    }
    return FC_OK;
}

static fc_status read_role(fc_guidance *out, const struct reader *reader,
                           size_t row, fc_error *err)
{
    const char *text = fc_field_text(reader->csv, row, reader->columns[ROLE]);

    if (text[0] == '\0' || strcmp(text, "release") == 0) {
        out->role = FC_GUIDANCE_RELEASE;
    } else if (strcmp(text, "task") == 0) {
        out->role = FC_GUIDANCE_TASK;
    } else {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, reader->csv->source, out->line,
                          reader->columns[ROLE] + 1,
                          "'%.64s' is no role; write 'release' for what the "
                          "company gave or 'task' for a range asked for",
                          text);
    }
    return FC_OK;
}

static fc_status read_texts(fc_guidance *out, const struct reader *reader,
                            size_t row, fc_error *err)
{
    const fc_csv *csv = reader->csv;
    const size_t *columns = reader->columns;

    out->series = fc_text_copy(fc_field_text(csv, row, columns[SERIES]));
    out->source = fc_text_copy(fc_field_text(csv, row, columns[SOURCE]));
    out->check = fc_text_copy(fc_field_text(csv, row, columns[CHECK]));
    if (out->series == NULL || out->source == NULL || out->check == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for guidance");
    }
    if (out->series[0] == '\0') {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, out->line,
                          columns[SERIES] + 1,
                          "the range names no series; fill the column");
    }
    return FC_OK;
}

static fc_status read_row(fc_guidance *out, const struct reader *reader,
                          size_t row, fc_error *err)
{
    fc_status status = FC_OK;

    out->line = fc_csv_line(reader->csv, row);
    status = read_texts(out, reader, row, err);
    if (status == FC_OK) {
        status = fc_field_period(&out->period, reader->csv, row,
                                 reader->columns[PERIOD], reader->frequency,
                                 reader->calendar, err);
    }
    if (status == FC_OK) {
        status = read_numbers(out, reader, row, err);
    }
    if (status == FC_OK) {
        status = read_issued(out, reader, row, err);
    }
    return status == FC_OK ? read_role(out, reader, row, err) : status;
}

static fc_status read_rows(fc_guidance_list **out, struct reader *reader,
                           fc_error *err)
{
    size_t rows = reader->csv->row_count;
    fc_guidance_list *list = NULL;
    fc_status status = fc_fields_locate(reader->columns, reader->csv, names,
                                        COLUMNS, err);

    if (status != FC_OK) {
        return status;
    }
    list = fc_calloc(1, sizeof *list);
    if (list == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for guidance");
    }
    list->items = fc_calloc(rows, sizeof *list->items);
    if (list->items == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for guidance");
    }
    for (size_t row = 0; row < rows && status == FC_OK; row++) {
        list->count++;
        status = read_row(&list->items[row], reader, row, err);
    }
    if (status != FC_OK) {
        fc_guidance_list_free(list);
        return status;
    }
    *out = list;
    return FC_OK;
}

/* Takes the CSV. */
static fc_status from_csv(fc_guidance_list **out, fc_csv *csv,
                          fc_frequency frequency, fc_calendar calendar,
                          fc_error *err)
{
    struct reader reader = {
        .csv = csv, .frequency = frequency, .calendar = calendar};
    fc_status status = read_rows(out, &reader, err);

    fc_csv_free(csv);
    return status;
}

fc_status fc_guidance_read(fc_guidance_list **out, const char *path,
                           fc_frequency frequency, fc_calendar calendar,
                           fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, 0, err);

    *out = NULL;
    return status == FC_OK ? from_csv(out, csv, frequency, calendar, err)
                           : status;
}

fc_status fc_guidance_parse(fc_guidance_list **out, const char *text,
                            size_t size, const char *source,
                            fc_frequency frequency, fc_calendar calendar,
                            fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, text, size, source, 0, err);

    *out = NULL;
    return status == FC_OK ? from_csv(out, csv, frequency, calendar, err)
                           : status;
}

void fc_guidance_list_free(fc_guidance_list *list)
{
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].series);
        free(list->items[i].source);
        free(list->items[i].check);
    }
    free(list->items);
    free(list);
}

const fc_guidance *fc_guidance_find(const fc_guidance_list *list,
                                    const char *series, fc_period period,
                                    fc_guidance_role role)
{
    const fc_guidance *found = NULL;

    for (size_t i = 0; i < list->count; i++) {
        const fc_guidance *item = &list->items[i];

        if (item->role == role && item->period.frequency == period.frequency
            && item->period.index == period.index
            && strcmp(item->series, series) == 0
            && (found == NULL
                || fc_date_compare(item->issued, found->issued) >= 0)) {
            found = item;
        }
    }
    return found;
}

const char *fc_guidance_verdict(double low, double high, double value)
{
    if (value < low) {
        return "below";
    }
    return value > high ? "above" : "inside";
}
