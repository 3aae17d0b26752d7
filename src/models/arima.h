/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regression with seasonal ARIMA errors,
 *
 *   y(t) = b' x(t) + u(t),   (1 - B)^d (1 - B^m)^D u(t) = w(t),
 *   phi(B) Phi(B^m) w(t) = theta(B) Theta(B^m) e(t),
 *
 * with the signs of stats/arma.h. The constant is a column of x: 1 if nothing
 * is differenced (the mean), t if d + D = 1 (the drift, per period); there is
 * none beyond.
 *
 * The likelihood is the exact Gaussian one of what differencing leaves, that of
 * a diffuse start. Given phi and theta, b and the error variance are the best
 * ones in closed form (generalised least squares), so the search is over phi
 * and theta alone. With missing values the Kalman filter of arima_state.h runs
 * on y itself.
 *
 * References: Box & Jenkins, Time Series Analysis; Harvey, Forecasting,
 * Structural Time Series Models and the Kalman Filter (1989); Gardner, AS 154,
 * Applied Statistics 29 (1980), as in R's arima(); Hyndman & Khandakar,
 * Automatic time series forecasting, Journal of Statistical Software 27 (2008).
 */
#ifndef FC_MODELS_ARIMA_H
#define FC_MODELS_ARIMA_H

#include "models/arima_state.h"
#include "models/linear.h"
#include "models/model_type.h"
#include "stats/arma.h"

enum { FC_ARIMA_PARAMETERS_MAX = 40 /* of the ARMA part */ };

/** What a model is: the orders and whether it has a constant. */
struct fc_arima_orders {
    struct fc_arma_orders arma;
    size_t d;
    size_t seasonal_d;
    bool constant;
};

/** The data, and them differenced: the columns y, the regressors, and the
 * constant of those models that have one. */
struct fc_arima_data {
    size_t first; /* the first row of the training that is used */
    size_t n;     /* rows from there on */
    size_t known; /* those without a missing value */
    size_t columns;
    double centre;  /* taken off the first column of levels */
    double *levels; /* columns * n */
    size_t d;
    size_t seasonal_d;
    size_t m;
    size_t rows;     /* n - d - D m */
    double *changes; /* columns * rows */
};

/** Room to evaluate likelihoods, reused from one to the next. */
struct fc_arima_work {
    const struct fc_arima_data *data;
    struct fc_arma arma;
    struct fc_arma_filter filter;
    struct fc_arima_state state; /* used where values are missing */
    double *innovations;         /* columns * n */
    double *triangle;            /* columns * columns: R of the columns */
    double *b;        /* columns: of the last evaluation, the constant
                         last */
    double *residual; /* n: what the search makes small */
    double *trial;    /* n */
    double *jacobian; /* FC_ARIMA_PARAMETERS_MAX * n */
};

enum fc_arima_criterion {
    FC_ARIMA_EXACT,       /* the likelihood */
    FC_ARIMA_CONDITIONAL, /* the sum of squares given the first errors */
};

/** A model at some parameters. */
struct fc_arima_value {
    double parameters[FC_ARIMA_PARAMETERS_MAX];
    size_t rows;            /* errors that count */
    double squares;         /* their sum, regression taken out */
    double log_determinant; /* of their scales */
    double objective;       /* log(squares / rows) + log_determinant / rows */
};

/** The state of a fit. */
struct fc_arima {
    struct fc_arima_orders orders;
    struct fc_arima_value value;
    bool flat;                 /* nothing is left to explain */
    double centre;             /* taken off y */
    struct fc_linear *columns; /* the regressors and their future */
    size_t count;              /* of b */
    double *b;                 /* constant first, if there is one */
    size_t n;                  /* rows used */
    size_t length;             /* of the training */
    double sigma2;             /* squares / rows: maximum likelihood */
    double sigma;              /* sqrt(squares / (rows - coefficients)) */
    double degrees;
    double log_likelihood;
    struct fc_arima_state state; /* of the first period of the future */
    double *residuals;           /* n: standardised innovations */
    double *standard_errors;     /* parameters, then b */
};

/* arima_data.c */

/** Load y and the regressors of @p columns. @return FC_ERR_MEMORY,
 * FC_ERR_TOO_SHORT; release in any case */
fc_status fc_arima_data_init(struct fc_arima_data *out,
                             const struct fc_linear *columns,
                             const fc_training *training, fc_error *err);
