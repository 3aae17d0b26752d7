/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regression of the year-on-year growth on its own lags and on those of
 * regressors.
 *
 *   z(t) = c + sum over l of phi(l) z(t-l)
 *            + sum over r, j of beta(r,j) (v(r,t-j) - v(r,t-j-m)) + e(t)
 *   z(t) = w(t) - w(t-m)
 *
 * w = log y if all y are positive, else y; v = log x if all known x are
 * positive, else x. Robust by default: Tukey's bisquare. Rows with a missing
 * regressor are left out. Estimates of phi that are not stationary are pulled
 * inside (models/linear.h).
 *
 * Reference: the autoregression of the seasonal difference with regressors of
 * Box, Jenkins, Reinsel & Ljung, Time Series Analysis (5th ed.), chapter 9;
 * estimation as in regress/least_squares.c.
 */
#include "models/linear.h"

/* Rows needed beyond the number of coefficients. */
static const size_t spare = 4;

/* Lag 1 unless the options say otherwise. */
static fc_lag_set own_lags(const struct fc_model_options *options)
{
    return options->own_lags != 0 ? options->own_lags : (fc_lag_set)1 << 1;
}

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    size_t own = fc_lag_set_max(own_lags(options));
    size_t reach = fc_options_regressor_reach(options);
    size_t columns = 1 + fc_lag_set_count(own_lags(options))
                     + fc_options_regressor_columns(options);

    return season + (own > reach ? own : reach) + columns + spare;
}

static fc_status fit_yoy(fc_fit *fit, const struct fc_model_options *options,
                         const fc_training *training, fc_error *err)
{
    enum {
        most = 1 + FC_LAG_MAX + FC_OPTION_REGRESSORS_MAX * (FC_LAG_MAX + 1)
    };
    struct fc_linear_term terms[most] = {{.kind = FC_LINEAR_CONSTANT}};
    size_t count = 1;

    for (size_t lag = 1; lag <= FC_LAG_MAX; lag++) {
        if (fc_lag_set_has(own_lags(options), lag)) {
            terms[count++] = (struct fc_linear_term){.kind = FC_LINEAR_OWN_LAG,
                                                     .lag = lag};
        }
    }
    count += fc_linear_add_regressor_terms(terms + count, options);
    return fc_linear_fit(fit,
                         &(struct fc_linear_plan){
                             .differenced = true,
                             .count = count,
                             .terms = terms,
                             .estimator = options->ols ? FC_OLS : FC_BISQUARE,
                             .window = options->window,
                             .spare = spare},
                         options, training, err);
}

const fc_model_type fc_model_yoy = {
    .name = "yoy",
    .summary = "regression of year-on-year growth on its own lags",
    .usage = "robust (default) or ols, window=ROWS (all), y:LAGS (y:1), "
             "REGRESSOR:LAGS; joined by +, lags as in 1..4 or 1,4",
    .advice = "a seasonal series whose growth drifts; robust against single "
              "odd periods",
    .accepts = FC_ACCEPT_ESTIMATOR | FC_ACCEPT_WINDOW | FC_ACCEPT_OWN_LAGS
               | FC_ACCEPT_REGRESSORS,
    .holds = true,
    .min_length = min_length,
    .fit = fit_yoy,
    .predict = fc_linear_predict,
    .draw = fc_linear_draw,
    .explain = fc_linear_explain,
    .coefficient_count = fc_linear_coefficient_count,
    .coefficient_at = fc_linear_coefficient_at,
    .release = fc_linear_free,
};
