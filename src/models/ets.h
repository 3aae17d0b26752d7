/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exponential smoothing as innovations state space models, ETS(error, trend,
 * season). With level l, growth b, season s, f the one-step forecast and
 * e = y - f its error:
 *
 *   trend    d             q               growth after
 *   N        -             l               -
 *   A        phi b         l + d           b' = d + beta a
 *   M        b^phi         l d             b' = d + beta a / l
 *
 *   season   f             a               season after
 *   N        q             e               -
 *   A        q + s         e               s' = s + gamma e
 *   M        q s           e / s           s' = s + gamma e / q
 *
 *   level after: l' = q + alpha a
 *
 * phi = 1 unless damped. The error is additive, y = f + e, or multiplicative,
 * y = f (1 + r), r = e / f; the states move the same either way, the
 * likelihood does not. A missing value moves them as e = 0 does.
 *
 *   -2 log L = n log sum e^2                    additive error
 *   -2 log L = n log sum r^2 + 2 sum log |f|    multiplicative error
 *
 * up to a constant, n the number of known values: as R's forecast::ets has it.
 * The seasons at the start sum to 0 (A) or m (M), so m - 1 of them are free.
 *
 * Reference: Hyndman, Koehler, Ord & Snyder, Forecasting with Exponential
 * Smoothing: The State Space Approach (2008), tables 2.2 and 2.3, chapters 5
 * and 6; Hyndman & Khandakar, Journal of Statistical Software 27 (2008).
 */
#ifndef FC_MODELS_ETS_H
#define FC_MODELS_ETS_H

#include "models/model_type.h"

/** One model of the taxonomy. The letters are N, A and M. */
struct fc_ets_form {
    char error;
    char trend;
    char season;
    bool damped;
    size_t m; /**< season length; 1 without a season */
};

/** Where the parameters stand in an array of FC_ETS_SEASON + m. Those that a
 * form has not are 0, phi and the growth M are 1, the season M is 1. */
enum {
    FC_ETS_ALPHA,
    FC_ETS_BETA,
    FC_ETS_GAMMA,
    FC_ETS_PHI,
    FC_ETS_LEVEL,  /**< at the start */
    FC_ETS_GROWTH, /**< at the start */
    FC_ETS_SEASON, /**< that of the first period, of the second, ... */
};

/** Where parameters are looked for. */
enum fc_ets_bounds {
    FC_ETS_BOUNDS_NARROW, /**< both, beta at most a tenth of alpha, and level
                               and growth start as the first values do */
    FC_ETS_BOUNDS_BOTH,   /**< usual and admissible */
    FC_ETS_BOUNDS_USUAL,
    FC_ETS_BOUNDS_ADMISSIBLE,
};

enum fc_ets_criterion { FC_ETS_AICC, FC_ETS_AIC, FC_ETS_BIC };

/** What to fit: letters may be Z, to be chosen. */
struct fc_ets_request {
    char error;
    char trend;
    char season;
    bool damped;   /**< only damped trends */
    bool undamped; /**< only trends that are not damped */
    bool additive; /**< choose among additive parts only */
    enum fc_ets_bounds bounds;
    enum fc_ets_criterion criterion;
};

/** A model with its parameters, and what it says of a series. */
struct fc_ets {
    struct fc_ets_form form;
    size_t n;          /**< periods */
    size_t known;      /**< periods observed */
    size_t parameters; /**< estimated, without the error variance */
    double *x;         /**< the parameters */
    double *last;      /**< as x, with the states after the last period */
    double *residuals; /**< n: e or r; NaN where y is missing */
    double *fitted;    /**< n: f */
    double squares;    /**< of the residuals */
    double sigma;      /**< sqrt(squares / degrees) */
    double degrees;    /**< known - parameters */
    double log_likelihood;
};

/* ets_request.c */

/** Read "ZZZ", "MAdM", "AAdA+usual+ic=bic"; "" is ZZZ. */
fc_status fc_ets_request_parse(struct fc_ets_request *out, const char *text,
                               fc_error *err);
/** Number of parameters that are estimated, without the error variance. */
size_t fc_ets_parameter_count(const struct fc_ets_form *form,
                              enum fc_ets_bounds bounds);
/** Fewest observations for a form that @p request allows. */
size_t fc_ets_fewest(const struct fc_ets_request *request, size_t season);
/** No request allows more forms. */
enum { FC_ETS_FORMS_MAX = 30 };
/**
 * The forms that @p request allows for a series: multiplicative ones for
 * positive values, and none with too many parameters for the @p known values.
 * @return their number; 0 if there is none
 */
size_t fc_ets_forms(struct fc_ets_form forms[FC_ETS_FORMS_MAX],
                    const struct fc_ets_request *request, size_t season,
                    size_t known, bool positive);

/* ets_run.c */

/**
 * What @p form with the parameters @p x says of @p y: everything of @p out,
 * likelihood and all. No parameter is checked; @p parameters of them count as
 * estimated.
 * @return FC_ERR_MEMORY, FC_ERR_NONFINITE; fc_ets_release() in any case
 */
fc_status fc_ets_set(struct fc_ets *out, const struct fc_ets_form *form,
                     const double *x, size_t parameters, fc_span y,
                     fc_error *err);
void fc_ets_release(struct fc_ets *model);
/** The value of the criterion; infinite without enough observations. */
double fc_ets_information(enum fc_ets_criterion criterion,
                          double log_likelihood, size_t parameters,
                          size_t known);

/* ets_bounds.c */

/**
 * Do forecasts at @p x forget the start of the series? Tells of alpha, beta,
 * gamma and phi only.
 * @param room form->m + 2 values
 */
bool fc_ets_is_admissible(const struct fc_ets_form *form, const double *x,
                          double *room);

/* ets_choose.c */

/**
 * Fit the best of the forms that @p request allows by its criterion.
 * @return FC_ERR_DATA if it allows none for values that are not positive,
 *         FC_ERR_ARGUMENT for a season of more than 400 periods, FC_ERR_MEMORY
 */
fc_status fc_ets_choose(struct fc_ets *out,
                        const struct fc_ets_request *request, fc_span y,
                        size_t season, fc_error *err);

/* ets_moments.c */

/** True if mean and variance of a forecast have a closed form. */
bool fc_ets_has_moments(const struct fc_ets_form *form);
/**
 * Means and standard deviations (may be NULL) of the next @p steps values,
 * parameters taken as known. Without a closed form: the forecast without
 * errors, and the spread to first order.
 */
fc_status fc_ets_moments(double *mean, double *spread,
                         const struct fc_ets *model, size_t steps,
                         fc_error *err);

/* ets_path.c */

/**
 * The next values, with @p errors (e or r; NULL: none).
 * @param room as much as model->x has
 */
void fc_ets_continue(double *out, double *room, const struct fc_ets *model,
                     const double *errors, size_t steps);

#endif
