/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The theta method. With y without its season, t = 1 ... n, and the line
 * A + B t of least squares through y,
 *
 *   l(t) = alpha y(t) + (1 - alpha) l(t-1)
 *
 * standard     y(t) = l(t-1) + e(t), fitted; then
 *              mean(h) = l(n) + B/2 (h - 1 + (1 - (1 - alpha)^n) / alpha)
 * optimised    y(t) = l(t-1) + k (1 - (1 - alpha)^t) / alpha B + e(t)
 * dynamic      y(t) = l(t-1) + k ((1 - alpha)^(t-1) A(t-1)
 *                     + (1 - (1 - alpha)^t) / alpha B(t-1)) + e(t)
 *
 * k = 1 - 1/theta, from 0 (theta 1: exponential smoothing) to 1; A(t), B(t) is
 * the line through y(1) ... y(t). In the optimised model the term
 * (1 - alpha)^(t-1) A k of the paper is part of l(0), which is free. For the
 * same reason the dynamic one is fitted from t = 3 on: before there is no line,
 * and what the first errors are would depend on the zero of the scale.
 *
 * References: Assimakopoulos & Nikolopoulos, The theta model, International
 * Journal of Forecasting 16 (2000); Hyndman & Billah, Unmasking the theta
 * method, ibid. 19 (2003); Fiorucci, Pellegrini, Louzada, Petropoulos &
 * Koehler, Models for optimising the theta method, ibid. 32 (2016).
 */
#ifndef FC_MODELS_THETA_H
#define FC_MODELS_THETA_H

#include "models/model_type.h"
#include "stats/adjustment.h"

enum fc_theta_kind { FC_THETA_STANDARD, FC_THETA_OPTIMISED, FC_THETA_DYNAMIC };

/** The line of least squares through the first t values, and their mean. */
struct fc_theta_trend {
    double t;
    double a;
    double b;
    double mean;
};

/** What the likelihood is a function of; l(0) and k follow from alpha. */
struct fc_theta_parameters {
    double alpha;
    double level; /* l(0) */
    double k;
};

/** The model of a series without its season. */
struct fc_theta_line {
    enum fc_theta_kind kind;
    size_t n;
    struct fc_theta_parameters parameters;
    double level;                /* l(n) */
    struct fc_theta_trend trend; /* of all n */
    double sigma;
    double degrees;    /* of freedom, of sigma */
    double *residuals; /* n, NaN where there is none */
};

/** The state of a fit. */
struct fc_theta {
    struct fc_theta_line line;
    struct fc_adjustment season; /* of the series; the line has none */
};

/* theta_line.c */

/**
 * Estimate by least squares: the best alpha by search, the rest exactly.
 * @param y n values without season, at least fc_theta_line_fewest()
 */
fc_status fc_theta_line_fit(struct fc_theta_line *out, enum fc_theta_kind kind,
                            const double *y, size_t n, fc_error *err);
/** As fc_theta_line_fit(), with the parameters given. */
fc_status fc_theta_line_set(struct fc_theta_line *out, enum fc_theta_kind kind,
                            struct fc_theta_parameters parameters,
                            const double *y, size_t n, fc_error *err);
void fc_theta_line_release(struct fc_theta_line *line);
size_t fc_theta_line_fewest(enum fc_theta_kind kind);
/** The trend through one value more. */
struct fc_theta_trend fc_theta_trend_add(struct fc_theta_trend trend, double y);

/* theta_path.c */

/** The next @p steps values, with @p errors (NULL: none). */
void fc_theta_line_run(double *out, const struct fc_theta_line *line,
                       const double *errors, size_t steps);
/**
 * Their standard deviations, parameters taken as known.
 * @param room steps values
 */
void fc_theta_line_spread(double *out, double *room,
                          const struct fc_theta_line *line, size_t steps);

#endif
