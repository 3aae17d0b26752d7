/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mean of the forecast. On logarithms it is exp(w(h) + v(h) / 2) with
 *
 *   v(h) = sigma^2 (psi(0)^2 + ... + psi(h-1)^2) + g(h)' V g(h),
 *
 * psi the response of w to an error that many steps before, g the derivative
 * of w(h) by the coefficients (the delta method) and V their covariance. The
 * mean over the draws of the regressors' futures is taken last.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "models/linear.h"
#include "models/linear_rows.h"
#include "models/linear_variance.h"
#include "stats/transform.h"

static fc_status predict_draws(double *mean, const struct fc_linear *model,
                               struct fc_linear_rows *rows,
                               struct fc_linear_path *path,
                               struct fc_linear_variance *variance,
                               fc_error *err)
{
    for (size_t d = 0; d < rows->draws; d++) {
        fc_status status = fc_linear_rows_fill(rows, d, err);

        if (status != FC_OK) {
            return status;
        }
        fc_linear_path_run(path, model, model->b, rows->values, NULL,
                           rows->steps);
        if (model->logged && !model->keeps_level) {
            fc_linear_variance_run(variance, model, path, rows->values);
        }
        for (size_t h = 0; h < rows->steps; h++) {
            double w = path->w[path->history + h];
            double value = model->logged
                               ? fc_exp_bounded(w + 0.5 * variance->v[h])
                               : w;

            mean[h] += (value - mean[h]) / (double)(d + 1);
        }
    }
    return FC_OK;
}

fc_status fc_linear_predict(double *mean, const fc_fit *fit, size_t steps,
                            const fc_future *future, fc_error *err)
{
    const struct fc_linear *model = fit->state;
    struct fc_linear_rows rows = {0};
    struct fc_linear_path path = {0};
    struct fc_linear_variance variance = {0};
    fc_status status = fc_linear_rows_init(&rows, model, steps, future, err);

    if (status == FC_OK) {
        status = fc_linear_path_init(&path, model, steps, err);
    }
    if (status == FC_OK) {
        status = fc_linear_variance_init(&variance, model, steps, err);
    }
    if (status == FC_OK) {
        for (size_t h = 0; h < steps; h++) {
            mean[h] = 0.0;
        }
        status = predict_draws(mean, model, &rows, &path, &variance, err);
    }
    fc_linear_variance_release(&variance);
    fc_linear_path_release(&path);
    fc_linear_rows_release(&rows);
    return status;
}
