/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forecasts of a seasonally adjusted series. With the seasons s(i, t) of length
 * m(i) that STL finds in y(t), on the scale that a transformation chose,
 *
 *   a(t)   = y(t) - s(1, t) - ... - s(k, t)
 *   y(n+h) = a(n+h) + s(1, n+h-m(1)) + ... + s(k, n+h-m(k))     h <= m(i)
 *
 * and so on, the last season over and over. The inner model forecasts a as a
 * series without a season, and its errors are those of y: the season is taken
 * as known. The seasonal smoother has the window 7 + 4 i, the rest is as in
 * stats/stl.h (R: forecast::stlf(), forecast::stlm()).
 *
 * Seasons of which there are not more than two are left out; without any the
 * inner model forecasts y itself.
 *
 * Reference: Cleveland, Cleveland, McRae & Terpenning, Journal of Official
 * Statistics 6 (1990); Hyndman & Athanasopoulos, Forecasting: Principles and
 * Practice (3rd ed.), sections 3.6, 5.7; Bandara, Hyndman & Bergmeir (2021).
 */
#ifndef FC_MODELS_STL_MODEL_H
#define FC_MODELS_STL_MODEL_H

#include "models/model_type.h"
#include "stats/mstl.h"

/* Read from options: how to adjust, and the inner model. */
struct fc_stl_plan {
    bool robust;
    size_t count; /* of seasons */
    size_t seasons[FC_MSTL_MOST];
    fc_model_spec inner;
};

/* The state of a fit. */
struct fc_stl_model {
    size_t count; /* of seasons taken out */
    size_t seasons[FC_MSTL_MOST];
    double *last; /* the last m(i) values of each season, one after the other;
                     NULL if there is none */
    fc_fit *inner;
};

/* Read "[robust+]MODEL" into @p out; no text means the default model.
 * @p name is the model's, for messages. */
fc_status fc_stl_plan_parse(struct fc_stl_plan *out, const char *text,
                            const char *name, fc_error *err);

/* What a record of these has for a method. */
struct fc_stl_method {
    /* Read options; @p season is that of the series. */
    fc_status (*parse)(struct fc_stl_plan *out, const char *text, size_t season,
                       fc_error *err);
};

fc_status fc_stl_model_check(const struct fc_model_options *options,
                             fc_error *err);
size_t fc_stl_model_min_length(const struct fc_model_options *options,
                               size_t season);
fc_status fc_stl_model_fit(fc_fit *fit, const struct fc_model_options *options,
                           const fc_training *training, fc_error *err);
fc_status fc_stl_model_predict(const struct fc_point_forecast *out,
                               const fc_fit *fit, size_t steps,
                               const fc_future *future, fc_error *err);
fc_status fc_stl_model_draw(fc_paths *paths, const fc_fit *fit,
                            const fc_draw_request *request, gsl_rng *random,
                            fc_error *err);
fc_status fc_stl_model_explain(fc_explanation *out, const fc_fit *fit,
                               const fc_future *future, fc_error *err);
size_t fc_stl_model_coefficient_count(const fc_fit *fit);
fc_coefficient fc_stl_model_coefficient_at(const fc_fit *fit, size_t index);
void fc_stl_model_free(void *state);

#endif
