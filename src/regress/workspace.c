/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "regress/regression.h"

struct fc_regression_workspace {
    size_t rows;
    size_t columns;
    fc_least_squares *solver;
    fc_regression *result; /* its names are those of the latest design */
};

fc_status fc_regression_workspace_create(fc_regression_workspace **out,
                                         size_t rows, size_t columns,
                                         fc_error *err)
{
    fc_regression_workspace *workspace = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (rows == 0 || columns == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a regression needs at least one row and one column");
    }
    if (columns > SIZE_MAX / sizeof(fc_dd) / columns
        || rows > SIZE_MAX / sizeof(fc_dd) / columns) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    workspace = fc_calloc(1, sizeof *workspace);
    if (workspace == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    workspace->rows = rows;
    workspace->columns = columns;
    status = fc_least_squares_create(&workspace->solver, rows, columns, err);
    if (status == FC_OK) {
        status = fc_regression_allocate(&workspace->result, rows, columns, err);
    }
    if (status != FC_OK) {
        fc_regression_workspace_free(workspace);
        return status;
    }
    *out = workspace;
    return FC_OK;
}

void fc_regression_workspace_free(fc_regression_workspace *workspace)
{
    if (workspace == NULL) {
        return;
    }
    if (workspace->result != NULL) {
        workspace->result->names = NULL;
    }
    fc_regression_free(workspace->result);
    fc_least_squares_free(workspace->solver);
    free(workspace);
}

fc_status fc_regression_workspace_fit(const fc_regression **out,
                                      fc_regression_workspace *workspace,
                                      const fc_design *design, const double *y,
                                      const fc_regression_options *options,
                                      fc_error *err)
{
    const fc_regression_options defaults = {0};
    const fc_regression_options *given = options != NULL ? options : &defaults;
    fc_problem problem = {0};
    fc_status status = fc_regression_prepare(&problem, design, y, given, err);

    *out = NULL;
    if (status == FC_OK
        && (problem.n > workspace->rows || problem.p > workspace->columns)) {
        status = FC_FAIL(err, FC_ERR_ARGUMENT,
                         "%zu rows and %zu columns do not fit into memory for "
                         "%zu and %zu",
                         problem.n, problem.p, workspace->rows,
                         workspace->columns);
    }
    if (status == FC_OK) {
        workspace->result->names = design->names;
        status = fc_regression_solve(workspace->result, workspace->solver,
                                     &problem, given, err);
    }
    if (status == FC_OK) {
        *out = workspace->result;
    }
    return status;
}
