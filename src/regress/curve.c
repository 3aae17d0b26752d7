/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Differences, extrapolated: central differences D(h) have an error of c1 h^2 +
 * c2 h^4 + ..., which a tableau of D(h), D(h/2), D(h/4)... removes term by term
 * until rounding errors take over; the entry that differs least from its
 * neighbours is taken.
 *
 * Reference: Ridders (1982), "Accurate computation of F'(x) and F'(x) F''(x)",
 * Advances in Engineering Software 4.
 */
#include "regress/curve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* Extrapolation begins at this share of a parameter and halves it. */
static const double widest_step = 0.0625;
enum { steps = 13 };

fc_status fc_curve_init(fc_curve *out, const fc_nonlinear_problem *problem,
                        fc_error *err)
{
    double *moved = fc_calloc(problem->model.p, sizeof *moved);

    if (moved == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a curve");
    }
    *out = (fc_curve){.problem = problem, .moved = moved};
    return FC_OK;
}

void fc_curve_release(fc_curve *curve)
{
    free(curve->moved);
    curve->moved = NULL;
}

static const double *row_of(const fc_nonlinear_problem *problem, size_t i)
{
    return problem->columns > 0 ? problem->x + i * problem->columns : NULL;
}

static double value_at(const fc_nonlinear_problem *problem,
                       const double *parameters, size_t i)
{
    return problem->model.value(parameters, row_of(problem, i),
                                problem->model.context);
}

void fc_curve_errors(const fc_curve *curve, double *out,
                     const double *parameters)
{
    const fc_nonlinear_problem *problem = curve->problem;

    for (size_t i = 0; i < problem->n; i++) {
        double error = value_at(problem, parameters, i) - problem->y[i];

        out[i] = isfinite(error) ? error : (double)INFINITY;
    }
}

/* The size of a parameter: its own, or a trace of its start's on the way
 * through zero. */
static double size_of(const fc_curve *curve, const double *parameters, size_t j)
{
    double size = fmax(fabs(parameters[j]),
                       1e-6 * fabs(curve->problem->start[j]));

    return size > 0.0 ? size : 1.0;
}

/* curve->moved holds the parameters; only element j is touched. */
static double central_difference(const fc_curve *curve, size_t i, size_t j,
                                 double at, double step)
{
    volatile double up = at + step; /* so that the step is what was taken */
    volatile double down = at - step;
    double difference = 0.0;

    curve->moved[j] = up;
    difference = value_at(curve->problem, curve->moved, i);
    curve->moved[j] = down;
    difference -= value_at(curve->problem, curve->moved, i);
    curve->moved[j] = at;
    return difference / (up - down);
}

static double extrapolated(const fc_curve *curve, size_t i, size_t j, double at,
                           double step)
{
    double row[steps] = {0.0};
    double best = fc_missing();
    double least = DBL_MAX;

    for (size_t k = 0; k < steps; k++) {
        double before = row[0]; /* of the row above, one column to the left */
        double factor = 4.0;

        row[0] = central_difference(curve, i, j, at, step);
        for (size_t m = 1; m <= k; m++) {
            double above = row[m - 1] + (row[m - 1] - before) / (factor - 1.0);
            double error = fmax(fabs(above - row[m - 1]), fabs(above - before));

            before = row[m];
            row[m] = above;
            factor *= 4.0;
            if (error < least) { /* false for NaN */
                least = error;
                best = above;
            }
        }
        step /= 2.0;
    }
    return best;
}

static double difference(const fc_curve *curve, size_t i, size_t j, double size,
                         enum fc_curve_accuracy accuracy)
{
    double at = curve->moved[j];

    if (accuracy == FC_CURVE_FAST) {
        return central_difference(curve, i, j, at, size * cbrt(DBL_EPSILON));
    }
    return extrapolated(curve, i, j, at, size * widest_step);
}

bool fc_curve_derivatives(const fc_curve *curve, double *out,
                          const double *parameters,
                          enum fc_curve_accuracy accuracy)
{
    const fc_nonlinear_problem *problem = curve->problem;
    const fc_nonlinear_model *model = &problem->model;
    bool finite = true;

    memcpy(curve->moved, parameters, model->p * sizeof *parameters);
    for (size_t i = 0; i < problem->n; i++) {
        double *row = out + i * model->p;

        if (model->gradient != NULL) {
            model->gradient(row, parameters, row_of(problem, i),
                            model->context);
        }
        for (size_t j = 0; j < model->p; j++) {
            if (model->gradient == NULL) {
                row[j] = difference(curve, i, j, size_of(curve, parameters, j),
                                    accuracy);
            }
            finite = finite && isfinite(row[j]);
        }
    }
    return finite;
}
