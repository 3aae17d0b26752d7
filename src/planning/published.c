/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/published.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/fields.h"
#include "planning/informed.h"

enum column {
    SERIES,
    UNIT,
    PERIOD,
    KIND,
    MODEL,
    VALUE,
    AS_OF,
    SEED,
    VERSION,
    SCENARIO,
    COLUMNS, /* how many */
};

static const struct fc_field_name names[COLUMNS] = {
    [SERIES] = {.name = "series", .required = true},
    [UNIT] = {.name = "unit", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [KIND] = {.name = "kind", .required = true},
    [MODEL] = {.name = "model", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [AS_OF] = {.name = "as_of"},
    [SEED] = {.name = "seed"},
    [VERSION] = {.name = "version"},
    [SCENARIO] = {.name = "scenario"},
};

/* What a file is read with, and the history as far as it is read. */
struct reader {
    const fc_csv *csv;
    size_t columns[COLUMNS];
    const fc_series *series;
    fc_calendar calendar;
    fc_published *out;
    fc_period start; /* of the history */
    size_t length;
    double *values;
};

void fc_published_free(fc_published *published)
{
    if (published == NULL) {
        return;
    }
    free(published->source);
    fc_series_free(published->history);
    free(published->model);
    free(published->seed);
    free(published->version);
    free(published->forecast);
    free(published->totals);
    free(published);
}

fc_period fc_published_origin(const fc_published *published)
{
    return fc_span_last(fc_series_span(published->history));
}

static const char *field(const struct reader *reader, size_t row,
                         enum column column)
{
    return fc_field_text(reader->csv, row, reader->columns[column]);
}

#define FAIL_IN(reader, err, status, row, column, ...) \
    FC_FAIL_AT((err), (status), (reader)->csv->source, \
               fc_csv_line((reader)->csv, (row)),      \
               (reader)->columns[(column)] + 1, __VA_ARGS__)

/* Is @p cell the text @p name, as the CSV writer puts it? It sets an apostrophe
 * before what a spreadsheet would run. */
static bool is_name(const char *cell, const char *name)
{
    return strcmp(cell, name) == 0
           || (cell[0] == '\'' && strcmp(cell + 1, name) == 0);
}

static fc_status check_series(const struct reader *reader, size_t row,
                              fc_error *err)
{
    const fc_series *series = reader->series;
    const char *name = field(reader, row, SERIES);
    const char *unit = field(reader, row, UNIT);

    if (!is_name(name, series->name)) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, SERIES,
                       "this forecast is of '%.64s', not of '%.64s'; give the "
                       "file of that series",
                       name, series->name);
    }
    if (unit[0] != '\0' && series->unit[0] != '\0'
        && !is_name(unit, series->unit)) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, UNIT,
                       "this forecast is in '%.64s', the series is in "
                       "'%.64s'; compare forecasts in one unit",
                       unit, series->unit);
    }
    return FC_OK;
}

/* The period of a row of the history or the forecast: the one behind those
 * already read. */
static fc_status read_period(const struct reader *reader, size_t row,
                             fc_error *err)
{
    size_t before = reader->length + reader->out->horizon;
    fc_period next = fc_period_add(reader->start, (int64_t)before);
    char text[FC_PERIOD_TEXT_SIZE];
    fc_period period = {0};
    fc_status status = fc_field_period(
        &period, reader->csv, row, reader->columns[PERIOD],
        reader->series->start.frequency, reader->calendar, err);

    if (status != FC_OK || period.index == next.index) {
        return status;
    }
    fc_period_format(text, next, reader->calendar);
    return FAIL_IN(reader, err, FC_ERR_DATA, row, PERIOD,
                   "'%.64s' stands where %s should follow; give the file as "
                   "it was written",
                   field(reader, row, PERIOD), text);
}

