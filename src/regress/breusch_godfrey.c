/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Breusch & Godfrey: regress the errors on the columns and on their own lags 1
 * to k, with 0 for errors before the first.
 *
 *   LM = n R^2             chi-squared, k degrees
 *   F  = [(S0 - S1) / k] / [S1 / (n - p - k)]
 *
 * S0 and S1 are the sums of squares without and with the lags.
 *
 * References: Breusch (1978), Australian Economic Papers 17, 334-355; Godfrey
 * (1978), Econometrica 46, 1293-1301.
 */
#include <stdio.h>
#include <string.h>

#include "regress/auxiliary.h"

/* out(t) = e(t - lag), 0 before the first. */
static void lag_errors(double *out, const fc_tested *tested, size_t lag)
{
    memset(out, 0, lag * sizeof *out);
    memcpy(out + lag, tested->residuals, (tested->n - lag) * sizeof *out);
}

static void name_test(fc_test *test, size_t order)
{
    (void)snprintf(test->name, sizeof test->name,
                   "Breusch-Godfrey, lags 1 to %zu", order);
    (void)snprintf(test->null_hypothesis, sizeof test->null_hypothesis,
                   "no correlation of the errors at lags 1 to %zu", order);
    (void)snprintf(test->alternative, sizeof test->alternative,
                   "correlated errors at some lag from 1 to %zu", order);
}

fc_status fc_breusch_godfrey_test(fc_test *out,
                                  const fc_linear_problem *problem,
                                  size_t order, fc_test_form form,
                                  fc_error *err)
{
    fc_test test = {0};
    fc_auxiliary *auxiliary = NULL;
    fc_status status = FC_OK;

    if (order == 0 || order >= fc_design_rows(problem->design)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "lags 1 to %zu cannot be tested in %zu rows", order,
                       fc_design_rows(problem->design));
    }
    name_test(&test, order);
    status = fc_auxiliary_create(&auxiliary, problem, order, test.name, err);
    if (status != FC_OK) {
        return status;
    }
    fc_tested_project(auxiliary->tested, 0, auxiliary->tested->n);
    for (size_t lag = 1; lag <= order; lag++) {
        lag_errors(auxiliary->column, auxiliary->tested, lag);
        fc_projector_add(auxiliary->tested->projector, auxiliary->column, 1);
    }
    status = fc_auxiliary_test(out, auxiliary, test, form, err);
    fc_auxiliary_free(auxiliary);
    return status;
}
