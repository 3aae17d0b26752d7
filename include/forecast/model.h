/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Models: what to fit, what was fitted, what it says of the future.
 *
 *  - A model type is a constant record; the table of them drives help, tests
 *    and `forecast models`.
 *  - A spec names a type and its options: "snaive", "yoy:robust+window=40",
 *    "tslm:trend+season+capex_net:1..4"; in front of them may stand the scale
 *    to work on and a floor: "log:theta", "boxcox:0.3:naive", "positive:theta".
 *  - Nothing leads from a spec to a forecast except through a fit. A fit is
 *    immutable and independent of the data it was made from.
 *  - Every model predicts a mean and draws joint sample paths that carry
 *    parameter and residual uncertainty.
 */
#ifndef FORECAST_MODEL_H
#define FORECAST_MODEL_H

#include "forecast/paths.h"
#include "forecast/series.h"
#include "forecast/transformation.h"

FC_BEGIN_DECLS

/** A model of the registry; a constant of the program. */
typedef struct fc_model_type fc_model_type;
/** A model fitted to a series. */
typedef struct fc_fit fc_fit;

/** Longest texts, with the terminating NUL. */
enum {
    FC_MODEL_TEXT_SIZE = 160, /**< NAME[:OPTIONS] */
    FC_MODEL_SPEC_SIZE = 280, /**< a whole spec */
};

/** What to fit. A plain value. */
typedef struct fc_model_spec {
    const fc_model_type *type;        /**< the model */
    char options[FC_MODEL_TEXT_SIZE]; /**< text behind the colon; "" if none */
    fc_transform_spec transform;      /**< the scale it works on */
} fc_model_spec;

/** A regressor: named values aligned with the series to forecast. */
typedef struct fc_regressor {
    const char *name; /**< of the series */
    fc_span span;     /**< starts where y starts; may reach beyond its end */
} fc_regressor;

/** What a model is fitted to. Borrowed during the call. */
typedef struct fc_training {
    fc_span y;                      /**< the last observation is the origin */
    size_t season;                  /**< season length m, at least 1 */
    size_t regressor_count;         /**< number of regressors */
    const fc_regressor *regressors; /**< what the model may use */
    struct fc_fit_cache *cache;     /**< NULL; of the library itself */
} fc_training;

/**
 * The future of the regressors beyond what their spans hold, by name. Steps
 * count from the first forecast period. Borrowed during the call. Draw d of
 * the forecast uses draw d modulo draws of each regressor's paths.
 */
typedef struct fc_future {
    size_t count;                 /**< number of regressors */
    const char *const *names;     /**< of each */
    const fc_paths *const *paths; /**< of each */
} fc_future;

/** Fit statistics, all from one place, on the scale of the model. */
typedef struct fc_fit_summary {
    size_t observations;   /**< rows used */
    size_t parameters;     /**< estimated, with the error variance */
    double sigma;          /**< residual standard error on the model's scale */
    double log_likelihood; /**< NaN where there is none */
    double aicc;           /**< NaN where there is none */
    double r_squared;      /**< NaN where there is none */
    bool logged;           /**< the model works on logarithms */
} fc_fit_summary;

/** Where the laws of the steps go, one value a step each. */
typedef struct fc_forecast_law {
    double *mean;   /**< in the unit of the series */
    double *centre; /**< on the scale of the model; may be NULL */
    double *spread; /**< standard deviation there; may be NULL */
} fc_forecast_law;

/** How the intervals of a forecast come about. A model alone has no past
 * errors: to fc_fit_draw() AUTO and CONFORMAL are as SIMULATE, and what they
 * add is that of fc_backtest_calibrate(). */
typedef enum fc_intervals {
    FC_INTERVALS_SIMULATE,  /**< paths as the model draws them */
    FC_INTERVALS_ANALYTIC,  /**< each step the closed-form law of the model, on
                                 paths that tell how steps hang together; as
                                 SIMULATE for a model without closed form */
    FC_INTERVALS_BOOTSTRAP, /**< paths whose errors are residuals of the fit */
    FC_INTERVALS_AUTO,      /**< simulated paths, each step scaled after the
                                 errors at earlier origins */
    FC_INTERVALS_CONFORMAL, /**< simulated paths, each step given the law of the
                                 errors at earlier origins */
} fc_intervals;