static fc_status read_value(double *out, const struct reader *reader,
                            size_t row, fc_error *err)
{
    fc_status status = fc_field_number(out, reader->csv, row,
                                       reader->columns[VALUE], err);

    if (status == FC_OK && isnan(*out)) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, VALUE,
                       "there is no value; give the file as it was written");
    }
    return status;
}

static fc_status read_actual(struct reader *reader, size_t row, fc_error *err)
{
    fc_status status = FC_OK;

    if (reader->out->horizon > 0) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, KIND,
                       "an actual stands behind forecasts; give the file as "
                       "it was written");
    }
    if (reader->length == 0) {
        status = fc_field_period(
            &reader->start, reader->csv, row, reader->columns[PERIOD],
            reader->series->start.frequency, reader->calendar, err);
    }
    if (status == FC_OK) {
        status = read_period(reader, row, err);
    }
    if (status == FC_OK) {
        status = fc_field_number(&reader->values[reader->length], reader->csv,
                                 row, reader->columns[VALUE], err);
    }
    reader->length += status == FC_OK;
    return status;
}

static fc_status copy_text(char **out, const char *text, fc_error *err)
{
    *out = fc_text_copy(text);
    return *out != NULL
               ? FC_OK
               : FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
}

/* What stands on every row is read from the first forecast. */
static fc_status read_settings(struct reader *reader, size_t row, fc_error *err)
{
    fc_published *out = reader->out;
    const char *model = field(reader, row, MODEL);
    fc_status status = copy_text(&out->model, model, err);

    if (status == FC_OK && strstr(model, FC_INFORMED_SUFFIX) != NULL) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, MODEL,
                       "guidance informed this forecast; compare with one that "
                       "was made without --use-guidance");
    }
    if (status == FC_OK) {
        status = copy_text(&out->seed, field(reader, row, SEED), err);
    }
    if (status == FC_OK) {
        status = copy_text(&out->version, field(reader, row, VERSION), err);
    }
    if (status != FC_OK) {
        return status;
    }
    out->as_of = fc_period_add(reader->start, (int64_t)reader->length - 1);
    if (field(reader, row, AS_OF)[0] == '\0') {
        return FC_OK;
    }
    return fc_field_period(
        &out->as_of, reader->csv, row, reader->columns[AS_OF],
        reader->series->start.frequency, reader->calendar, err);
}

static fc_status read_forecast(struct reader *reader, size_t row, fc_error *err)
{
    fc_published *out = reader->out;
    fc_status status = FC_OK;

    if (reader->length == 0 || isnan(reader->values[reader->length - 1])) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, KIND,
                       "no actual stands in front of the first forecast; give "
                       "the file as it was written");
    }
    if (out->horizon == 0) {
        status = read_settings(reader, row, err);
    }
    if (status == FC_OK && strcmp(out->model, field(reader, row, MODEL)) != 0) {
        return FAIL_IN(reader, err, FC_ERR_DATA, row, MODEL,
                       "forecasts by '%.64s' and by '%.64s' stand in one "
                       "file; give the file as it was written",
                       out->model, field(reader, row, MODEL));
    }
    if (status == FC_OK) {
        status = read_period(reader, row, err);
    }
    if (status == FC_OK) {
        status = read_value(&out->forecast[out->horizon], reader, row, err);
    }
    out->horizon += status == FC_OK;
    return status;
}

static fc_status read_total(struct reader *reader, size_t row, fc_error *err)
{
    fc_published *out = reader->out;
    fc_published_total *total = &out->totals[out->total_count];
    fc_period year = {0};
    fc_status status = fc_field_period(&year, reader->csv, row,
                                       reader->columns[PERIOD], FC_YEARLY,
                                       reader->calendar, err);

    if (status == FC_OK) {
        total->year = fc_period_fiscal_year(year, reader->calendar);
        status = read_value(&total->value, reader, row, err);
    }
    out->total_count += status == FC_OK;
    return status;
}

