/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecasts of others, read from a CSV file: a run for each series and as-of
 * period. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/init.h"
#include "forecast/ledger.h"

#include "base/digest.h"
#include "base/memory.h"
#include "base/number.h"
#include "data/fields.h"
#include "ledger/run.h"

enum column {
    SERIES,
    PERIOD,
    VALUE,
    LOWER_80, /* the bounds stand together */
    UPPER_80,
    LOWER_95,
    UPPER_95,
    AS_OF,
    UNIT,
    COLUMNS, /* how many */
};

static const struct fc_field_name names[COLUMNS] = {
    [SERIES] = {.name = "series", .required = true},
    [PERIOD] = {.name = "period", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [LOWER_80] = {.name = "lower_80"},
    [UPPER_80] = {.name = "upper_80"},
    [LOWER_95] = {.name = "lower_95"},
    [UPPER_95] = {.name = "upper_95"},
    [AS_OF] = {.name = "as_of"},
    [UNIT] = {.name = "unit"},
};

/* Where the bounds go among the quantiles. */
static const size_t places[] = {FC_LEDGER_LOWER_80, FC_LEDGER_UPPER_80,
                                FC_LEDGER_LOWER_95, FC_LEDGER_UPPER_95};

enum { BOUNDS = sizeof places / sizeof places[0] };

/* A row of the file, understood. */
struct entry {
    size_t row;
    const char *series; /* borrowed from the file */
    fc_period as_of;    /* frequency NONE: not given */
    struct fc_run_step step;
};

struct fc_outside {
    char *source;
    fc_calendar calendar;
    fc_csv *csv;
    char sha256[65];
    size_t columns[COLUMNS];
    struct entry *entries;
    struct fc_run_step *steps; /* of one run */
};

static fc_status fail_at(const fc_outside *outside, size_t row,
                         enum column column, const char *what, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_DATA, outside->csv->source,
                      fc_csv_line(outside->csv, row),
                      outside->columns[column] + 1, "%s", what);
}

/* In order, each pair and the narrow one within the wide one. */
static fc_status check_bounds(const struct entry *entry,
                              const fc_outside *outside, fc_error *err)
{
    const double *quantiles = entry->step.quantiles;

    for (size_t i = 0; i < BOUNDS; i += 2) {
        if (quantiles[places[i]] > quantiles[places[i + 1]]) {
            return fail_at(outside, entry->row, LOWER_80 + (enum column)i,
                           "the lower bound is above the upper one; swap them",
                           err);
        }
    }
    if (quantiles[FC_LEDGER_LOWER_95] > quantiles[FC_LEDGER_LOWER_80]
        || quantiles[FC_LEDGER_UPPER_95] < quantiles[FC_LEDGER_UPPER_80]) {
        return fail_at(outside, entry->row, LOWER_95,
                       "the 95 % bounds lie inside those of 80 %; swap the "
                       "pairs",
                       err);
    }
    return FC_OK;
}

