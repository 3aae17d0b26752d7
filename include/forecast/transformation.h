/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Transformations: the scale on which a model works.
 *
 *   level     w = y
 *   log       w = log y
 *   Box-Cox   w = (sign(y) |y|^lambda - 1) / lambda; log y if lambda is 0
 *
 * (Box & Cox 1964; for y below zero Bickel & Doksum 1981.) A floor holds what
 * comes back at zero or above; it has no cap.
 *
 *  - What comes back is held between -1e150 and 1e150, on logarithms between
 *    1e-150 and 1e150.
 *  - lambda is at least 0 where a forecast is made: below it the transformed
 *    normal law has no mean.
 */
#ifndef FORECAST_TRANSFORMATION_H
#define FORECAST_TRANSFORMATION_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** The scale on which a model works. */
typedef enum fc_scale {
    FC_SCALE_OWN, /**< in a spec: what the model chooses itself */
    FC_SCALE_LEVEL,
    FC_SCALE_LOG,
    FC_SCALE_BOX_COX,
} fc_scale;

/** Where lambda comes from. */
typedef enum fc_lambda_choice {
    FC_LAMBDA_GUERRERO,   /**< evens out the variation of the seasons */
    FC_LAMBDA_LIKELIHOOD, /**< normal errors around trend and season */
    FC_LAMBDA_GIVEN,
} fc_lambda_choice;

/** What is asked for. Zero: nothing but what the model does itself. */
typedef struct fc_transform_spec {
    fc_scale scale;          /**< which; 0: the model's own */
    fc_lambda_choice choice; /**< of Box-Cox */
    double lambda;           /**< if it is given: 0 to 2 */
    bool positive;           /**< with a floor at zero */
} fc_transform_spec;

/** What is done. A plain value; zero is that of levels. */
typedef struct fc_transform {
    fc_scale scale; /**< OWN is as LEVEL */
    double lambda;  /**< of Box-Cox */
    bool floor;     /**< a floor at zero */
} fc_transform;

/** Longest text of a transformation, with the terminating NUL. */
enum { FC_TRANSFORM_TEXT_SIZE = 64 };

/**
 * Parse "none", "log", "boxcox", "boxcox:guerrero", "boxcox:likelihood" or
 * "boxcox:LAMBDA" into the scale of @p out; its floor stays.
 * @return FC_ERR_ARGUMENT
 */
FC_API fc_status fc_transform_parse(fc_transform_spec *out, const char *text,
                                    fc_error *err);
/** The text that fc_transform_parse() reads; "" for FC_SCALE_OWN. */
FC_API void fc_transform_format(char text[FC_TRANSFORM_TEXT_SIZE],
                                const fc_transform_spec *spec);

/** True if what comes back is not what went in, shifted. */
FC_API bool fc_transform_bends(const fc_transform *transform);
/** w of y; NaN where there is none: the logarithm of what is not positive. */
FC_API double fc_transform_apply(const fc_transform *transform, double y);
/** y of w. */
FC_API double fc_transform_invert(const fc_transform *transform, double w);
/**
 * The mean of y where w is normal with mean @p centre and standard deviation
 * @p spread: not y of the centre, which on a bent scale is the median.
 */
FC_API double fc_transform_mean(const fc_transform *transform, double centre,
                                double spread);

/** A series to settle a transformation on. Borrowed during the call. */
typedef struct fc_seasonal_values {
    const double *values; /**< n; NaN is skipped */
    size_t n;             /**< number of values */
    size_t season;        /**< at least 1 */
} fc_seasonal_values;

/** From where to where lambda is looked for. */
typedef struct fc_lambda_range {
    double lower; /**< lowest */
    double upper; /**< highest */
} fc_lambda_range;

/**
 * Choose the lambda of Box & Cox (R: forecast::BoxCox.lambda).
 *  - Guerrero (1993): the one that makes sd(k) / mean(k)^(1 - lambda) of the
 *    seasons k (pairs of values without a season) vary least, in proportion.
 *  - Likelihood: the one, in steps of 0.05, with the largest profile likelihood
 *    of normal errors around a linear trend and seasonal means.
 * A series of two seasons or less, or without variation, gets 1: no bend.
 * @param choice not FC_LAMBDA_GIVEN
 * @return FC_ERR_DATA if a value is not positive, FC_ERR_MEMORY
 */
FC_API fc_status fc_lambda_choose(double *out, const fc_seasonal_values *y,
                                  fc_lambda_choice choice,
                                  fc_lambda_range range, fc_error *err);

/**
 * Settle what is asked for on a series: the scale, its lambda, the floor.
 * @return FC_ERR_DATA, naming the observation, if a value has no logarithm or
 *         lies below the floor; FC_ERR_MEMORY
 */
FC_API fc_status fc_transform_settle(fc_transform *out,
                                     const fc_transform_spec *spec,
                                     const fc_seasonal_values *y,
                                     fc_error *err);

FC_END_DECLS

#endif
