/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of terms: of the sample, and of the future.
 */
#ifndef FC_MODELS_LINEAR_ROWS_H
#define FC_MODELS_LINEAR_ROWS_H

#include "models/linear.h"

/**
 * The value of @p term at time @p t (from 0) of the sample; NaN if it is not
 * known.
 */
double fc_linear_sample_value(const struct fc_linear *model,
                              const struct fc_linear_term *term, size_t t);

/** The rows of the future; those of regressors differ from draw to draw. */
struct fc_linear_rows {
    const struct fc_linear *model;
    size_t steps;
    size_t draws;    /* different futures; 1 if there is only one */
    double *values;  /* steps * p; 0 for own lags */
    double **levels; /* of each regressor: length + steps, transformed as v */
    const fc_paths **paths; /* of each regressor; NULL: all is known */
};

/**
 * Find the future of each regressor: what its span holds beyond the sample, and
 * @p future for the rest.
 */
fc_status fc_linear_rows_init(struct fc_linear_rows *out,
                              const struct fc_linear *model, size_t steps,
                              const fc_future *future, fc_error *err);
void fc_linear_rows_release(struct fc_linear_rows *rows);
/** Compute the rows of draw @p draw of the future. */
fc_status fc_linear_rows_fill(struct fc_linear_rows *rows, size_t draw,
                              fc_error *err);

#endif