/** Difference, and fill the column of the constant. False: no row is left. */
bool fc_arima_data_difference(struct fc_arima_data *data, size_t d,
                              size_t seasonal_d);
void fc_arima_data_release(struct fc_arima_data *data);
/** Columns that a model takes, with y. */
size_t fc_arima_columns(const struct fc_arima_data *data, bool constant);
/** True if the values of the column hardly differ from each other. */
bool fc_arima_flat(const double *values, size_t n, double scale);

/* arima_likelihood.c */

fc_status fc_arima_work_init(struct fc_arima_work *out,
                             const struct fc_arima_data *data,
                             const struct fc_arma_orders *largest,
                             fc_error *err);
void fc_arima_work_release(struct fc_arima_work *work);
/**
 * Evaluate a model at out->parameters; residuals into @p residual, b into
 * work->b.
 * @return false if it is not stationary or the regressors have no rank
 */
bool fc_arima_evaluate(struct fc_arima_value *out, double *residual,
                       struct fc_arima_work *work,
                       const struct fc_arima_orders *orders,
                       enum fc_arima_criterion criterion);
/** Log-likelihood of @p value for @p used errors, with the error variance at
 * its best. */
double fc_arima_log_likelihood(const struct fc_arima_value *value, double used);
/** The first column that differencing and the columns before it leave nothing
 * of, from 1; 0: none. */
size_t fc_arima_singular_column(struct fc_arima_work *work, bool constant);
/** True if the regression leaves nothing but rounding. */
bool fc_arima_exhausted(const struct fc_arima_value *value,
                        const struct fc_arima_data *data);

/* arima_search.c */

/**
 * Make the objective small from value->parameters on.
 * @param tolerance of the objective times the rows
 * @return false if the start is not usable
 */
bool fc_arima_search(struct fc_arima_value *value, struct fc_arima_work *work,
                     const struct fc_arima_orders *orders,
                     enum fc_arima_criterion criterion, double tolerance);
/**
 * The exact estimate, the best that is found from value->parameters, from a
 * conditional estimate and from zero.
 * @param refuse the model is one of many: a rough estimate is enough, and false
 *        if the conditional one explodes, as in R's arima()
 */
bool fc_arima_estimate(struct fc_arima_value *value, struct fc_arima_work *work,
                       const struct fc_arima_orders *orders, bool refuse);
/* arima_errors.c */

/** Standard errors of parameters and b; NaN where there are none. */
fc_status fc_arima_standard_errors(double *out, struct fc_arima_work *work,
                                   const struct fc_arima_orders *orders,
                                   const struct fc_arima_value *value,
                                   fc_error *err);

/* arima_difference.c */

/** Choose d and D. */
fc_status fc_arima_choose_differences(struct fc_arima_orders *out,
                                      struct fc_arima_data *data,
                                      fc_error *err);

/* arima_order.c */

/** Choose orders, with parameters to start from. */
fc_status fc_arima_choose(struct fc_arima_orders *out, double *parameters,
                          struct fc_arima_data *data,
                          const struct fc_model_options *options,
                          fc_error *err);

/* arima_fit.c */

fc_status fc_arima_fit(fc_fit *fit, const struct fc_model_options *options,
                       const fc_training *training, fc_error *err);
/** As fc_arima_fit() with the parameters of the ARMA part given, in the order
 * of stats/arma.h; NULL: estimated. */
fc_status fc_arima_set(fc_fit *fit, const double *fixed,
                       const struct fc_model_options *options,
                       const fc_training *training, fc_error *err);
void fc_arima_free(void *state);

/* arima_predict.c */

fc_status fc_arima_predict(const struct fc_point_forecast *out,
                           const fc_fit *fit, size_t steps,
                           const fc_future *future, fc_error *err);
fc_status fc_arima_draw(fc_paths *paths, const fc_fit *fit,
                        const fc_draw_request *request, gsl_rng *random,
                        fc_error *err);
fc_status fc_arima_explain(fc_explanation *out, const fc_fit *fit,
                           const fc_future *future, fc_error *err);

/* arima_words.c */

size_t fc_arima_coefficient_count(const fc_fit *fit);
fc_coefficient fc_arima_coefficient_at(const fc_fit *fit, size_t index);
fc_status fc_arima_write_equation(fc_fit *fit, fc_error *err);

#endif
