/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/design.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

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
    free(design);
}

fc_status fc_design_add(fc_design *design, const char *name,
                        const double *values, fc_error *err)
{
    size_t column = design->columns;

    if (column == design->capacity) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "column '%s' does not fit: the design has room for %zu",
                       name, design->capacity);
    }
    for (size_t i = 0; i < design->rows; i++) {
        if (!isfinite(values[i])) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "column '%s', row %zu: not a finite number", name,
                           i + 1);
        }
    }
    design->names[column] = fc_text_copy(name);
    if (design->names[column] == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for column '%s'",
                       name);
    }
    for (size_t i = 0; i < design->rows; i++) {
        design->values[i * design->capacity + column] = values[i];
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

bool fc_design_is_constant(const fc_design *design, size_t column)
{
    const double *value = design->values + column;

    for (size_t i = 1; i < design->rows; i++) {
        if (value[i * design->capacity] < value[0]
            || value[i * design->capacity] > value[0]) {
            return false;
        }
    }
    return value[0] < 0.0 || value[0] > 0.0;
}
