/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of a model spec, the text behind the colon:
 *
 *   options  = term { "+" term }
 *   term     = "robust" | "ols" | "trend" | "season" | "window=" number
 *            | "y:" lags | NAME ":" lags | orders [ "/" orders ]
 *            | "constant" | "noconstant" | "full"
 *            | "ic=" ( "aicc" | "aic" | "bic" )
 *   orders   = number "," number "," number
 *
 * with lags as in stats/lags.h. Each term stands once. Lags are at most
 * FC_LAG_MAX; own lags are at least 1.
 */
#ifndef FC_MODELS_OPTIONS_H
#define FC_MODELS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/model.h"

#include "stats/lags.h"

enum {
    FC_OPTION_REGRESSORS_MAX = 8,
    FC_OPTION_NAME_SIZE = 80,
};

/** What a model accepts behind its colon. */
enum {
    FC_ACCEPT_ESTIMATOR = 1,
    FC_ACCEPT_WINDOW = 2,
    FC_ACCEPT_OWN_LAGS = 4,
    FC_ACCEPT_TREND_SEASON = 8,
    FC_ACCEPT_REGRESSORS = 16,
    FC_ACCEPT_ARIMA = 32, /* orders, a constant, how orders are chosen */
};

/** What decides between models. */
enum fc_option_criterion {
    FC_CRITERION_AICC,
    FC_CRITERION_AIC,
    FC_CRITERION_BIC,
};

struct fc_option_regressor {
    char name[FC_OPTION_NAME_SIZE];
    fc_lag_set lags;
};

/** Zero in any field means: not given. */
struct fc_model_options {
    const fc_model_type *type;
    const char *text; /**< all of it, for models with a grammar of their own */
    bool scaled; /**< the scale is chosen: take values as they are, no logs */
    bool robust;
    bool ols;
    bool trend;
    bool season;
    size_t window;
    fc_lag_set own_lags;
    bool ordered;     /**< orders are given, those of the season or zeros too */
    size_t orders[3]; /**< p, d, q */
    size_t seasonal[3]; /**< P, D, Q */
    bool constant;
    bool noconstant;
    bool full; /**< try all orders, not those near the best */
    bool criterion_given;
    enum fc_option_criterion criterion;
    size_t regressor_count;
    struct fc_option_regressor regressors[FC_OPTION_REGRESSORS_MAX];
};

/**
 * Parse @p text. @p model names the model and @p usage its options in
 * messages; @p accepts is a sum of FC_ACCEPT_ values.
 * @return FC_ERR_ARGUMENT
 */
fc_status fc_options_parse(struct fc_model_options *out, const char *text,
                           unsigned accepts, const char *model,
                           const char *usage, fc_error *err);

/** Rows of a regression on growth, of default candidates and of combinations:
 * ten seasons, and at least 40 where seasons are short. Enough for the
 * coefficients, short enough to forget an older economy. */
size_t fc_growth_window(size_t season);

/** Number of regressor columns, and the largest lag of any regressor. */
size_t fc_options_regressor_columns(const struct fc_model_options *options);
size_t fc_options_regressor_reach(const struct fc_model_options *options);

#endif
