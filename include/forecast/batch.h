/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Many series, one after the other: a long CSV in, a forecast a series out.
 *
 *  - Series are read, forecast and handed over one at a time: memory does not
 *    grow with the file but for the ids (forecast/long_reader.h).
 *  - A model that takes missing values is fitted to the whole of a series, any
 *    other to its latest unbroken stretch; the forecast begins behind the last
 *    value.
 *  - One model given: it is fitted to the series, and the intervals are its
 *    own. None: the default combination, the first of the default candidates;
 *    comparing the others at the origins of each series gains nothing where
 *    there are many (docs/methods.md). Several: the choice by rolling origin
 *    and the calibration of fc_projection_create(), for each series.
 *  - The draws of a series are those of its id and the seed: neither the order
 *    of the series nor what else the file holds changes a forecast.
 */
#ifndef FORECAST_BATCH_H
#define FORECAST_BATCH_H

#include "forecast/backtest.h"
#include "forecast/long_reader.h"

FC_BEGIN_DECLS

enum {
    FC_BATCH_LEVEL_CAPACITY = 16, /**< most intervals */
    FC_BATCH_DRAWS_DEFAULT = 1000,
};

/** The forecast of one series. Borrowed during the call. */
typedef struct fc_batch_forecast {
    const fc_long_series *series; /**< what was read */
    fc_period origin;     /**< of the last value used; step 0 is the next */
    const char *model;    /**< the spec, as on the command line */
    size_t steps;         /**< of the forecast */
    const double *mean;   /**< of each step: the model's own, without noise of
                               the draws */
    size_t level_count;   /**< how many levels */
    const double *levels; /**< in per cent, in the order asked for */
    const double *bounds; /**< step-major: low and high of each level */
    double seconds;       /**< spent on the fit and the forecast, by the clock
                               of the request; 0 without one */
} fc_batch_forecast;

/** A status other than FC_OK ends the run and is its result. */
typedef fc_status fc_batch_take(void *context,
                                const fc_batch_forecast *forecast,
                                fc_error *err);
/** As fc_batch_take(), for a series that could not be forecast, and why. */
typedef fc_status fc_batch_fail(void *context, const fc_long_series *series,
                                const fc_error *why, fc_error *err);

/** What to forecast, and where it goes. Zero in an optional field means the
 * default. */
typedef struct fc_batch_request {
    fc_long_options reading;    /**< how the file is read */
    const fc_model_spec *specs; /**< NULL: the default combination */
    size_t spec_count;          /**< number of models */
    size_t horizon;             /**< 0: one season */
    const double *levels; /**< between 0 and 100, in per cent; NULL: 80, 95 */
    size_t level_count;   /**< 0 of levels that are not NULL: no paths either */
    size_t draws;         /**< 0: FC_BATCH_DRAWS_DEFAULT */
    uint64_t seed;        /**< 0 is a seed like any other */
    fc_intervals intervals; /**< AUTO calibrates where there is a choice, else
                                 it is as SIMULATE; CONFORMAL needs a choice */
    size_t stride; /**< take every stride-th series, from the first; 0: all */
    double (*clock)(void); /**< seconds, for the time of each series; NULL: it
                                is not taken */
    fc_batch_take *take;   /**< gets each forecast */
    fc_batch_fail *fail;   /**< gets each failure */
    void *context;         /**< passed to both */
} fc_batch_request;

/**
 * Forecast every series of @p input.
 * @return FC_ERR_ARGUMENT for a level outside (0, 100), too many of them, a
 *         model that uses other series, or conformal intervals where there are
 *         not several models to choose from; the errors of fc_long_read(); what
 * the callbacks said. A series that fails is no error of the run.
 */
FC_API fc_status fc_batch_run(fc_input *input, const fc_batch_request *request,
                              fc_error *err);

FC_END_DECLS

#endif
