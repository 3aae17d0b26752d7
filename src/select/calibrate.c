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
static const double smallest_factor = 0.7;

/* NaN if the candidate has no forecast there or sees no spread. */
static double standardised_error(const fc_backtest *backtest, size_t spec,
                                 size_t origin, size_t step)
{
    size_t row = fc_backtest_row_index(backtest, spec, origin);
    size_t cell = row * backtest->horizon + step;
    double spread = backtest->spreads[cell];
    double actual = backtest->y.values[origin + step];
    double error = 0.0;

    if (isnan(backtest->forecasts[cell]) || !(spread > 0.0)) {
        return (double)NAN;
    }
    error = (fc_transform_apply(&backtest->scales[row], actual)
             - backtest->centres[cell])
            / spread;
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
    return fmax(smallest_factor, sqrt(squares / count));
}

void fc_backtest_calibration(double *factor, const fc_backtest *backtest,
                             size_t spec, size_t origin)
{
    for (size_t step = 0; step < backtest->horizon; step++) {
        factor[step] = factor_of_step(backtest, spec, origin, step);
    }
}

/* Give the values of one step the mean @p wanted: in proportion, so that what
 * is positive stays so, or by a shift where there is no proportion. */
static void restore_mean(fc_paths *paths, size_t step, double wanted)
{
    double mean = fc_paths_mean(paths, step);
    bool proportion = wanted > 0.0 && mean > 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double *value = &paths->values[d * paths->steps + step];

        *value = proportion ? *value * (wanted / mean)
                            : *value + (wanted - mean);
    }
}

/* Spread the values of one step around their centre, keep their mean. On a
 * scale that bends only the values below the centre are spread on it, where
 * what is positive stays so: above it, that would let the mean run away from
 * the quantiles. */
static void widen(fc_paths *paths, size_t step, double factor,
                  const fc_transform *scale)
{
    double before = fc_paths_mean(paths, step);
    double centre = 0.0;
    double middle = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double value = paths->values[d * paths->steps + step];

        centre += fc_transform_apply(scale, value) / (double)paths->draws;
    }
    middle = fc_transform_invert(scale, centre);
    for (size_t d = 0; d < paths->draws; d++) {
        double *value = &paths->values[d * paths->steps + step];
        double w = fc_transform_apply(scale, *value);

        *value = w < centre ? fc_transform_invert(
                     scale, centre + factor * (w - centre))
                            : middle + factor * (*value - middle);
    }
    if (fc_transform_bends(scale)) {
        restore_mean(paths, step, before);
    }
}

void fc_paths_calibrate(fc_paths *paths, const double *factor,
                        const fc_transform *scale)
{
    for (size_t step = 0; step < paths->steps; step++) {
        if (factor[step] != 1.0) {
            widen(paths, step, factor[step], scale);
        }
    }
}
