/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_REGRESS_DESIGN_H
#define FC_REGRESS_DESIGN_H

#include <stdbool.h>

#include "forecast/regression.h"

struct fc_design {
    size_t rows;
    size_t columns;
    size_t capacity; /* columns there is room for; also the row stride */
    char **names;    /* capacity */
    double *values;  /* rows * capacity, row-major */
};

/** True if all values of @p column are equal and not zero. */
bool fc_design_is_constant(const fc_design *design, size_t column);

#endif
