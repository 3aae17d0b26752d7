/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells are as their sources have them: sources.csv holds, for a cell, each
 * place where it was seen and the value there. A cell fails if no source has
 * its value. A source that differs beside one that agrees is explained if it is
 * a rounding twin and its check says so: it names the value of the cell
 * ("6704"), and the two are no further apart than differences of rounded
 * figures. Cells without a source are counted as not in the data.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/fields.h"
#include "planning/audit_state.h"

enum column { PERIOD, NAME, VALUE, CHECK, COLUMNS };

static const struct fc_field_name names[COLUMNS] = {
    [PERIOD] = {.name = "period", .required = true},
    [NAME] = {.name = "column", .required = true},
    [VALUE] = {.name = "value", .required = true},
    [CHECK] = {.name = "check"},
};

/* A twin is the difference of two rounded figures. */
enum { twin_parts = 2 };

/* What the sources say of one cell. */
struct cell {
    size_t agree;
    size_t differ;
    double other; /* the value of one that differs */
    size_t line;  /* of one that differs without a reason; 0: none */
};

/* The text as a number of its own, not a part of a longer one. */
static bool names_value(const char *text, double value)
{
    static const char digits[] = "0123456789.,";
    char number[FC_NUMBER_TEXT_SIZE];
    size_t length = 0;

    fc_number_format_exact(number, value);
    length = strlen(number);
    for (const char *at = strstr(text, number); at != NULL;
         at = strstr(at + 1, number)) {
        bool begins = at == text || strchr(digits, at[-1]) == NULL;

        if (begins && strspn(at + length, "0123456789") == 0) {
            return true;
        }
    }
    return false;
}

static bool is_twin(double cell, double other, const char *check)
{
    int decimals = fc_audit_decimals(cell);

    return fabs(cell - other) <= fc_audit_rounding(twin_parts, decimals)
           && names_value(check, cell);
}

static fc_status read_source(struct cell *cells, const struct fc_audit *audit,
                             const fc_csv *csv, const size_t *columns,
                             size_t row, fc_error *err)
{
    const fc_table *table = audit->dataset->table;
    const char *name = fc_csv_field(csv, row, columns[NAME]);
    fc_period period = {0};
    double value = 0.0;
    fc_status status = fc_field_period(&period, csv, row, columns[PERIOD],
                                       table->start.frequency, table->calendar,
                                       err);

    if (status == FC_OK) {
        status = fc_field_number(&value, csv, row, columns[VALUE], err);
    }
    for (size_t i = 0; status == FC_OK && i < table->count; i++) {
        const fc_series *series = table->series[i];
        int64_t t = fc_period_distance(table->start, period);
        struct cell *cell = NULL;

        if (fc_table_find(table, name) != series || t < 0
            || (uint64_t)t >= table->length) {
            continue;
        }
        cell = &cells[i * table->length + (size_t)t];
        if (series->values[t] == value) {
            cell->agree++;
        } else {
            cell->differ++;
            if (cell->line == 0) {
                cell->other = value;
            }
            if (!is_twin(series->values[t], value,
                         fc_field_text(csv, row, columns[CHECK]))) {
                cell->line = fc_csv_line(csv, row);
            }
        }
    }
    return status;
}

static void judge(struct fc_audit *audit, const fc_series *series, size_t t,
                  const struct cell *cell)
{
    const fc_table *table = audit->dataset->table;
    bool any = cell->agree + cell->differ > 0;
    bool doubted = cell->agree > 0 && cell->line > 0; /* the source is */
    size_t line = table->line != NULL ? table->line[t] : 0;
    enum fc_audit_outcome outcome = FC_AUDIT_PASSED;
    char period[FC_PERIOD_TEXT_SIZE];
    char what[128];

    if (!any && isnan(series->values[t])) {
        return; /* nothing claimed, nothing to show */
    }
    if (!any) {
        outcome = FC_AUDIT_NOT_IN_DATA;
    } else if (cell->agree == 0 || cell->line > 0) {
        outcome = FC_AUDIT_FAILED;
    } else if (cell->differ > 0) {
        outcome = FC_AUDIT_EXPLAINED;
    }
    fc_period_format(period, fc_period_add(table->start, (int64_t)t),
                     table->calendar);
    (void)snprintf(what, sizeof what, "%s %.64s", period, series->name);
    fc_audit_add(
        audit,
        &(struct fc_audit_check){
            .kind = FC_AUDIT_SOURCES,
            .outcome = outcome,
            .source = doubted ? audit->dataset->sources_path : table->source,
            .line = doubted ? cell->line : line,
            .what = what,
            .stated = series->values[t],
            .computed = any ? cell->other : (double)NAN,
            .note = any ? "another value in a source" : "no source"});
}

static fc_status check_cells(struct fc_audit *audit, const fc_csv *csv,
                             fc_error *err)
{
    const fc_table *table = audit->dataset->table;
    struct cell *cells = fc_calloc(table->count * table->length, sizeof *cells);
    size_t columns[COLUMNS];
    fc_status status = fc_fields_locate(columns, csv, names, COLUMNS, err);

    if (status == FC_OK && csv->row_count == 0) {
        fc_audit_no_rows(audit, FC_AUDIT_SOURCES, csv->source);
    }
    if (status == FC_OK && cells == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sources");
    }
    for (size_t row = 0; status == FC_OK && row < csv->row_count; row++) {
        status = read_source(cells, audit, csv, columns, row, err);
    }
    for (size_t i = 0; status == FC_OK && i < table->count; i++) {
        for (size_t t = 0; t < table->length; t++) {
            judge(audit, table->series[i], t, &cells[i * table->length + t]);
        }
    }
    free(cells);
    return status;
}

fc_status fc_audit_sources(struct fc_audit *audit, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, audit->dataset->sources_path, 0, err);

    if (status == FC_OK) {
        status = check_cells(audit, csv, err);
    }
    fc_csv_free(csv);
    return status;
}
