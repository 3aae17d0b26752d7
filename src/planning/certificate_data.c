/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planning/certificate_data.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/path.h"

enum column {
    COLUMN_DATASET,
    COLUMN_QUANTITY,
    COLUMN_START,
    COLUMN_CERTIFIED = COLUMN_START + FC_CERTIFICATE_STARTS,
    COLUMN_ERROR,
    COLUMN_ROWS,
    COLUMN_COUNT
};

static const char *const column_names[COLUMN_COUNT] = {
    "dataset",   "quantity",     "start1", "start2",
    "certified", "certified_sd", "n_obs",
};

/* Quantities that are no coefficients. */
static const struct {
    const char *name;
    size_t offset;
} quantities[] = {
    {"rss", offsetof(fc_certified, rss)},
    {"residual_sd", offsetof(fc_certified, residual_sd)},
    {"r_squared", offsetof(fc_certified, r_squared)},
    {"mean", offsetof(fc_certified, mean)},
    {"sd", offsetof(fc_certified, sd)},
    {"autocorrelation", offsetof(fc_certified, autocorrelation)},
};

static fc_status read_file(fc_csv **out, const char *folder, const char *stem,
                           fc_error *err)
{
    char name[80];
    char *path = NULL;
    fc_status status = FC_OK;

    (void)snprintf(name, sizeof name, "%.70s.csv", stem);
    path = fc_path_join(folder, name);
    if (path == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a file name");
    }
    status = fc_csv_read(out, path, ',', err);
    free(path);
    return status;
}

/* The columns of the table stand where column_names says. */
fc_status fc_certified_open(fc_csv **out, const char *folder, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = read_file(&csv, folder, "certified", err);

    *out = NULL;
    for (size_t i = 0; i < COLUMN_COUNT && status == FC_OK; i++) {
        if (i >= csv->column_count
            || strcmp(fc_csv_name(csv, i), column_names[i]) != 0) {
            status = FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                                csv->header_line, i + 1,
                                "the column must be '%s'", column_names[i]);
        }
    }
    if (status != FC_OK) {
        fc_csv_free(csv);
        return status;
    }
    *out = csv;
    return FC_OK;
}

static fc_status read_number(double *out, const fc_csv *csv, size_t row,
                             size_t column, fc_error *err)
{
    const char *text = fc_csv_field(csv, row, column);

    if (!fc_number_parse(out, text)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source,
                          fc_csv_line(csv, row), column + 1,
                          "'%.40s' is not a number", text);
    }
    return FC_OK;
}

/* As read_number(), but a blank is a missing value. */
static fc_status read_optional(double *out, const fc_csv *csv, size_t row,
                               size_t column, fc_error *err)
{
    if (fc_csv_field(csv, row, column)[0] == '\0') {
        *out = fc_missing();
        return FC_OK;
    }
    return read_number(out, csv, row, column, err);
}

static fc_status read_coefficient(fc_certified *problem, const fc_csv *table,
                                  size_t row, fc_error *err)
{
    size_t j = problem->p;
    fc_status status = FC_OK;

    if (j == FC_CERTIFICATE_PARAMETERS) {
        return FC_FAIL_AT(
            err, FC_ERR_FORMAT, table->source, fc_csv_line(table, row), 0,
            "more than %d coefficients", FC_CERTIFICATE_PARAMETERS);
    }
    problem->has_constant =
        problem->has_constant
        || strcmp(fc_csv_field(table, row, COLUMN_QUANTITY), "B0") == 0;
    status = read_number(&problem->coefficients[j], table, row,
                         COLUMN_CERTIFIED, err);
    if (status == FC_OK) {
        status = read_number(&problem->errors[j], table, row, COLUMN_ERROR,
                             err);
    }
    for (size_t i = 0; i < FC_CERTIFICATE_STARTS && status == FC_OK; i++) {
        status = read_optional(&problem->start[i][j], table, row,
                               COLUMN_START + i, err);
    }
    problem->p++;
    return status;
}

static fc_status read_quantity(fc_certified *problem, const fc_csv *table,
                               size_t row, fc_error *err)
{
    const char *name = fc_csv_field(table, row, COLUMN_QUANTITY);

    if (name[0] == 'B' || name[0] == 'b') {
        return read_coefficient(problem, table, row, err);
    }
    for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
        if (strcmp(quantities[i].name, name) == 0) {
            double value = 0.0;
            fc_status status = read_number(&value, table, row, COLUMN_CERTIFIED,
                                           err);

            memcpy((char *)problem + quantities[i].offset, &value,
                   sizeof value);
            return status;
        }
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, table->source,
                      fc_csv_line(table, row), COLUMN_QUANTITY + 1,
                      "there is no quantity '%.40s'", name);
}

static fc_status copy_data(fc_certified *problem, const fc_csv *csv,
                           fc_error *err)
{
    fc_status status = FC_OK;

    problem->n = csv->row_count;
    problem->columns = csv->column_count - 1;
    problem->y = fc_calloc(problem->n, sizeof(double));
    problem->x = fc_calloc(problem->n * problem->columns, sizeof(double));
    if (problem->y == NULL || problem->x == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the data");
    }
    for (size_t i = 0; i < problem->n && status == FC_OK; i++) {
        status = read_number(&problem->y[i], csv, i, 0, err);
        for (size_t j = 0; j < problem->columns && status == FC_OK; j++) {
            status = read_number(&problem->x[i * problem->columns + j], csv, i,
                                 j + 1, err);
        }
    }
    return status;
}

static fc_status read_data(fc_certified *problem, double rows,
                           const char *folder, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = read_file(&csv, folder, problem->name, err);

    if (status == FC_OK) {
        status = copy_data(problem, csv, err);
    }
    if (status == FC_OK && (double)problem->n != rows) {
        status = FC_FAIL_AT(err, FC_ERR_FORMAT, csv->source, 0, 0,
                            "%zu rows instead of %.0f", problem->n, rows);
    }
    fc_csv_free(csv);
    return status;
}

fc_status fc_certified_next(fc_certified *out, size_t *row, const fc_csv *table,
                            const char *folder, fc_error *err)
{
    double rows = 0.0;
    fc_status status = read_number(&rows, table, *row, COLUMN_ROWS, err);

    *out = (fc_certified){
        .name = fc_csv_field(table, *row, COLUMN_DATASET),
        .rss = fc_missing(),
        .residual_sd = fc_missing(),
        .r_squared = fc_missing(),
        .mean = fc_missing(),
        .sd = fc_missing(),
        .autocorrelation = fc_missing(),
    };
    while (status == FC_OK && *row < table->row_count
           && strcmp(fc_csv_field(table, *row, COLUMN_DATASET), out->name)
                  == 0) {
        status = read_quantity(out, table, *row, err);
        (*row)++;
    }
    return status == FC_OK ? read_data(out, rows, folder, err) : status;
}

void fc_certified_release(fc_certified *problem)
{
    free(problem->x);
    free(problem->y);
    problem->x = NULL;
    problem->y = NULL;
}
