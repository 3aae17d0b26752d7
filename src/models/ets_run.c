/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A model at given parameters: states, residuals, likelihood.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/ets_step.h"
#include "stats/information.h"

double fc_ets_information(enum fc_ets_criterion criterion,
                          double log_likelihood, size_t parameters,
                          size_t known)
{
    double k = (double)(parameters + 1);
    double n = (double)known;

    if (n <= k + 1.0) {
        return HUGE_VAL;
    }
    switch (criterion) {
    case FC_ETS_AIC:
        return -2.0 * log_likelihood + 2.0 * k;
    case FC_ETS_BIC:
        return -2.0 * log_likelihood + log(n) * k;
    case FC_ETS_AICC:
    default:
        return fc_aicc(log_likelihood, k, n);
    }
}

/* Walk along the series. @p season holds the seasons to come, in a ring. */
static double walk(struct fc_ets *out, const double *y, double *season)
{
    const double *x = out->x;
    struct fc_ets_state state = {.level = x[FC_ETS_LEVEL],
                                 .growth = x[FC_ETS_GROWTH]};
    size_t slot = 0;
    double logs = 0.0;

    for (size_t t = 0; t < out->n; t++) {
        struct fc_ets_surprise none = {0};
        struct fc_ets_outlook outlook;

        state.season = season[slot];
        outlook = fc_ets_expect(&out->form, x[FC_ETS_PHI], state);
        out->fitted[t] = outlook.value;
        out->residuals[t] = y[t] - outlook.value;
        if (!isnan(y[t])) {
            none = fc_ets_surprise_of(&out->form, state, outlook,
                                      out->residuals[t]);
            if (out->form.error == 'M') {
                out->residuals[t] /= outlook.value;
                logs += log(fabs(outlook.value));
            }
            out->squares += out->residuals[t] * out->residuals[t];
            out->known++;
        }
        state = fc_ets_advance(x, state, outlook, none);
        season[slot] = state.season;
        slot = slot + 1 == out->form.m ? 0 : slot + 1;
    }
    out->last[FC_ETS_LEVEL] = state.level;
    out->last[FC_ETS_GROWTH] = state.growth;
    for (size_t s = 0; s < out->form.m; s++) {
        out->last[FC_ETS_SEASON + s] = season[(slot + s) % out->form.m];
    }
    return logs;
}

/* A series that is met exactly has no likelihood: its errors are taken as a
 * part in 10^12 of its values. */
static double least_squares_of(const double *y, size_t n, bool relative)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        if (!isnan(y[t])) {
            sum += relative ? 1.0 : y[t] * y[t];
        }
    }
    return sum > 0.0 ? 1e-24 * sum : 1e-224;
}

static fc_status allocate(struct fc_ets *out, const struct fc_ets_form *form,
                          const double *x, size_t n, fc_error *err)
{
    size_t size = FC_ETS_SEASON + form->m;

    *out = (struct fc_ets){
        .form = *form,
        .n = n,
        .x = fc_calloc(size, sizeof(double)),
        .last = fc_calloc(size, sizeof(double)),
        .residuals = fc_calloc(n, sizeof(double)),
        .fitted = fc_calloc(n, sizeof(double)),
    };
    if (out->x == NULL || out->last == NULL || out->residuals == NULL
        || out->fitted == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    memcpy(out->x, x, size * sizeof *x);
    memcpy(out->last, x, size * sizeof *x);
    return FC_OK;
}

fc_status fc_ets_set(struct fc_ets *out, const struct fc_ets_form *form,
                     const double *x, size_t parameters, fc_span y,
                     fc_error *err)
{
    fc_status status = allocate(out, form, x, y.length, err);
    double *season = fc_calloc(form->m, sizeof *season);
    double logs = 0.0;
    double counted = 0.0;

    if (status == FC_OK && season == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (status == FC_OK) {
        memcpy(season, x + FC_ETS_SEASON, form->m * sizeof *season);
        logs = walk(out, y.values, season);
        counted = fmax(out->squares, least_squares_of(y.values, y.length,
                                                      form->error == 'M'));
        out->parameters = parameters;
        out->degrees = (double)out->known - (double)out->parameters;
        out->sigma = sqrt(out->squares / out->degrees);
        out->log_likelihood = -0.5 * (double)out->known * log(counted) - logs;
        if (!isfinite(out->log_likelihood)
            || !isfinite(out->last[FC_ETS_LEVEL])) {
            status = FC_FAIL(err, FC_ERR_NONFINITE,
                             "model 'ets': the states leave the range of "
                             "numbers");
        }
    }
    free(season);
    return status;
}

void fc_ets_release(struct fc_ets *model)
{
    free(model->x);
    free(model->last);
    free(model->residuals);
    free(model->fitted);
    *model = (struct fc_ets){0};
}
