/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * What a forecast is made of.
 *
 *  - On the model's scale (fc_fit_transform(); logarithms if the summary of the
 *    fit says logged) a forecast is a sum of parts: the terms of the equation,
 * for models of yearly growth the same period a year before, and last what lies
 * between that centre and the mean that is forecast (on logarithms half the
 *    variance: the mean of the lognormal law is above its median).
 *  - In the unit of the series the effect of a part is what it adds to those
 *    before it. Without logarithms that is the part; on logarithms it is
 *    exp(p1 + ... + pk) - exp(p1 + ... + p(k-1)), for the first exp(p1), and
 *    so on for other scales. So
 *    effects, too, add up to the forecast, and depend on the order of the
 *    parts, which is that of the equation.
 *  - Where the future of a regressor is uncertain, parts are means over its
 *    draws.
 */
#ifndef FORECAST_EXPLANATION_H
#define FORECAST_EXPLANATION_H

#include "forecast/model.h"

FC_BEGIN_DECLS

/** Owns its arrays. */
typedef struct fc_explanation {
    bool logged;        /**< the parts are those of the logarithm */
    size_t steps;       /**< of the forecast */
    size_t count;       /**< parts of each step */
    fc_transform scale; /**< of the model */
    char **names;       /**< count */
    double *parts;      /**< steps * count: on the model's scale */
    double *effects;    /**< steps * count: in the unit of the series */
    double *forecast;   /**< steps: what effects add up to */
} fc_explanation;

/**
 * Explain the next @p steps periods.
 * @param mean the forecasts to arrive at, such as the means of sample paths,
 *        one a step and positive on logarithms; NULL: those of
 *        fc_fit_predict()
 * @param future as for fc_fit_predict()
 * @return the errors of fc_fit_predict(); FC_ERR_ARGUMENT for a model that is
 *         no sum of terms. The caller frees *out with
 *         fc_explanation_free().
 */
FC_API fc_status fc_fit_explain(fc_explanation **out, const fc_fit *fit,
                                size_t steps, const double *mean,
                                const fc_future *future, fc_error *err);
/** NULL is fine. */
FC_API void fc_explanation_free(fc_explanation *explanation);

FC_END_DECLS

#endif
