/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calibration of the intervals on past errors.
 *
 * With u(o,h) the error of step h at an earlier origin o over the spread that
 * the model gave it there (both on the model's own scale), the spread of step h
 * is multiplied by
 *
 *   k(h) = max(1, sqrt((a + sum u(o,h)^2) / (a + n))),
 *
 * the sum over the latest 40 origins whose step h is known by now: the
 * posterior scale under a prior worth `a` errors that the model is right. It
 * only widens, because the model's own uncertainty is a floor: a quiet past is
 * no promise. Large errors count as five spreads, so that one wild period does
 * not make every later interval useless.
 */
#include <math.h>

#include "select/backtest.h"

static const double prior_errors = 4.0;
static const double largest_error = 5.0;

/* NaN if the candidate has no forecast there or sees no spread. */
static double standardised_error(const fc_backtest *backtest, size_t spec,
                                 size_t origin, size_t step)
{
    size_t row = fc_backtest_row_index(backtest, spec, origin);
    size_t cell = row * backtest->horizon + step;
    double spread = backtest->spreads[cell];
    double forecast = backtest->forecasts[cell];
    double actual = backtest->y.values[origin + step];
    double error = actual - forecast;

    if (isnan(forecast) || !(spread > 0.0)) {
        return (double)NAN;
    }
    if (backtest->logged[row]) {
        /* The forecast is a mean; its logarithm lies above the centre. */
        error = log(actual) - log(forecast) + 0.5 * spread * spread;
    }
    error /= spread;
    return fmax(-largest_error, fmin(largest_error, error));
}

static double factor_of_step(const fc_backtest *backtest, size_t spec,
                             size_t origin, size_t step)
{
    double squares = prior_errors;
    double count = prior_errors;
    size_t used = 0;

    for (size_t past = origin > step ? origin - step - 1 : 0;
         past >= backtest->first && used < FC_ORIGINS_DEFAULT; past--) {
        double u = standardised_error(backtest, spec, past, step);

        if (isfinite(u)) {
            squares += u * u;
            count += 1.0;
            used++;
        }
    }
    return fmax(1.0, sqrt(squares / count));
}

void fc_backtest_calibration(double *factor, const fc_backtest *backtest,
                             size_t spec, size_t origin)
{
    for (size_t step = 0; step < backtest->horizon; step++) {
        factor[step] = factor_of_step(backtest, spec, origin, step);
    }
}

/* Spread the values of one step around their centre, keep their mean. Of a
 * logged model only the values below the centre are spread on logarithms, where
 * they stay positive: above it, that would let the mean run away from the
 * quantiles. */
static void widen(fc_paths *paths, size_t step, double factor, bool logged)
{
    double before = fc_paths_mean(paths, step);
    double centre = 0.0;
    double after = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double value = paths->values[d * paths->steps + step];

        centre += (logged ? log(value) : value) / (double)paths->draws;
    }
    centre = logged ? exp(centre) : centre;
    for (size_t d = 0; d < paths->draws; d++) {
        double *value = &paths->values[d * paths->steps + step];

        *value = logged && *value < centre
                     ? centre * pow(*value / centre, factor)
                     : centre + factor * (*value - centre);
    }
    after = fc_paths_mean(paths, step);
    for (size_t d = 0; logged && d < paths->draws; d++) {
        paths->values[d * paths->steps + step] *= before / after;
    }
}

void fc_paths_calibrate(fc_paths *paths, const double *factor, bool logged)
{
    for (size_t step = 0; step < paths->steps; step++) {
        if (factor[step] > 1.0) {
            widen(paths, step, factor[step], logged);
        }
    }
}
