/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errors of sample paths. For each draw
 *
 *   sigma*^2 = sigma^2 d / chi^2(d)
 *   e*(h)    = sigma* u(h), u normal or drawn from the residuals of the fit
 *
 * with the d degrees of freedom of sigma: the posterior of sigma under the
 * usual vague prior. On a bent scale sigma* is at most twice sigma, since
 * Student's t has no mean there.
 *
 * Draws come in antithetic pairs: the second of a pair has -u for a normal u,
 * and for the residual of rank i from below the one of rank i from above.
 */
#ifndef FC_MODELS_NOISE_H
#define FC_MODELS_NOISE_H

#include <gsl/gsl_rng.h>
#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/** Where errors come from. Borrowed during fc_noise_init() only. */
struct fc_noise_source {
    double sigma;
    double degrees;          /**< of freedom, of sigma */
    const double *residuals; /**< count, NaN where there is none */
    size_t count;
    bool bootstrap; /**< draw residuals; normal where fewer than 3 differ */
    bool bent;      /**< the scale is not that of the series */
};

/** The errors of one draw, and room to make them. */
struct fc_noise {
    double sigma;
    double degrees;
    bool bent;
    size_t steps;
    double scale;  /**< sigma* / sigma of this draw */
    double shock;  /**< one more normal deviate, for a parameter */
    double *error; /**< steps: e* of this draw */

    size_t pool_count; /**< 0: errors are normal */
    double *pool;      /**< centred, scaled to 1, ascending */
    double *normals;   /**< steps */
    size_t *ranks;     /**< steps */
};

/** @return FC_ERR_MEMORY; release in any case */
fc_status fc_noise_init(struct fc_noise *out,
                        const struct fc_noise_source *source, size_t steps,
                        fc_error *err);
void fc_noise_release(struct fc_noise *noise);
/** Make the errors of draw @p draw; draws come in order. */
void fc_noise_draw(struct fc_noise *noise, size_t draw, gsl_rng *random);

#endif