/** "simulate", "analytic" or "bootstrap". */
FC_API const char *fc_intervals_name(fc_intervals intervals);
/** The kind called @p name into *out; false, and nothing there, if none is. */
FC_API bool fc_intervals_find(fc_intervals *out, const char *name);

/** What to draw. */
typedef struct fc_draw_request {
    size_t steps;            /**< of each path */
    size_t draws;            /**< how many */
    const fc_future *future; /**< as for fc_fit_predict() */
    const char *stream;      /**< usually the name of the series */
    uint64_t seed; /**< with the stream determines every draw; the position of
                        the series and the number of threads do not */
    fc_intervals intervals; /**< of which kind */
} fc_draw_request;

/** One coefficient of a fitted model, borrowed from the fit. */
typedef struct fc_coefficient {
    const char *name;      /**< its name */
    double value;          /**< the estimate */
    double standard_error; /**< NaN if none */
    double t;              /**< NaN if none */
    const char *meaning;   /**< in words; NULL if none */
} fc_coefficient;

/** Number of model types in the table. */
FC_API size_t fc_model_type_count(void);
/** Type @p index, in the order of the table; NULL behind its end. */
FC_API const fc_model_type *fc_model_type_at(size_t index);
/** The type called @p name, or NULL. */
FC_API const fc_model_type *fc_model_type_find(const char *name);
/** Unique, lower case, as on the command line. */
FC_API const char *fc_model_type_name(const fc_model_type *type);
/** One line: what it does. */
FC_API const char *fc_model_type_summary(const fc_model_type *type);
/** One line: options behind the colon, with their defaults; "" if none. */
FC_API const char *fc_model_type_usage(const fc_model_type *type);
/** One line: when to use it. */
FC_API const char *fc_model_type_advice(const fc_model_type *type);

/** What a model can do. */
typedef struct fc_model_abilities {
    bool takes_missing;    /**< values may be missing inside the series */
    bool takes_regressors; /**< options name other series */
    bool has_closed_law;   /**< analytic intervals, regressors left out */
    bool holds;            /**< fc_fit_create_held() */
} fc_model_abilities;

/** What the record of @p type says that it can do. */
FC_API fc_model_abilities fc_model_type_abilities(const fc_model_type *type);

/**
 * Parse "NAME" or "NAME:OPTIONS", with "none:", "log:", "boxcox:",
 * "boxcox:LAMBDA:" (forecast/transformation.h) and "positive:" before it.
 * @return FC_ERR_NOT_FOUND for an unknown name (with the nearest one),
 *         FC_ERR_ARGUMENT for unusable options.
 */
FC_API fc_status fc_model_spec_parse(fc_model_spec *out, const char *text,
                                     fc_error *err);
/** Write the spec so that fc_model_spec_parse() reads it back. */
FC_API void fc_model_spec_format(char text[FC_MODEL_SPEC_SIZE],
                                 const fc_model_spec *spec);
/** Fewest observations that the spec needs at season length @p season. */
FC_API size_t fc_model_spec_min_length(const fc_model_spec *spec,
                                       size_t season);
/** True if the spec uses any regressor; if @p name is given, that one. */
FC_API bool fc_model_spec_uses_regressor(const fc_model_spec *spec,
                                         const char *name);

/** True if the model is fitted across missing values. */
FC_API bool fc_model_spec_takes_missing(const fc_model_spec *spec);
/**
 * What of @p data the spec can be fitted to: all of it for a model that takes
 * missing values, else the latest unbroken stretch, if that reaches the last
 * period; a last value that is missing is left to fc_fit_create().
 * @param room for data->regressor_count regressors; the result borrows from it
 *        and from @p data
 */
FC_API fc_training fc_training_usable(const fc_training *data,
                                      const fc_model_spec *spec,
                                      fc_regressor *room);

/**
 * Fit. The front checks length, missing values (models that take none get
 * FC_ERR_DATA; callers use fc_training_usable()) and regressors, and
 * settles the scale (FC_ERR_DATA if a value has no logarithm).
 * @return FC_ERR_TOO_SHORT with the number needed, FC_ERR_ARGUMENT for a window
 *         too small, FC_ERR_NOT_FOUND for a regressor that is not in the
 *         training, FC_ERR_SINGULAR (names the column; also a growth
 *         regression on a series whose growth never changes),
 *         FC_ERR_CONVERGENCE, FC_ERR_NONFINITE, FC_ERR_MEMORY.
 *         The caller frees *out with fc_fit_free().
 */
