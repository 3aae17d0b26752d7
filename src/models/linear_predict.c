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
#include <math.h>

#include "base/memory.h"
#include "models/linear.h"
#include "models/linear_rows.h"
#include "models/linear_variance.h"
#include "stats/transform.h"

/* What the draws share. */
struct forecast {
    const struct fc_linear *model;
    struct fc_linear_rows rows;
    struct fc_linear_path path;
    struct fc_linear_variance variance;
};

static void forecast_release(struct forecast *all)
{
    fc_linear_variance_release(&all->variance);
    fc_linear_path_release(&all->path);
    fc_linear_rows_release(&all->rows);
}

static fc_status forecast_init(struct forecast *out,
                               const struct fc_linear *model, size_t steps,
                               const fc_future *future, fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct forecast){.model = model};
    status = fc_linear_rows_init(&out->rows, model, steps, future, err);
    if (status == FC_OK) {
        status = fc_linear_path_init(&out->path, model, steps, err);
    }
    if (status == FC_OK) {
        status = fc_linear_variance_init(&out->variance, model, steps, err);
    }
    return status;
}

/* Take draw number @p draw of the futures into the running means. */
static void add_draw(const struct fc_point_forecast *out,
                     const struct forecast *all, size_t draw)
{
    const struct fc_linear *model = all->model;
    double share = 1.0 / (double)(draw + 1);

    for (size_t h = 0; h < all->rows.steps; h++) {
        double w = all->path.w[all->path.history + h];
        double v = all->variance.v[h];
        double value = w;

        if (model->logged) {
            value = fc_exp_bounded(model->keeps_level ? w : w + 0.5 * v);
        }
        out->mean[h] += (value - out->mean[h]) * share;
        if (out->spread != NULL) {
            out->spread[h] += (sqrt(v) - out->spread[h]) * share;
        }
    }
}

static fc_status predict_draws(const struct fc_point_forecast *out,
                               struct forecast *all, fc_error *err)
{
    const struct fc_linear *model = all->model;
    struct fc_linear_rows *rows = &all->rows;
    bool varies = out->spread != NULL || (model->logged && !model->keeps_level);

    for (size_t d = 0; d < rows->draws; d++) {
        fc_status status = fc_linear_rows_fill(rows, d, err);

        if (status != FC_OK) {
            return status;
        }
        fc_linear_path_run(&all->path, model, model->b, rows->values, NULL,
                           rows->steps);
        if (varies) {
            fc_linear_variance_run(&all->variance, model, &all->path,
                                   rows->values);
        }
        add_draw(out, all, d);
    }
    return FC_OK;
}

fc_status fc_linear_predict(const struct fc_point_forecast *out,
                            const fc_fit *fit, size_t steps,
                            const fc_future *future, fc_error *err)
{
    struct forecast all;
    fc_status status = forecast_init(&all, fit->state, steps, future, err);

    if (status == FC_OK) {
        for (size_t h = 0; h < steps; h++) {
            out->mean[h] = 0.0;
            if (out->spread != NULL) {
                out->spread[h] = 0.0;
            }
        }
        status = predict_draws(out, &all, err);
    }
    forecast_release(&all);
    return status;
}
