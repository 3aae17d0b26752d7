/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the methods of one line share. A straight line with a constant error, or
 * a random walk:
 *
 *   y(n+h) = level + e(h)                                    mean
 *   y(n+h) = level + (h + g) slope + e(1) + ... + e(h + g)   naive, drift
 *
 * of a series without its season, where a model takes one out.
 *
 * Two observations (three for a drift) are the fewest: with one less there is
 * no spread, and no forecast goes out without. g is the number of periods since
 * the last known value. Missing values are taken; a change over k periods has
 * variance k sigma^2.
 *
 * Reference: Hyndman & Athanasopoulos, Forecasting: Principles and Practice
 * (3rd ed.), sections 5.2, 5.5.
 */
#ifndef FC_MODELS_SIMPLE_H
#define FC_MODELS_SIMPLE_H

#include "models/model_type.h"
#include "stats/adjustment.h"

struct fc_simple {
    bool walks;
    bool drifts;
    double level;
    double level_error; /* standard error; 0 for a walk */
    double slope;
    double slope_error; /* standard error */
    double sigma;
    double degrees;              /* of freedom, of sigma */
    size_t gap;                  /* g */
    struct fc_adjustment season; /* put into what comes out; mostly none */
    size_t residual_count;
    double *residuals; /* NaN where there is none */
};

/** The state with room for the residuals, into fit->state. */
fc_status fc_simple_create(struct fc_simple **out, fc_fit *fit,
                           const fc_training *training, fc_error *err);
/** Fill summary, law and equation of @p fit from its state, now complete. */
fc_status fc_simple_finish(fc_fit *fit, fc_error *err);

/** The naive method, or with @p drifts the drift method. @p season is what was
 * taken out of the series and goes into the state; NULL: nothing. */
fc_status fc_simple_fit_walk(fc_fit *fit, const fc_training *training,
                             bool drifts, struct fc_adjustment *season,
                             fc_error *err);

fc_status fc_simple_predict(const struct fc_point_forecast *out,
                            const fc_fit *fit, size_t steps,
                            const fc_future *future, fc_error *err);
fc_status fc_simple_draw(fc_paths *paths, const fc_fit *fit,
                         const fc_draw_request *request, gsl_rng *random,
                         fc_error *err);
fc_status fc_simple_explain(fc_explanation *out, const fc_fit *fit,
                            const fc_future *future, fc_error *err);
size_t fc_simple_coefficient_count(const fc_fit *fit);
fc_coefficient fc_simple_coefficient_at(const fc_fit *fit, size_t index);
void fc_simple_free(void *state);

#endif
