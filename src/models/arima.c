/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ARIMA, models/arima.h: the record, and how much a spec needs.
 */
#include "models/arima.h"

/* Errors beyond the coefficients. */
static const size_t spare = 2;

/* Fewest observations to choose orders from. */
static const size_t fewest = 3;

static size_t min_length(const struct fc_model_options *options, size_t season)
{
    bool seasonal = season > 1;
    size_t needed = fc_options_regressor_reach(options)
                    + fc_options_regressor_columns(options);

    if (!options->ordered) {
        return needed + fewest;
    }
    needed += options->orders[0] + options->orders[1] + options->orders[2]
              + spare;
    if (seasonal) {
        needed += options->seasonal[0] + options->seasonal[2]
                  + options->seasonal[1] * season;
    }
    if (options->constant
        || (!options->noconstant && options->orders[1] == 0
            && options->seasonal[1] * seasonal == 0)) {
        needed++;
    }
    return needed;
}

const fc_model_type fc_model_arima = {
    .name = "arima",
    .summary = "seasonal ARIMA with regressors; orders chosen unless given",
    .usage = "p,d,q or p,d,q/P,D,Q (default: chosen), constant or noconstant, "
             "REGRESSOR:LAGS, ic=aicc (default), aic or bic, full; joined by "
             "+, lags as in 1..4 or 1,4",
    .advice = "series whose changes depend on their own past",
    .accepts = FC_ACCEPT_ARIMA | FC_ACCEPT_REGRESSORS,
    .takes_missing = true,
    .holds = true,
    .min_length = min_length,
    .fit = fc_arima_fit,
    .predict = fc_arima_predict,
    .draw = fc_arima_draw,
    .explain = fc_arima_explain,
    .coefficient_count = fc_arima_coefficient_count,
    .coefficient_at = fc_arima_coefficient_at,
    .release = fc_arima_free,
};
