/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The linear recursion that the models here share:
 *
 *   z(t) = b(1) x(1,t) + ... + b(p) x(p,t) + e(t)
 *   w(t) = z(t) + w(t-m) if differenced, else z(t)
 *   y(t) = exp w(t) if logged, else w(t)
 *
 * The x are terms: the constant, the trend t, a season dummy, an own lag
 * z(t-l), or a lag v(t-j) of a regressor (logged if all its known values are
 * positive, differenced if y is). The b are estimated, or fixed by the model.
 *
 *  - y is logged if all its values are positive, unless the spec chooses the
 *    scale.
 *  - The errors of the paths are the residuals, centred and scaled to the
 *    standard deviation sigma = sqrt(sum e^2 / (n - p)), drawn with
 *    replacement; normal errors if there are fewer than 20 residuals.
 *  - Estimated own lags are kept stationary, with radius at most 0.99: beyond
 *    it they are pulled inside (stats/autoregression.h) and the constant is
 *    estimated again with the others given. So long horizons stay finite.
 */
#ifndef FC_MODELS_LINEAR_H
#define FC_MODELS_LINEAR_H

#include "forecast/regression.h"

#include "models/model_type.h"

enum fc_linear_kind {
    FC_LINEAR_CONSTANT,
    FC_LINEAR_TREND,
    FC_LINEAR_SEASON,    /* 1 in season `lag` (from 1), else 0 */
    FC_LINEAR_OWN_LAG,   /* z(t - lag) */
    FC_LINEAR_REGRESSOR, /* v(t - lag) of regressor `regressor` */
};

struct fc_linear_term {
    enum fc_linear_kind kind;
    size_t lag;
    size_t regressor;
};

/** What a model asks for. Borrowed during the fit. */
struct fc_linear_plan {
    bool differenced;
    bool keeps_level; /* the mean of y is exp w, not the median */
    bool plain;       /* regressors as they are, never their logarithms */
    size_t count;     /* p, may be 0 */
    const struct fc_linear_term *terms;
    const double *fixed; /* coefficients, if they are not estimated */
    fc_estimator estimator;
    size_t window; /* the latest rows to use; 0: all */
    size_t spare;  /* rows needed beyond p */
};

struct fc_linear_regressor {
    char *name;
    bool logged;
    size_t length;
    double *levels; /* length: log x or x; NaN where unknown */
};

/** The state of a fit. */
struct fc_linear {
    bool logged;
    bool differenced;
    bool keeps_level;
    bool estimated;
    fc_frequency frequency;
    size_t season;      /* m */
    size_t first_phase; /* season of t = 0, from 0 */
    size_t length;      /* observations */
    double *w;          /* length */
    double *z;          /* length; NaN for t < m if differenced */

    size_t p;
    struct fc_linear_term *terms; /* p */
    char **names;                 /* p */
    char **words;                 /* p: the coefficients in words */
    double *b;                    /* p */
    double *standard_errors;      /* p */
    double *factor;      /* p * p: lower Cholesky factor of the covariance */
    double *means;       /* p: of the columns, with the regression's weights */
    double mean_z;       /* of the response, likewise */
    size_t order;        /* largest own lag */
    double sigma;        /* standard deviation of the errors */
    size_t rows;         /* of the sample */
    double *errors;      /* rows: centred, scaled, ascending */
    bool varied;         /* errors can be drawn from the residuals */
    bool bootstrap;      /* and they are, unless something else is asked for */
    double free_degrees; /* rows - p */

    size_t regressor_count;
    struct fc_linear_regressor *regressors;
};

fc_status fc_linear_fit(fc_fit *fit, const struct fc_linear_plan *plan,
                        const struct fc_model_options *options,
                        const fc_training *training, fc_error *err);
void fc_linear_free(void *state);

fc_status fc_linear_predict(const struct fc_point_forecast *out,
                            const fc_fit *fit, size_t steps,
                            const fc_future *future, fc_error *err);
fc_status fc_linear_draw(fc_paths *paths, const fc_fit *fit,
                         const fc_draw_request *request, gsl_rng *random,
                         fc_error *err);
fc_status fc_linear_explain(fc_explanation *out, const fc_fit *fit,
                            const fc_future *future, fc_error *err);
size_t fc_linear_coefficient_count(const fc_fit *fit);
fc_coefficient fc_linear_coefficient_at(const fc_fit *fit, size_t index);

/** The terms of the regressors of @p options behind @p terms; returns how many.
 */
size_t fc_linear_add_regressor_terms(struct fc_linear_term *terms,
                                     const struct fc_model_options *options);

/* linear_create.c */

/** The state with its data and terms, not yet estimated. */
fc_status fc_linear_create(struct fc_linear **out,
                           const struct fc_linear_plan *plan,
                           const struct fc_model_options *options,
                           const fc_training *training, fc_error *err);

/* linear_describe.c */

/** Room for the name of any term. */
enum { FC_LINEAR_NAME_SIZE = FC_OPTION_NAME_SIZE + 64 };

void fc_linear_term_name(char text[FC_LINEAR_NAME_SIZE],
                         const struct fc_linear *model,
                         const struct fc_linear_term *term);
/** Write the equation of @p fit from its state, with its numbers. */
fc_status fc_linear_write_equation(fc_fit *fit, fc_error *err);

/* linear_words.c */

enum { FC_LINEAR_WORDS_SIZE = FC_OPTION_NAME_SIZE + 160 };

/** Fill the words from the coefficients; false if memory is out. */
bool fc_linear_add_words(struct fc_linear *model);

/* linear_path.c */

/** Move own lags inside the stationary region; true if they moved. */
bool fc_linear_pull(const struct fc_linear *model, double *b);

/** Room for one path: history in front, the future behind. */
struct fc_linear_path {
    double *z; /* order + steps */
    double *w; /* history + steps */
    size_t history;
};

fc_status fc_linear_path_init(struct fc_linear_path *path,
                              const struct fc_linear *model, size_t steps,
                              fc_error *err);
void fc_linear_path_release(struct fc_linear_path *path);
/**
 * Run the recursion with coefficients @p b.
 * @param rows steps * p; own lags are taken from the path itself
 * @param errors one a step; NULL: none
 */
void fc_linear_path_run(struct fc_linear_path *path,
                        const struct fc_linear *model, const double *b,
                        const double *rows, const double *errors, size_t steps);

/** The value of @p term for step @p h on @p path, given the row of the step. */
double fc_linear_path_term(const struct fc_linear_path *path,
                           const struct fc_linear *model,
                           const struct fc_linear_term *term, size_t h,
                           double row_value);

#endif
