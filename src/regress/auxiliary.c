/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regress/auxiliary.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/test_result.h"

fc_status fc_auxiliary_create(fc_auxiliary **out,
                              const fc_linear_problem *problem, size_t extra,
                              const char *name, fc_error *err)
{
    fc_auxiliary *auxiliary = fc_calloc(1, sizeof *auxiliary);
    size_t n = fc_design_rows(problem->design);
    fc_status status = FC_OK;

    *out = NULL;
    if (auxiliary == NULL) {
        goto memory;
    }
    auxiliary->column = fc_calloc(n, sizeof *auxiliary->column);
    auxiliary->rest = fc_calloc(n, sizeof *auxiliary->rest);
    if (auxiliary->column == NULL || auxiliary->rest == NULL) {
        goto memory;
    }
    status = fc_tested_create(&auxiliary->tested, problem, extra, err);
    if (status == FC_OK) {
        status = fc_tested_room(auxiliary->tested, auxiliary->tested->p + extra,
                                name, err);
    }
    if (status != FC_OK) {
        fc_auxiliary_free(auxiliary);
        return status;
    }
    *out = auxiliary;
    return FC_OK;
memory:
    fc_auxiliary_free(auxiliary);
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the test %s", name);
}

void fc_auxiliary_free(fc_auxiliary *auxiliary)
{
    if (auxiliary == NULL) {
        return;
    }
    fc_tested_free(auxiliary->tested);
    free(auxiliary->column);
    free(auxiliary->rest);
    free(auxiliary);
}

fc_status fc_auxiliary_test(fc_test *out, fc_auxiliary *auxiliary, fc_test test,
                            fc_test_form form, fc_error *err)
{
    const fc_tested *tested = auxiliary->tested;
    double n = (double)tested->n;
    double rest = 0.0;
    fc_status status = fc_projector_finish(tested->projector, err);

    if (status != FC_OK) {
        return status;
    }
    if (tested->projector->rank <= tested->p) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the test %s adds no column that is new: there is "
                       "nothing to test",
                       test.name);
    }
    rest = fc_projector_residuals(tested->projector, auxiliary->rest,
                                  tested->residuals);
    test.df1 = (double)(tested->projector->rank - tested->p);
    if (form == FC_FORM_CHI_SQUARED) {
        test.distribution = FC_CHI_SQUARED;
        test.statistic = n * fmax(tested->rss - rest, 0.0) / tested->rss;
        return fc_test_finish(out, test, err);
    }
    if (sqrt(rest) <= fc_rounding_norm(tested->y, tested->n)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the columns that the test %s adds fit exactly: there "
                       "are no errors to compare with",
                       test.name);
    }
    test.distribution = FC_F;
    test.df2 = n - (double)tested->projector->rank;
    test.statistic = fmax(tested->rss - rest, 0.0) / test.df1
                     / (rest / test.df2);
    return fc_test_finish(out, test, err);
}
