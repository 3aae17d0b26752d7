/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_REGRESS_GROWTH_SHAPES_H
#define FC_REGRESS_GROWTH_SHAPES_H

#include <stdbool.h>

#include "forecast/growth_curve.h"

/* A row is t and the t of the period before. */
enum { FC_GROWTH_NOW, FC_GROWTH_BEFORE, FC_GROWTH_COLUMNS };

struct fc_growth_curve {
    const char *name;
    const char *summary;
    size_t p;
    const char *const *names;
    bool since_launch; /* t must be positive */
    bool can_decline;
    double (*value)(const double *b, const double *row, const void *context);
    void (*gradient)(double *out, const double *b, const double *row,
                     const void *context);
    /* Set all but the first parameter. Speed is per unit of t; negative for a
     * decline. */
    void (*shape)(double *b, double inflection, double speed);
};

#endif
