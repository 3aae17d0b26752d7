/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ramsey's RESET: do squares and cubes of the fitted values explain what the
 * regression left over? F test. The fitted values are centred (where there is
 * a constant) and scaled first, which changes nothing but rounding errors.
 *
 * Reference: Ramsey (1969), Journal of the Royal Statistical Society B 31,
 * 350-371.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "regress/auxiliary.h"

enum { HIGHEST_POWER = 3 };

/* Fitted values that vary by less than this share of their size are equal. */
static const double rounding = 1e-12;

/* out = fitted value of row i on the scale of y, before the weights. */
static double fitted(const fc_tested *tested, size_t i)
{
    return (tested->y[i] - tested->residuals[i]) / tested->roots[i];
}

static void add_powers(fc_auxiliary *auxiliary)
{
    const fc_tested *tested = auxiliary->tested;
    double *level = auxiliary->rest;
    double mean = 0.0;
    double scale = 0.0;

    for (size_t i = 0; i < tested->n; i++) {
        level[i] = fitted(tested, i);
    }
    mean = tested->constant ? gsl_stats_mean(level, 1, tested->n) : 0.0;
    scale = gsl_stats_sd_with_fixed_mean(level, 1, tested->n, mean);
    if (scale <= rounding * fabs(mean)) {
        scale = 0.0;
    }
    for (int power = 2; power <= HIGHEST_POWER; power++) {
        for (size_t i = 0; i < tested->n; i++) {
            double z = scale > 0.0 ? (level[i] - mean) / scale : 0.0;

            auxiliary->column[i] = tested->roots[i] * z * z
                                   * (power == HIGHEST_POWER ? z : 1.0);
        }
        fc_projector_add(tested->projector, auxiliary->column, 1);
    }
}

fc_status fc_reset_test(fc_test *out, const fc_linear_problem *problem,
                        fc_error *err)
{
    static const fc_test names = {
        .name = "RESET",
        .null_hypothesis = "squares and cubes of the fitted values add nothing",
        .alternative = "a curve or a term that is missing"};
    fc_auxiliary *auxiliary = NULL;
    fc_status status = fc_auxiliary_create(&auxiliary, problem,
                                           HIGHEST_POWER - 1, names.name, err);

    if (status != FC_OK) {
        return status;
    }
    fc_tested_project(auxiliary->tested, 0, auxiliary->tested->n);
    add_powers(auxiliary);
    status = fc_auxiliary_test(out, auxiliary, names, FC_FORM_F, err);
    fc_auxiliary_free(auxiliary);
    return status;
}
