/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/design.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/double_double.h"
#include "base/memory.h"

/* More makes no sense even for numbers of 31 digits. */
static const unsigned most_exponent = 100;

fc_status fc_design_create(fc_design **out, size_t rows, size_t columns,
                           fc_error *err)
{
    fc_design *design = NULL;

    *out = NULL;
    if (rows == 0 || columns == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a design needs at least one row and one column");
    }
    design = fc_calloc(1, sizeof *design);
    if (design == NULL || rows > SIZE_MAX / columns) {
        goto memory;
    }
    design->rows = rows;
    design->capacity = columns;
    design->names = fc_calloc(columns, sizeof *design->names);
    design->values = fc_calloc(rows * columns, sizeof *design->values);
    if (design->names == NULL || design->values == NULL) {
        goto memory;
    }
    *out = design;
    return FC_OK;
memory:
    fc_design_free(design);
    return FC_FAIL(err, FC_ERR_MEMORY,
                   "out of memory for a design of %zu rows and %zu columns",
                   rows, columns);
}

void fc_design_free(fc_design *design)
{
    if (design == NULL) {
        return;
    }
    for (size_t j = 0; j < design->columns; j++) {
        free(design->names[j]);
    }
    free(design->names);
    free(design->values);
    free(design->low);
    free(design);
}

/* Name the next column; its values are the caller's to write. */
static fc_status begin_column(fc_design *design, const char *name,
                              fc_error *err)
{
    if (design->columns == design->capacity) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "column '%s' does not fit: the design has room for %zu",
                       name, design->capacity);
    }
    design->names[design->columns] = fc_text_copy(name);
    if (design->names[design->columns] == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for column '%s'",
                       name);
    }
    return FC_OK;
}

static fc_status check_finite(const char *name, const double *values,
                              size_t rows, fc_error *err)
{
    for (size_t i = 0; i < rows; i++) {
        if (!isfinite(values[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "column '%s', row %zu: not a finite number", name,
                           i + 1);
        }
    }
    return FC_OK;
}

fc_status fc_design_add(fc_design *design, const char *name,
                        const double *values, fc_error *err)
{
    fc_status status = check_finite(name, values, design->rows, err);

    if (status == FC_OK) {
        status = begin_column(design, name, err);
    }
    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < design->rows; i++) {
        design->values[i * design->capacity + design->columns] = values[i];
    }
    design->columns++;
    return FC_OK;
}

static fc_dd power(double base, unsigned exponent)
{
    fc_dd product = {base, 0.0};

    for (unsigned k = 1; k < exponent; k++) {
        product = fc_dd_scale(product, base);
    }
    return product;
}

static fc_status check_powers(const char *name, const double *values,
                              size_t rows, unsigned exponent, fc_error *err)
{
    if (exponent < 1 || exponent > most_exponent) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "column '%s': the exponent must be 1 to %u, not %u",
                       name, most_exponent, exponent);
    }
    for (size_t i = 0; i < rows; i++) {
        fc_dd value = power(values[i], exponent);

        if (!isfinite(value.high) || !isfinite(value.low)) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "column '%s', row %zu: the power leaves the range "
                           "of numbers; rescale the values",
                           name, i + 1);
        }
    }
    return FC_OK;
}

fc_status fc_design_add_power(fc_design *design, const char *name,
                              const double *values, unsigned exponent,
                              fc_error *err)
{
    fc_status status = check_finite(name, values, design->rows, err);

    if (status == FC_OK) {
        status = check_powers(name, values, design->rows, exponent, err);
    }
    if (status == FC_OK && design->low == NULL) {
        design->low = fc_calloc(design->rows * design->capacity,
                                sizeof *design->low);
        if (design->low == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for column '%s'",
                           name);
        }
    }
    if (status == FC_OK) {
        status = begin_column(design, name, err);
    }
    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; i < design->rows; i++) {
        fc_dd value = power(values[i], exponent);

        design->values[i * design->capacity + design->columns] = value.high;
        design->low[i * design->capacity + design->columns] = value.low;
    }
    design->columns++;
    return FC_OK;
}

size_t fc_design_rows(const fc_design *design)
{
    return design->rows;
}

size_t fc_design_columns(const fc_design *design)
{
    return design->columns;
}

const char *fc_design_column_name(const fc_design *design, size_t column)
{
    return column < design->columns ? design->names[column] : NULL;
}

double fc_design_value(const fc_design *design, size_t row, size_t column)
{
    return design->values[row * design->capacity + column];
}

const double *fc_design_row(const fc_design *design, size_t row)
{
    return design->values + row * design->capacity;
}

bool fc_design_is_constant(const fc_design *design, size_t column, size_t first,
                           size_t count)
{
    double start = fc_design_value(design, first, column);

    for (size_t i = first + 1; i < first + count; i++) {
        double value = fc_design_value(design, i, column);

        if (value < start || value > start) {
            return false;
        }
    }
    return start < 0.0 || start > 0.0;
}
