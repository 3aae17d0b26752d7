/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/minimise.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>

/* The width at which a bracket is small enough, relative and absolute: beyond
 * the square root of the machine's precision values no longer differ. */
static const double tolerance = 1e-9;

/* Brent's method needs about ten steps; this many never happen. */
enum { MOST_STEPS = 100 };

/* A bracket: three points, the lowest in the middle unless it is an end. */
struct bracket {
    double lower;
    double middle;
    double upper;
};

static double lowest_of_grid(struct bracket *out,
                             const struct fc_curve_1d *curve,
                             const double *grid, size_t count)
{
    double lowest = curve->value(grid[0], curve->context);
    size_t best = 0;

    for (size_t i = 1; i < count; i++) {
        double value = curve->value(grid[i], curve->context);

        if (value < lowest) {
            lowest = value;
            best = i;
        }
    }
    *out = (struct bracket){
        .lower = grid[best > 0 ? best - 1 : 0],
        .middle = grid[best],
        .upper = grid[best + 1 < count ? best + 1 : count - 1],
    };
    return lowest;
}

/* At an end of the grid: is there anything lower just inside? Then that is the
 * middle of a bracket. */
static void step_inside(struct bracket *bracket,
                        const struct fc_curve_1d *curve, double lowest)
{
    double width = bracket->upper - bracket->lower;
    double inside = bracket->middle == bracket->lower
                        ? bracket->lower + tolerance * width
                        : bracket->upper - tolerance * width;

    if (curve->value(inside, curve->context) < lowest) {
        bracket->middle = inside;
    }
}

static double refine(gsl_min_fminimizer *work, const struct bracket *bracket,
                     gsl_function *function)
{
    int status = gsl_min_fminimizer_set(work, function, bracket->middle,
                                        bracket->lower, bracket->upper);

    /* No bracket: a flat stretch, or an end that is the lowest point. */
    for (size_t i = 0; i < MOST_STEPS && status == GSL_SUCCESS; i++) {
        status = gsl_min_fminimizer_iterate(work);
        if (gsl_min_test_interval(gsl_min_fminimizer_x_lower(work),
                                  gsl_min_fminimizer_x_upper(work), tolerance,
                                  tolerance)
            == GSL_SUCCESS) {
            break;
        }
    }
    return status == GSL_SUCCESS ? gsl_min_fminimizer_x_minimum(work)
                                 : bracket->middle;
}

fc_status fc_minimise(double *x, const struct fc_curve_1d *curve,
                      const double *grid, size_t count, fc_error *err)
{
    gsl_function function = {.function = curve->value,
                             .params = curve->context};
    gsl_min_fminimizer *work = gsl_min_fminimizer_alloc(
        gsl_min_fminimizer_brent);
    struct bracket bracket = {0};
    double lowest = 0.0;

    if (work == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a minimum");
    }
    lowest = lowest_of_grid(&bracket, curve, grid, count);
    if (bracket.middle == bracket.lower || bracket.middle == bracket.upper) {
        step_inside(&bracket, curve, lowest);
    }
    *x = refine(work, &bracket, &function);
    gsl_min_fminimizer_free(work);
    return FC_OK;
}
