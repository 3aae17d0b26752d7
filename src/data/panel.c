/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/panel.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/fields.h"

enum column {
    COMPANY,
    PERIOD,
    METRIC,
    VALUE,
    YEAR_END,
    ROUNDING,
    SOURCE,
    CHECK,
    COLUMNS, /* how many */
};

static const struct fc_field_name names[COLUMNS] = {
    [COMPANY] = {.name = "company", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [METRIC] = {.name = "metric", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [YEAR_END] = {.name = "fiscal_year_end"},
    [ROUNDING] = {.name = "rounding"},
    [SOURCE] = {.name = "source"},
    [CHECK] = {.name = "check"},
};

/* What a panel is read with. */
struct reader {
    const fc_csv *csv;
    size_t columns[COLUMNS];
};

static fc_status read_calendar(fc_calendar *out, const struct reader *reader,
                               size_t row, fc_error *err)
{
    double month = 0.0;
    fc_status status = fc_field_number(&month, reader->csv, row,
                                       reader->columns[YEAR_END], err);

    *out = (fc_calendar){0};
    if (status != FC_OK || isnan(month)) {
        return status;
    }
    if (month != 3.0 && month != 6.0 && month != 9.0 && month != 12.0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, reader->csv->source,
                          fc_csv_line(reader->csv, row),
                          reader->columns[YEAR_END] + 1,
                          "a fiscal year of calendar quarters ends in month 3, "
                          "6, 9 or 12; give one of them, or leave it blank");
    }
    out->fiscal_year_end = (int)month;
    return FC_OK;
}

static fc_status read_period(struct fc_figure *out, const struct reader *reader,
                             size_t row, fc_error *err)
{
    const char *text = fc_csv_field(reader->csv, row, reader->columns[PERIOD]);
    fc_period year = {0};
    fc_status status = read_calendar(&out->calendar, reader, row, err);

    if (status != FC_OK
        || fc_period_parse(&out->period, text, FC_QUARTERLY, (fc_calendar){0},
                           NULL)
               == FC_OK) {
        return status;
    }
    status = fc_field_period(&year, reader->csv, row, reader->columns[PERIOD],
                             FC_YEARLY, out->calendar, err);
    if (status == FC_OK) {
        out->year = true;
        out->period = fc_period_of_date(fc_period_last_day(year, out->calendar),
                                        FC_QUARTERLY, (fc_calendar){0});
    }
    return status;
}

static fc_status read_figure(struct fc_figure *out, const struct reader *reader,
                             size_t row, fc_error *err)
{
    const fc_csv *csv = reader->csv;
    const size_t *columns = reader->columns;
    fc_status status = read_period(out, reader, row, err);

    if (status == FC_OK) {
        status = fc_field_number(&out->value, csv, row, columns[VALUE], err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&out->rounding, csv, row, columns[ROUNDING],
                                 err);
    }
    out->company = fc_field_text(csv, row, columns[COMPANY]);
    if (status == FC_OK && out->company[0] == '\0') {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, fc_csv_line(csv, row),
                          columns[COMPANY] + 1,
                          "the company is blank; name it");
    }
    out->metric = fc_csv_field(csv, row, columns[METRIC]);
    out->decimals = fc_text_decimals(fc_csv_field(csv, row, columns[VALUE]));
    out->row = row;
    out->source = fc_field_text(csv, row, columns[SOURCE]);
    out->check = fc_field_text(csv, row, columns[CHECK]);
    return status;
}

/* Quarters before years; the key of a figure is all but the row. */
static int by_key(const void *left, const void *right)
{
    const struct fc_figure *a = left;
    const struct fc_figure *b = right;
    int order = (int)a->year - (int)b->year;

    order = order != 0 ? order : strcmp(a->company, b->company);
    order = order != 0 ? order : strcmp(a->metric, b->metric);
    return order != 0 ? order
                      : (a->period.index > b->period.index)
                            - (a->period.index < b->period.index);
}

static int by_key_and_row(const void *left, const void *right)
{
    const struct fc_figure *a = left;
    const struct fc_figure *b = right;
    int order = by_key(a, b);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static fc_status read_rows(struct fc_panel *out, fc_error *err)
{
    struct reader reader = {.csv = out->csv};
    size_t count = out->csv->row_count;
    fc_status status = fc_fields_locate(reader.columns, out->csv, names,
                                        COLUMNS, err);

    if (status != FC_OK) {
        return status;
    }
    out->figures = fc_calloc(count, sizeof *out->figures);
    if (out->figures == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for peers");
    }
    for (size_t row = 0; status == FC_OK && row < count; row++) {
        status = read_figure(&out->figures[row], &reader, row, err);
    }
    if (status == FC_OK) {
        qsort(out->figures, count, sizeof *out->figures, by_key_and_row);
        out->count = count;
    }
    return status;
}

fc_status fc_panel_read(struct fc_panel *out, const char *path, fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct fc_panel){0};
    status = fc_csv_read(&out->csv, path, 0, err);
    return status == FC_OK ? read_rows(out, err) : status;
}

void fc_panel_release(struct fc_panel *panel)
{
    free(panel->figures);
    fc_csv_free(panel->csv);
}

const struct fc_figure *fc_panel_find(const struct fc_panel *panel,
                                      const struct fc_figure *key)
{
    const struct fc_figure *found = bsearch(key, panel->figures, panel->count,
                                            sizeof *panel->figures, by_key);

    while (found != NULL && found > panel->figures
           && by_key(found - 1, key) == 0) {
        found--; /* the first of several */
    }
    return found;
}

void fc_panel_series_name(char name[FC_PANEL_NAME_SIZE],
                          const struct fc_figure *figure)
{
    (void)snprintf(name, FC_PANEL_NAME_SIZE, "%s_%s", figure->company,
                   figure->metric);
    for (char *at = name; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;

        *at = isalnum(c) || c >= 0x80 ? (char)tolower(c) : '_';
    }
}
