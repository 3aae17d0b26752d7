/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/growth_curve.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "regress/growth_shapes.h"

/* The grid of starts: inflections as shares of the length of the data, from
 * their begin; speeds over that length. */
static const double inflections[] = {-1.0, -0.5, 0.0, 0.25, 0.5,
                                     0.75, 1.0,  1.5, 2.0};
static const double speeds[] = {0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0};

const fc_growth_curve *fc_growth_curve_find(const char *name)
{
    for (size_t i = 0; i < fc_growth_curve_count(); i++) {
        if (strcmp(fc_growth_curve_at(i)->name, name) == 0) {
            return fc_growth_curve_at(i);
        }
    }
    return NULL;
}

const char *fc_growth_curve_name(const fc_growth_curve *curve)
{
    return curve->name;
}

const char *fc_growth_curve_summary(const fc_growth_curve *curve)
{
    return curve->summary;
}

double fc_growth_curve_value(const fc_growth_curve *curve,
                             const double *parameters, double t, double before)
{
    const double row[FC_GROWTH_COLUMNS] = {t, before};

    return curve->value(parameters, row, NULL);
}

/* Is a time out of order? Observations of a growth may share one; those of a
 * period may not. */
static bool is_out_of_order(const fc_growth_curve *curve, const double *t,
                            size_t i)
{
    return i > 0
           && (curve->since_launch ? !(t[i] > t[i - 1]) : t[i] < t[i - 1]);
}

static fc_status check(const fc_growth_curve *curve, const fc_growth_data *data,
                       fc_error *err)
{
    for (size_t i = 0; i < data->n; i++) {
        if (!isfinite(data->y[i])
            || (data->t != NULL && !isfinite(data->t[i]))) {
            return FC_FAIL(err, FC_ERR_NONFINITE,
                           "observation %zu: not a finite number", i + 1);
        }
        if (data->t != NULL && is_out_of_order(curve, data->t, i)) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "observation %zu: its time is not behind that of "
                           "the one before",
                           i + 1);
        }
    }
    if (curve->since_launch && data->t != NULL && data->n > 0
        && !(data->t[0] > 0.0)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "time is counted from the launch and must be positive");
    }
    return FC_OK;
}

static bool all_equal(const double *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (values[i] != values[0]) {
            return false;
        }
    }
    return true;
}

static double time_at(const fc_growth_data *data, size_t i)
{
    return data->t != NULL ? data->t[i] : (double)(i + 1);
}

/* The period before the first is as long as the one behind it, but does not
 * reach back beyond a launch. */
static double time_before(const fc_growth_curve *curve,
                          const fc_growth_data *data, size_t i)
{
    double before = 0.0;

    if (i > 0) {
        return time_at(data, i - 1);
    }
    before = 2.0 * time_at(data, 0) - time_at(data, 1);
    return curve->since_launch ? fmax(before, 0.0) : before;
}

/* With the other parameters given, set the first by least squares; the sum of
 * squares that it leaves. */
static double fit_first(double *b, const fc_growth_curve *curve,
                        const fc_nonlinear_problem *problem)
{
    double along = 0.0;
    double length = 0.0;
    double rss = 0.0;

    b[0] = 1.0;
    for (size_t i = 0; i < problem->n; i++) {
        double shape = curve->value(b, problem->x + i * problem->columns, NULL);

        along += shape * problem->y[i];
        length += shape * shape;
    }
    b[0] = length > 0.0 ? along / length : fc_missing();
    for (size_t i = 0; i < problem->n; i++) {
        double error = curve->value(b, problem->x + i * problem->columns, NULL)
                       - problem->y[i];

        rss += error * error;
    }
    return rss;
}

/* The best start of the grid; false if none is finite. */
static bool find_start(double *best, const fc_growth_curve *curve,
                       const fc_nonlinear_problem *problem)
{
    double first = problem->x[FC_GROWTH_NOW];
    double last = problem->x[(problem->n - 1) * problem->columns];
    double least = (double)INFINITY;
    size_t speed_count = sizeof speeds / sizeof speeds[0];
    size_t signs = curve->can_decline ? 2 : 1;

    for (size_t i = 0; i < sizeof inflections / sizeof inflections[0]; i++) {
        for (size_t k = 0; k < signs * speed_count; k++) {
            double speed = speeds[k % speed_count] / (last - first);
            double b[FC_GROWTH_PARAMETERS] = {0.0};
            double rss = 0.0;

            curve->shape(b, first + inflections[i] * (last - first),
                         k < speed_count ? speed : -speed);
            rss = fit_first(b, curve, problem);
            if (isfinite(b[0]) && rss < least) {
                least = rss;
                memcpy(best, b, sizeof b);
            }
        }
    }
    return isfinite(least);
}

/* The user of a growth curve gives no start, so its failure is one of data. */
static fc_status fit_rows(fc_nonlinear **out, const fc_growth_curve *curve,
                          fc_nonlinear_problem problem, fc_error *err)
{
    double start[FC_GROWTH_PARAMETERS] = {0.0};
    fc_status status = FC_ERR_CONVERGENCE;

    if (find_start(start, curve, &problem)) {
        problem.start = start;
        status = fc_nonlinear_fit(out, &problem, err);
    }
    if (status == FC_ERR_CONVERGENCE || status == FC_ERR_SINGULAR) {
        return FC_FAIL(err, status,
                       "the data do not determine a %s curve: they do not bend "
                       "as it does, or not yet; try another curve or more data",
                       curve->name);
    }
    return status;
}

fc_status fc_growth_curve_fit(fc_nonlinear **out, const fc_growth_curve *curve,
                              const fc_growth_data *data, fc_error *err)
{
    double *rows = NULL;
    fc_nonlinear_problem problem = {
        .model = {.p = curve->p,
                  .names = curve->names,
                  .value = curve->value,
                  .gradient = curve->gradient},
        .n = data->n,
        .columns = FC_GROWTH_COLUMNS,
        .y = data->y,
    };
    fc_status status = check(curve, data, err);

    *out = NULL;
    if (status != FC_OK) {
        return status;
    }
    if (data->n <= curve->p) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu observations are not enough for the %zu parameters "
                       "of a %s curve",
                       data->n, curve->p, curve->name);
    }
    if (all_equal(data->y, data->n)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "all observations are equal: there is no growth");
    }
    rows = fc_calloc(data->n, FC_GROWTH_COLUMNS * sizeof *rows);
    if (rows == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a curve");
    }
    for (size_t i = 0; i < data->n; i++) {
        rows[i * FC_GROWTH_COLUMNS + FC_GROWTH_NOW] = time_at(data, i);
        rows[i * FC_GROWTH_COLUMNS + FC_GROWTH_BEFORE] = time_before(curve,
                                                                     data, i);
    }
    problem.x = rows;
    status = fit_rows(out, curve, problem, err);
    free(rows);
    return status;
}