static fc_status read_row(struct reader *reader, size_t row, fc_error *err)
{
    static const struct {
        const char *name;
        fc_status (*read)(struct reader *reader, size_t row, fc_error *err);
    } kinds[] = {
        {"actual", read_actual},
        {"forecast", read_forecast},
        {"total", read_total},
        {"reference", NULL},
    };
    const char *kind = field(reader, row, KIND);
    const char *scenario = field(reader, row, SCENARIO);
    fc_status status = check_series(reader, row, err);

    if (status != FC_OK
        || (scenario[0] != '\0' && strcmp(scenario, "base") != 0)) {
        return status;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i].name) == 0) {
            return kinds[i].read != NULL ? kinds[i].read(reader, row, err)
                                         : FC_OK;
        }
    }
    return FAIL_IN(reader, err, FC_ERR_FORMAT, row, KIND,
                   "'%.64s' is no kind of row; a forecast has rows of kind "
                   "actual, forecast, total and reference",
                   kind);
}

/* A file without the columns is something else altogether. */
static fc_status locate(struct reader *reader, fc_error *err)
{
    fc_error why = {0};
    fc_status status = fc_fields_locate(reader->columns, reader->csv, names,
                                        COLUMNS, &why);

    if (status != FC_OK) {
        fc_error_set_at(err, status, why.source, why.line, why.column,
                        "this is no file of 'forecast': %.400s", why.message);
    }
    return status;
}

static fc_status read_rows(struct reader *reader, fc_error *err)
{
    const fc_csv *csv = reader->csv;
    fc_published *out = reader->out;
    fc_status status = locate(reader, err);

    for (size_t row = 0; row < csv->row_count && status == FC_OK; row++) {
        status = read_row(reader, row, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (out->horizon == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, csv->source, 0, 0,
                          "there is no forecast in it; give a file that "
                          "'forecast' wrote");
    }
    status = fc_series_create(&out->history, reader->series->name,
                              reader->series->unit, reader->start,
                              reader->values, reader->length, err);
    if (status == FC_OK) {
        out->history->kind = reader->series->kind;
    }
    return status;
}

static fc_status allocate(struct reader *reader, fc_error *err)
{
    size_t rows = reader->csv->row_count;
    fc_published *out = reader->out;

    reader->values = fc_calloc(rows, sizeof *reader->values);
    out->forecast = fc_calloc(rows, sizeof *out->forecast);
    out->totals = fc_calloc(rows, sizeof *out->totals);
    if (reader->values == NULL || out->forecast == NULL
        || out->totals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    return copy_text(&out->source, reader->csv->source, err);
}

/* Takes the CSV. */
static fc_status from_csv(fc_published **out, fc_csv *csv,
                          const fc_series *series, fc_calendar calendar,
                          fc_error *err)
{
    struct reader reader = {
        .csv = csv,
        .series = series,
        .calendar = calendar,
        .start = series->start,
        .out = fc_calloc(1, sizeof *reader.out),
    };
    fc_status status = FC_OK;

    if (reader.out == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    if (status == FC_OK) {
        status = allocate(&reader, err);
    }
    if (status == FC_OK) {
        status = read_rows(&reader, err);
    }
    free(reader.values);
    fc_csv_free(csv);
    if (status != FC_OK) {
        fc_published_free(reader.out);
        return status;
    }
    *out = reader.out;
    return FC_OK;
}

fc_status fc_published_read(fc_published **out, const char *path,
                            const fc_series *series, fc_calendar calendar,
                            fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, 0, err);

    *out = NULL;
    return status == FC_OK ? from_csv(out, csv, series, calendar, err) : status;
}

fc_status fc_published_parse(fc_published **out, const char *text, size_t size,
                             const char *source, const fc_series *series,
                             fc_calendar calendar, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, text, size, source, 0, err);

    *out = NULL;
    return status == FC_OK ? from_csv(out, csv, series, calendar, err) : status;
}
