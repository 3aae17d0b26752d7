/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calibration of the intervals on past errors: scaled (auto), or re-mapped
 * (conformal, select/conformal.c).
 *
 * With u(o,h) the error of step h at an earlier origin o over the spread that
 * the model gave it there (both on the model's own scale), the spread of step h
 * is multiplied by
 *
 *   k(h) = max(0.7, sqrt((a + sum u(o,h)^2) / (a + n))),
 *
 * the sum over the latest 40 origins whose step h is known by now: the
 * posterior scale under a prior worth `a` errors that the model is right. It
 * narrows by no more than three tenths: a quiet past is no promise. Large
 * errors count as five spreads, so that one wild period does not make every
 * later interval useless.
 */
#include "select/calibrate.h"

#include <math.h>

#include "select/conformal.h"

const double fc_largest_error = 5.0;

static const double prior_errors = 4.0;
static const double smallest_factor = 0.7;

double fc_past_error(const fc_backtest *backtest, size_t spec, size_t origin,
                     size_t step)
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
    return fmax(-fc_largest_error, fmin(fc_largest_error, error));
}

size_t fc_past_errors(double errors[FC_ORIGINS_DEFAULT],
                      const fc_backtest *backtest, size_t spec, size_t origin,
                      size_t step)
{
    size_t used = 0;

    for (size_t past = origin > step ? origin - step - 1 : 0;
         past >= backtest->first && used < FC_ORIGINS_DEFAULT; past--) {
        double u = fc_past_error(backtest, spec, past, step);

        if (isfinite(u)) {
            errors[used++] = u;
        }
    }
    return used;
}

double fc_past_factor(const double *errors, size_t count)
{
    double squares = prior_errors;

    for (size_t i = 0; i < count; i++) {
        squares += errors[i] * errors[i];
    }
    return fmax(smallest_factor,
                sqrt(squares / (prior_errors + (double)count)));
}

void fc_backtest_calibration(double *factor, const fc_backtest *backtest,
                             size_t spec, size_t origin)
{
    for (size_t step = 0; step < backtest->horizon; step++) {
        double errors[FC_ORIGINS_DEFAULT];
        size_t count = fc_past_errors(errors, backtest, spec, origin, step);

        factor[step] = fc_past_factor(errors, count);
    }
}

void fc_paths_restore_mean(fc_paths *paths, size_t step, double wanted,
                           const fc_transform *scale)
{
    double mean = fc_paths_mean(paths, step);
    bool proportion = fc_transform_bends(scale) && wanted > 0.0 && mean > 0.0;

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
        fc_paths_restore_mean(paths, step, before, scale);
    }
}

static void scale_step(fc_paths *paths, size_t step, double factor,
                       const fc_transform *scale)
{
    if (factor != 1.0) {
        widen(paths, step, factor, scale);
    }
}

void fc_paths_calibrate(fc_paths *paths, const double *factor,
                        const fc_transform *scale)
{
    for (size_t step = 0; step < paths->steps; step++) {
        scale_step(paths, step, factor[step], scale);
    }
}

/* One step from the errors that are known at the origin. */
static fc_step_calibration calibrate_step(fc_paths *paths, size_t step,
                                          struct fc_conformal *room,
                                          const fc_backtest *backtest,
                                          const fc_calibration_request *request)
{
    fc_step_calibration out = {0};
    struct fc_step_past past;

    fc_step_past_collect(&past, backtest, request->spec, request->origin, step);
    out = (fc_step_calibration){.factor = past.factor, .errors = past.own};
    if (room->draws > 0 && past.own >= FC_CONFORMAL_FEWEST) {
        out.conformal = true;
        out.factor = fc_conformal_remap(room, paths, step, &past,
                                        &request->scale);
    } else {
        scale_step(paths, step, past.factor, &request->scale);
    }
    return out;
}

fc_status fc_backtest_calibrate(fc_paths *paths, fc_step_calibration *steps,
                                const fc_backtest *backtest,
                                const fc_calibration_request *request,
                                fc_error *err)
{
    struct fc_conformal room = {0};
    fc_status status = FC_OK;
    bool scaled = request->intervals == FC_INTERVALS_AUTO
                  || request->intervals == FC_INTERVALS_CONFORMAL;

    if (request->intervals == FC_INTERVALS_CONFORMAL) {
        status = fc_conformal_init(&room, paths->draws, err);
    }
    for (size_t step = 0; step < paths->steps && status == FC_OK; step++) {
        steps[step] = (fc_step_calibration){.factor = 1.0};
        if (scaled) {
            steps[step] = calibrate_step(paths, step, &room, backtest, request);
        }
    }
    fc_conformal_release(&room);
    return status;
}
