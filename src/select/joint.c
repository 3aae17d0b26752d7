/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/joint.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/reconcile.h"

#include "base/memory.h"
#include "select/calibrate.h"

static const double least_spread = 1e-6; /* of the largest */

/* The origin of a backtest whose last actual is that of @p period; 0: none. */
static size_t origin_of(const fc_backtest *backtest, fc_period period)
{
    int64_t known = fc_period_distance(backtest->y.start, period) + 1;

    return known >= (int64_t)backtest->first
                   && known < (int64_t)backtest->y.length
               ? (size_t)known
               : 0;
}

/* The errors that follow @p period; false unless all series have one. */
static bool read_row(double *row, const struct fc_joint_member *members,
                     size_t count, fc_period period)
{
    for (size_t i = 0; i < count; i++) {
        size_t origin = origin_of(members[i].backtest, period);

        if (origin == 0) {
            return false;
        }
        row[i] = fc_past_error(members[i].backtest, members[i].spec, origin, 0);
        if (!isfinite(row[i])) {
            return false;
        }
    }
    return true;
}

static void set_identity(double *matrix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            matrix[i * n + j] = i == j ? 1.0 : 0.0;
        }
    }
}

/* Of a covariance to its correlation, in place. */
static void standardise(double *matrix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            if (i != j) {
                matrix[i * n + j] /= sqrt(matrix[i * n + i]
                                          * matrix[j * n + j]);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        matrix[i * n + i] = 1.0;
    }
}

fc_status fc_joint_correlation(double *correlation,
                               struct fc_joint_source *source,
                               const struct fc_joint_member *members,
                               size_t count, fc_period now, fc_error *err)
{
    double *errors = fc_calloc(FC_ORIGINS_DEFAULT * count, sizeof *errors);
    size_t rows = 0;
    size_t length = members[0].backtest->y.length;
    fc_status status = FC_OK;

    *source = (struct fc_joint_source){.intensity = 1.0};
    if (errors == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for joint errors");
    }
    for (size_t back = 1; back < length && rows < FC_ORIGINS_DEFAULT; back++) {
        rows += read_row(&errors[rows * count], members, count,
                         fc_period_add(now, -(int64_t)back));
    }
    if (rows >= FC_JOINT_FEWEST) {
        status = fc_shrink_covariance(correlation, &source->intensity, errors,
                                      rows, count, NULL);
    }
    free(errors);
    if (rows < FC_JOINT_FEWEST || status != FC_OK) {
        /* too few, or a series without errors: nothing goes together */
        source->intensity = 1.0;
        set_identity(correlation, count);
        return FC_OK;
    }
    source->errors = rows;
    standardise(correlation, count);
    return FC_OK;
}

void fc_joint_covariance(double *covariance, const double *correlation,
                         const double *spread, size_t count)
{
    double most = 0.0;
    double least = 0.0;

    for (size_t i = 0; i < count; i++) {
        most = fmax(most, spread[i]);
    }
    least = most > 0.0 ? least_spread * most : 1.0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            covariance[i * count + j] = correlation[i * count + j]
                                        * fmax(least, spread[i])
                                        * fmax(least, spread[j]);
        }
    }
}

/* Half of what lies within a spread on both sides of the centre. */
double fc_joint_spread(const struct fc_joint_member *member, size_t origin,
                       size_t step)
{
    const fc_backtest *backtest = member->backtest;
    size_t row = fc_backtest_row_index(backtest, member->spec, origin);
    size_t cell = row * backtest->horizon + step;
    double errors[FC_ORIGINS_DEFAULT];
    size_t count = fc_past_errors(errors, backtest, member->spec, origin, step);
    double spread = backtest->spreads[cell] * fc_past_factor(errors, count);
    double centre = backtest->centres[cell];
    const fc_transform *scale = &backtest->scales[row];
    double width = fc_transform_invert(scale, centre + spread)
                   - fc_transform_invert(scale, centre - spread);

    return isfinite(width) ? width / 2.0 : 0.0;
}