FC_API fc_status fc_fit_create(fc_fit **out, const fc_model_spec *spec,
                               const fc_training *training, fc_error *err);
/**
 * As fc_fit_create() of the spec of @p old, with what was estimated then: the
 * coefficients, smoothing parameters and error variance are those of @p old,
 * lags and states follow @p training. So a forecast can be brought up to date
 * without being estimated anew.
 * @return as fc_fit_create(); FC_ERR_ARGUMENT if the model cannot keep its
 *         parameters, or @p training does not begin where that of @p old did.
 */
FC_API fc_status fc_fit_create_held(fc_fit **out, const fc_fit *old,
                                    const fc_training *training, fc_error *err);
/** NULL is fine. */
FC_API void fc_fit_free(fc_fit *fit);

/** What was fitted. Borrowed from the fit. */
FC_API const fc_model_spec *fc_fit_spec(const fc_fit *fit);
/** The statistics of the fit. */
FC_API fc_fit_summary fc_fit_summarise(const fc_fit *fit);
/** Number of coefficients. */
FC_API size_t fc_fit_coefficient_count(const fc_fit *fit);
/** Coefficient @p index, in the order of the equation. */
FC_API fc_coefficient fc_fit_coefficient_at(const fc_fit *fit, size_t index);
/** The equation with its numbers, one line, borrowed from the fit. */
FC_API const char *fc_fit_equation(const fc_fit *fit);

/**
 * Point forecasts (means) of the next @p steps periods into @p mean. On
 * logarithms the mean is that of the lognormal law, and values are held between
 * 1e-150 and 1e150. Over the draws of a future the mean is taken.
 * @param future NULL if the model uses no regressor beyond its sample; what the
 *        span of a regressor itself holds beyond y wins over it
 * @return FC_ERR_NOT_FOUND if the future of a regressor is missing, FC_ERR_DATA
 *         if it cannot be used (not positive on logarithms, a gap in the
 *         sample where the forecast reads it), FC_ERR_NONFINITE.
 */
FC_API fc_status fc_fit_predict(double *mean, const fc_fit *fit, size_t steps,
                                const fc_future *future, fc_error *err);

/**
 * As fc_fit_predict(), with the spread: the standard deviation of each step's
 * forecast on the model's own scale (logarithms if the summary says logged),
 * from residual and parameter uncertainty, that of the regressors' futures
 * left out.
 */
FC_API fc_status fc_fit_predict_spread(double *mean, double *spread,
                                       const fc_fit *fit, size_t steps,
                                       const fc_future *future, fc_error *err);

/**
 * As fc_fit_predict(), with the law of each step on the scale that
 * fc_fit_transform() tells: the centre, of which the mean is what comes back,
 * and the spread as in fc_fit_predict_spread().
 * @return as fc_fit_predict()
 */
FC_API fc_status fc_fit_predict_law(const fc_forecast_law *out,
                                    const fc_fit *fit, size_t steps,
                                    const fc_future *future, fc_error *err);

/** The scale on which the model works. */
FC_API fc_transform fc_fit_transform(const fc_fit *fit);
/** True if the law of each step on that scale is known in closed form. */
FC_API bool fc_fit_has_closed_law(const fc_fit *fit);

/**
 * Draw joint sample paths. Draws 2i and 2i + 1 are an antithetic pair: cut
 * paths at even numbers of draws.
 * @return as fc_fit_predict(). The caller frees *out with fc_paths_free().
 */
FC_API fc_status fc_fit_draw(fc_paths **out, const fc_fit *fit,
                             const fc_draw_request *request, fc_error *err);

/**
 * As fc_fit_draw(), with parameter and residual uncertainty. Draws 2i and
 * 2i + 1 are an antithetic pair: cut paths at even numbers of draws.
 * @param seed with @p stream (usually the name of the series) determines every
 *        draw; the position of the series and the number of threads do not.
 */
FC_API fc_status fc_fit_simulate(fc_paths **out, const fc_fit *fit,
                                 size_t steps, size_t draws,
                                 const fc_future *future, const char *stream,
                                 uint64_t seed, fc_error *err);

FC_END_DECLS

#endif