static fc_status read_numbers(struct entry *entry, const fc_outside *outside,
                              fc_error *err)
{
    struct fc_run_step *step = &entry->step;
    fc_status status = fc_field_number(&step->mean, outside->csv, entry->row,
                                       outside->columns[VALUE], err);

    step->guidance_low = fc_missing();
    step->guidance_high = fc_missing();
    for (size_t q = 0; q < FC_LEDGER_LEVELS; q++) {
        step->quantiles[q] = fc_missing();
    }
    for (size_t i = 0; i < BOUNDS && status == FC_OK; i++) {
        status = fc_field_number(&step->quantiles[places[i]], outside->csv,
                                 entry->row, outside->columns[LOWER_80 + i],
                                 err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (isnan(step->mean)) {
        return fail_at(outside, entry->row, VALUE,
                       "the value is blank; give the forecast or remove the "
                       "row",
                       err);
    }
    return check_bounds(entry, outside, err);
}

/* A forecast for a quarter knows actuals up to a quarter: of a date nobody can
 * say which. */
static fc_status read_as_of(struct entry *entry, const fc_outside *outside,
                            fc_error *err)
{
    const char *text = fc_field_text(outside->csv, entry->row,
                                     outside->columns[AS_OF]);
    fc_status status = FC_OK;

    if (text[0] == '\0') {
        return FC_OK;
    }
    status = fc_field_period(&entry->as_of, outside->csv, entry->row,
                             outside->columns[AS_OF], FC_FREQUENCY_NONE,
                             outside->calendar, err);
    if (status == FC_OK
        && entry->as_of.frequency != entry->step.period.frequency) {
        return fail_at(outside, entry->row, AS_OF,
                       "as_of is not of the frequency of the period; give the "
                       "last period whose actual was known",
                       err);
    }
    if (status == FC_OK
        && fc_period_distance(entry->as_of, entry->step.period) < 1) {
        return fail_at(outside, entry->row, AS_OF,
                       "as_of is not before the period: this is no forecast",
                       err);
    }
    return status;
}

static fc_status read_entry(struct entry *entry, const fc_outside *outside,
                            fc_error *err)
{
    fc_status status = fc_field_period(
        &entry->step.period, outside->csv, entry->row, outside->columns[PERIOD],
        FC_FREQUENCY_NONE, outside->calendar, err);

    entry->series = fc_field_text(outside->csv, entry->row,
                                  outside->columns[SERIES]);
    if (status == FC_OK && entry->series[0] == '\0') {
        return fail_at(outside, entry->row, SERIES,
                       "the series is blank; name it as in the data", err);
    }
    if (status == FC_OK) {
        status = read_numbers(entry, outside, err);
    }
    return status == FC_OK ? read_as_of(entry, outside, err) : status;
}

/* Runs together: series, frequency, as-of period, then in order of periods. */
static int compare(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = strcmp(a->series, b->series);
    const int64_t keys[][2] = {
        {(int64_t)a->step.period.frequency, (int64_t)b->step.period.frequency},
        {(int64_t)a->as_of.frequency, (int64_t)b->as_of.frequency},
        {a->as_of.index, b->as_of.index},
        {a->step.period.index, b->step.period.index},
        {(int64_t)a->row, (int64_t)b->row},
    };

    for (size_t i = 0; order == 0 && i < sizeof keys / sizeof keys[0]; i++) {
        order = (keys[i][0] > keys[i][1]) - (keys[i][0] < keys[i][1]);
    }
    return order;
}

static const char *unit_of(const fc_outside *outside, const struct entry *entry)
{
    return fc_field_text(outside->csv, entry->row, outside->columns[UNIT]);
}

static bool is_same_run(const struct entry *a, const struct entry *b)
{
    return strcmp(a->series, b->series) == 0
           && a->step.period.frequency == b->step.period.frequency
           && a->as_of.frequency == b->as_of.frequency
           && a->as_of.index == b->as_of.index;
}

/* Of one run: a period once, and one unit. */
static fc_status check_neighbours(const fc_outside *outside, size_t count,
                                  fc_error *err)
{
    for (size_t i = 1; i < count; i++) {
        const struct entry *entry = &outside->entries[i];

        if (!is_same_run(entry - 1, entry)) {
            continue;
        }
        if (entry->step.period.index == entry[-1].step.period.index) {
            return fail_at(outside, entry->row, PERIOD,
                           "the period stands there twice; keep one row", err);
        }
        if (strcmp(unit_of(outside, entry), unit_of(outside, entry - 1)) != 0) {
            return fail_at(outside, entry->row, UNIT,
                           "the unit is not that of the period before; give "
                           "all periods in one",
                           err);
        }
    }
    return FC_OK;
}

static fc_status read_entries(fc_outside *outside, fc_error *err)
{
    size_t count = outside->csv->row_count;
    fc_status status = FC_OK;

    outside->entries = fc_calloc(count, sizeof *outside->entries);
    outside->steps = fc_calloc(count, sizeof *outside->steps);
    if (outside->entries == NULL || outside->steps == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu rows", count);
    }
    if (count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, outside->csv->source, 0, 0,
                          "there is no forecast in it; give one row a period");
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        outside->entries[i].row = i;
        status = read_entry(&outside->entries[i], outside, err);
    }
    if (status != FC_OK) {
        return status;
    }
    qsort(outside->entries, count, sizeof *outside->entries, compare);
    return check_neighbours(outside, count, err);
}

/* The run of @p count entries from @p first on. */
static fc_status write_run(char head[FC_LEDGER_SEAL_SIZE],
                           const fc_ledger *ledger, const fc_outside *outside,
                           const struct entry *first, size_t count,
                           fc_error *err)
{
    char as_of[FC_PERIOD_TEXT_SIZE];
    struct fc_run run = {
        .source = outside->source,
        .series = first->series,
        .unit = unit_of(outside, first),
        .calendar = outside->calendar,
        .as_of = as_of,
        .origin = first->as_of,
        .model = "",
        .spec = "",
        .parameters = "[]",
        .equation = "",
        .intervals = "",
        .version = fc_version(),
        .command = "",
        .input = outside->csv->source,
        .input_sha256 = outside->sha256,
        .job = "",
        .scenario = "base",
        .plan = "",
        .step_count = count,
        .steps = outside->steps,
    };

    if (run.origin.frequency == FC_FREQUENCY_NONE) {
        run.origin = fc_period_add(first->step.period, -1);
    }
    fc_period_format(as_of, run.origin, run.calendar);
    for (size_t i = 0; i < count; i++) {
        outside->steps[i] = first[i].step;
    }
    return fc_run_write(head, ledger, &run, err);
}

static fc_status write_runs(size_t *runs, char head[FC_LEDGER_SEAL_SIZE],
                            const fc_ledger *ledger, const fc_outside *outside,
                            fc_error *err)
{
    size_t all = outside->csv->row_count;
    size_t first = 0;
    fc_status status = FC_OK;

    while (first < all && status == FC_OK) {
        size_t end = first + 1;

        while (
            end < all
            && is_same_run(&outside->entries[first], &outside->entries[end])) {
            end++;
        }
        status = write_run(head, ledger, outside, &outside->entries[first],
                           end - first, err);
        first = end;
        ++*runs;
    }
    return status;
}

void fc_outside_free(fc_outside *outside)
{
    if (outside == NULL) {
        return;
    }
    free(outside->source);
    free(outside->entries);
    free(outside->steps);
    fc_csv_free(outside->csv);
    free(outside);
}

static fc_status parse(fc_outside *outside, const char *text, size_t size,
                       const char *path, fc_error *err)
{
    fc_status status = fc_csv_parse(&outside->csv, text, size, path, '\0', err);

    fc_digest_sha256(outside->sha256, text, size);
    if (status == FC_OK) {
        status = fc_fields_locate(outside->columns, outside->csv, names,
                                  COLUMNS, err);
    }
    return status == FC_OK ? read_entries(outside, err) : status;
}

/* It heads rows of tables, and what is recorded stays. */
static bool is_name(const char *source)
{
    size_t length = strlen(source);

    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)source[i] < ' ' || source[i] == '\x7f') {
            return false;
        }
    }
    return length >= 1 && length <= 64;
}

