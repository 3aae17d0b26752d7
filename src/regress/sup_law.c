/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * U(t) = W(e^t) / e^(t/2) is a stationary Ornstein-Uhlenbeck process, and
 * x = |U|^2 / 2 a diffusion with generator
 *
 *   L f = x f'' + (b - x) f',   b = dimension / 2,
 *
 * and density w(x) = x^(b-1) e^(-x) / Gamma(b). Killed where it reaches
 * c = statistic / 2, its eigenfunctions are Kummer's M(-v, b, x) with the v for
 * which M(-v, b, c) = 0, and
 *
 *   P(not reached in span) = sum over v of a(v) e^(-v span),
 *   a(v) = (integral of f w)^2 / (integral of f^2 w)
 *        = c w(c) f'(c) / (v^2 df(c)/dv),
 *
 * both integrals from 0 to c by Green's formula. The roots lie about one apart,
 * so that a dozen terms suffice for the usual spans.
 *
 * References: Andrews (1993), Econometrica 61, 821-856; Estrella (2003),
 * Econometric Theory 19, 1128-1143.
 */
#include "regress/sup_law.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_hyperg.h>
#include <math.h>

/* Roots are looked for in steps; two lie further apart than that. */
static const double root_step = 0.125;

/* Terms below exp(-this) count for nothing. */
static const double last_exponent = 30.0;

/* Below this span the series converges slowly and the law is chi-squared up to
 * less than what is shown. */
static const double least_span = 0.02;

/* The tail beyond is below 1e-12, where one less a sum has no digits left. */
static const double largest_statistic = 90.0;

enum { MOST_ITERATIONS = 200 };

struct law {
    double b;
    double c;
    double span;
};

/* M(-v, b, c); NaN if it cannot be computed. */
static double kummer(double v, double b, double c)
{
    gsl_sf_result result = {0};

    return gsl_sf_hyperg_1F1_e(-v, b, c, &result) == GSL_SUCCESS ? result.val
                                                                 : (double)NAN;
}

static double at_boundary(double v, void *context)
{
    const struct law *law = context;

    return kummer(v, law->b, law->c);
}

/* The root between @p low and @p high; NaN if there is no progress. */
static double root_between(gsl_root_fsolver *solver, struct law *law,
                           double low, double high)
{
    gsl_function function = {.function = at_boundary, .params = law};

    if (gsl_root_fsolver_set(solver, &function, low, high) != GSL_SUCCESS) {
        return (double)NAN;
    }
    for (int i = 0; i < MOST_ITERATIONS; i++) {
        if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS) {
            return (double)NAN;
        }
        if (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                   gsl_root_fsolver_x_upper(solver), 0.0, 1e-14)
            == GSL_SUCCESS) {
            break;
        }
    }
    return gsl_root_fsolver_root(solver);
}

/* a(v) e^(-v span) at a root v. */
static double term(const struct law *law, double v)
{
    double step = 1e-4 * v;
    double slope = (-kummer(v + 2.0 * step, law->b, law->c)
                    + 8.0 * kummer(v + step, law->b, law->c)
                    - 8.0 * kummer(v - step, law->b, law->c)
                    + kummer(v - 2.0 * step, law->b, law->c))
                   / (12.0 * step);
    /* f'(c) = -(v / b) M(1 - v, b + 1, c) */
    double derivative = -kummer(v - 1.0, law->b + 1.0, law->c) / law->b;
    double density = exp(law->b * log(law->c) - law->c
                         - gsl_sf_lngamma(law->b));

    return density * derivative / (v * slope) * exp(-v * law->span);
}

static double survival(gsl_root_fsolver *solver, struct law *law)
{
    double sum = 0.0;
    double low = 0.0;
    double at_low = 1.0;

    while (low * law->span < last_exponent) {
        double high = low + root_step;
        double at_high = kummer(high, law->b, law->c);

        if (isnan(at_high)) {
            return at_high;
        }
        if ((at_low > 0.0) != (at_high > 0.0)) {
            sum += term(law, root_between(solver, law, low, high));
        }
        low = high;
        at_low = at_high;
    }
    return sum;
}

fc_status fc_sup_law_tail(double *out, double statistic, size_t dimension,
                          double span, fc_error *err)
{
    struct law law = {
        .b = 0.5 * (double)dimension, .c = 0.5 * statistic, .span = span};
    gsl_root_fsolver *solver = NULL;
    double left = 0.0;

    if (!(statistic > 0.0) || span < least_span) {
        *out = gsl_cdf_chisq_Q(fmax(statistic, 0.0), (double)dimension);
        return FC_OK;
    }
    if (statistic > largest_statistic + 4.0 * (double)dimension) {
        *out = 0.0;
        return FC_OK;
    }
    solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a p value");
    }
    left = survival(solver, &law);
    gsl_root_fsolver_free(solver);
    if (!isfinite(left)) {
        return FC_FAIL(err, FC_ERR_CONVERGENCE,
                       "the p value of the scan for breaks cannot be computed "
                       "at %g with %zu columns",
                       statistic, dimension);
    }
    *out = fmin(fmax(1.0 - left, 0.0), 1.0);
    return FC_OK;
}
