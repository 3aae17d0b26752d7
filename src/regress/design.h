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
    double *low;     /* likewise: what to add to the values where they are
                        known to more digits than a double has; NULL if they
                        nowhere are */
};

/** True if the values of @p column in @p count rows from @p first are equal and
 * not zero. */
bool fc_design_is_constant(const fc_design *design, size_t column, size_t first,
                           size_t count);

#endif