fc_status fc_outside_parse(fc_outside **out, const char *text, size_t size,
                           const char *path, const char *source,
                           fc_calendar calendar, fc_error *err)
{
    fc_outside *outside = fc_calloc(1, sizeof *outside);
    fc_status status = FC_OK;

    *out = NULL;
    if (outside == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for forecasts");
    }
    outside->calendar = calendar;
    outside->source = fc_text_copy(source);
    if (outside->source == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for forecasts");
    } else if (!is_name(source)) {
        status = FC_FAIL(err, FC_ERR_ARGUMENT,
                         "a source has a name of 1 to 64 bytes on one line; "
                         "say whose forecast it is");
    } else {
        status = parse(outside, text, size, path, err);
    }
    if (status != FC_OK) {
        fc_outside_free(outside);
        return status;
    }
    *out = outside;
    return FC_OK;
}

fc_status fc_outside_read(fc_outside **out, const char *path,
                          const char *source, fc_calendar calendar,
                          fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_outside_parse(out, bytes.data, bytes.size,
                                  strcmp(path, "-") == 0 ? "<stdin>" : path,
                                  source, calendar, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

fc_status fc_ledger_add(size_t *runs, char head[FC_LEDGER_SEAL_SIZE],
                        fc_ledger *ledger, const fc_outside *outside,
                        fc_error *err)
{
    fc_status status = fc_store_begin(ledger, err);

    *runs = 0;
    head[0] = '\0';
    if (status != FC_OK) {
        return status;
    }
    status = write_runs(runs, head, ledger, outside, err);
    return fc_store_end(ledger, status, err);
}
