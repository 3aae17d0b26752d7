/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/memory.h"
#include "regress/regression.h"

void fc_regression_free(fc_regression *regression)
{
    if (regression == NULL) {
        return;
    }
    for (size_t j = 0; regression->names != NULL && j < regression->p; j++) {
        free(regression->names[j]);
    }
    free(regression->names);
    free(regression->coefficients);
    free(regression->covariance);
    free(regression->standard_errors);
    free(regression->t);
    free(regression->residuals);
    free(regression->weights);
    free(regression->leverage);
    free(regression->fitted);
    free(regression->p_values);
    free(regression->vif);
    free(regression->directions);
    free(regression->spread);
    free(regression);
}

static bool allocate_columns(fc_regression *regression, size_t p)
{
    regression->coefficients = fc_calloc(p, sizeof(double));
    regression->covariance = fc_calloc(p * p, sizeof(double));
    regression->standard_errors = fc_calloc(p, sizeof(double));
    regression->t = fc_calloc(p, sizeof(double));
    regression->p_values = fc_calloc(p, sizeof(double));
    regression->vif = fc_calloc(p, sizeof(double));
    regression->directions = fc_calloc(p * p, sizeof(double));
    regression->spread = fc_calloc(p * p, sizeof(double));
    return regression->coefficients != NULL && regression->covariance != NULL
           && regression->standard_errors != NULL && regression->t != NULL
           && regression->p_values != NULL && regression->vif != NULL
           && regression->directions != NULL && regression->spread != NULL;
}

static bool allocate_rows(fc_regression *regression, size_t n)
{
    regression->residuals = fc_calloc(n, sizeof(double));
    regression->fitted = fc_calloc(n, sizeof(double));
    regression->weights = fc_calloc(n, sizeof(double));
    regression->leverage = fc_calloc(n, sizeof(double));
    return regression->residuals != NULL && regression->fitted != NULL
           && regression->weights != NULL && regression->leverage != NULL;
}

fc_status fc_regression_allocate(fc_regression **out, size_t rows,
                                 size_t columns, fc_error *err)
{
    fc_regression *regression = fc_calloc(1, sizeof *regression);

    *out = NULL;
    if (regression == NULL || !allocate_columns(regression, columns)
        || (rows > 0 && !allocate_rows(regression, rows))) {
        fc_regression_free(regression);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    *out = regression;
    return FC_OK;
}

fc_status fc_regression_name(fc_regression *regression, const fc_design *design,
                             fc_error *err)
{
    bool named = true;

    regression->p = design->columns;
    regression->names = fc_calloc(design->columns, sizeof *regression->names);
    for (size_t j = 0; regression->names != NULL && j < design->columns; j++) {
        regression->names[j] = fc_text_copy(design->names[j]);
        named = named && regression->names[j] != NULL;
    }
    if (regression->names == NULL || !named) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a regression");
    }
    return FC_OK;
}
