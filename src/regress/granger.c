/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Granger: regress y on a constant and its lags 1 to k; do the lags 1 to k of x
 * explain what is left over? F test.
 *
 * Reference: Granger (1969), Econometrica 37, 424-438.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "regress/auxiliary.h"
#include "stats/test_result.h"

static fc_status add_constant(fc_design *design, fc_error *err)
{
    size_t rows = fc_design_rows(design);
    double *ones = fc_calloc(rows, sizeof *ones);
    fc_status status = FC_OK;

    if (ones == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu rows", rows);
    }
    for (size_t i = 0; i < rows; i++) {
        ones[i] = 1.0;
    }
    status = fc_design_add(design, "constant", ones, err);
    free(ones);
    return status;
}

/* A constant and the lags of y; rows from value @p order on. */
static fc_status make_design(fc_design **out, const double *y, size_t n,
                             size_t order, fc_error *err)
{
    fc_design *design = NULL;
    fc_status status = fc_design_create(&design, n - order, order + 1, err);

    if (status == FC_OK) {
        status = add_constant(design, err);
    }
    for (size_t lag = 1; lag <= order && status == FC_OK; lag++) {
        char name[32];

        (void)snprintf(name, sizeof name, "y:%zu", lag);
        status = fc_design_add(design, name, y + order - lag, err);
    }
    if (status != FC_OK) {
        fc_design_free(design);
        return status;
    }
    *out = design;
    return FC_OK;
}

static void name_test(fc_test *test, size_t order)
{
    (void)snprintf(test->name, sizeof test->name, "Granger, lags 1 to %zu",
                   order);
    (void)snprintf(test->null_hypothesis, sizeof test->null_hypothesis,
                   "lags 1 to %zu of the regressor add nothing to those of the "
                   "series",
                   order);
    (void)snprintf(test->alternative, sizeof test->alternative,
                   "lags of the regressor that help to predict the series");
}

static fc_status run(fc_test *out, const fc_linear_problem *problem,
                     const double *x, size_t order, fc_error *err)
{
    fc_test test = {0};
    fc_auxiliary *auxiliary = NULL;
    fc_status status = FC_OK;

    name_test(&test, order);
    status = fc_auxiliary_create(&auxiliary, problem, order, test.name, err);
    if (status != FC_OK) {
        return status;
    }
    fc_tested_project(auxiliary->tested, 0, auxiliary->tested->n);
    for (size_t lag = 1; lag <= order; lag++) {
        fc_projector_add(auxiliary->tested->projector, x + order - lag, 1);
    }
    status = fc_auxiliary_test(out, auxiliary, test, FC_FORM_F, err);
    fc_auxiliary_free(auxiliary);
    return status;
}

fc_status fc_granger_test(fc_test *out, const double *y, const double *x,
                          size_t n, size_t order, fc_error *err)
{
    fc_linear_problem problem = {0};
    fc_design *design = NULL;
    fc_status status = FC_OK;

    if (order == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a Granger test needs at least one lag");
    }
    /* n - order rows, 2 order + 1 columns, and one row to spare. */
    if (n < 2 || order > (n - 2) / 3) {
        return FC_FAIL(err, FC_ERR_TOO_SHORT,
                       "%zu values are too few for a Granger test with %zu "
                       "lags; it needs thrice as many and two more",
                       n, order);
    }
    status = fc_check_values(y, n, err);
    if (status == FC_OK) {
        status = fc_check_values(x, n, err);
    }
    if (status == FC_OK) {
        status = make_design(&design, y, n, order, err);
    }
    if (status != FC_OK) {
        return status;
    }
    problem = (fc_linear_problem){.design = design, .y = y + order};
    status = run(out, &problem, x, order, err);
    fc_design_free(design);
    return status;
}
