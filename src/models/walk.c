/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The random walk, without and with drift, estimated where values are known.
 * For the changes d(i) over k(i) periods, i = 1 ... N, and the slope c (0
 * without drift),
 *
 *   c = sum of d / sum of k,    sigma^2 = sum of (d - c k)^2 / k / (N -
 * [drift])
 *
 * and the standard error of c is sigma / sqrt(sum of k): generalised least
 * squares. Without gaps these are the mean change and R's forecast::rwf().
 */
#include <math.h>

#include "models/simple.h"

/* The next known observation behind @p t; the length if there is none. */
static size_t next_known(fc_span y, size_t t)
{
    do {
        t++;
    } while (t < y.length && isnan(y.values[t]));
    return t;
}

static size_t first_known(fc_span y)
{
    return isnan(y.values[0]) ? next_known(y, 0) : 0;
}

static size_t last_known(fc_span y)
{
    size_t t = y.length - 1;

    while (isnan(y.values[t])) {
        t--; /* the front has seen that one is known */
    }
    return t;
}

static void fill_residuals(struct fc_simple *model, fc_span y)
{
    double squares = 0.0;
    double count = 0.0;
    size_t before = first_known(y);

    for (size_t t = next_known(y, before); t < y.length; t = next_known(y, t)) {
        double k = (double)(t - before);
        double change = y.values[t] - y.values[before];

        model->residuals[t] = (change - model->slope * k) / sqrt(k);
        squares += model->residuals[t] * model->residuals[t];
        count += 1.0;
        before = t;
    }
    model->degrees = count - (model->drifts ? 1.0 : 0.0);
    model->sigma = sqrt(squares / model->degrees);
}

fc_status fc_simple_fit_walk(fc_fit *fit, const fc_training *training,
                             bool drifts, struct fc_adjustment *season,
                             fc_error *err)
{
    fc_span y = training->y;
    struct fc_simple *model = NULL;
    fc_status status = fc_simple_create(&model, fit, training, err);
    size_t first = 0;
    size_t last = 0;

    if (status != FC_OK) {
        return status;
    }
    first = first_known(y);
    last = last_known(y);
    if (season != NULL) {
        model->season = *season;
        *season = (struct fc_adjustment){0};
    }
    model->walks = true;
    model->drifts = drifts;
    model->level = y.values[last];
    model->gap = y.length - 1 - last;
    if (drifts) {
        model->slope = (y.values[last] - y.values[first])
                       / (double)(last - first);
    }
    fill_residuals(model, y);
    if (drifts) {
        model->slope_error = model->sigma / sqrt((double)(last - first));
    }
    fit->law = (struct fc_law){.kind = FC_LAW_NORMAL};
    return fc_simple_finish(fit, err);
}
