/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/losses.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "select/accuracy.h"
#include "stats/transform.h"

fc_status fc_losses_init(struct fc_losses *losses, size_t origins,
                         fc_error *err)
{
    *losses = (struct fc_losses){
        .origin = fc_calloc(origins, sizeof *losses->origin),
        .a = fc_calloc(origins, sizeof *losses->a),
        .b = fc_calloc(origins, sizeof *losses->b)};
    if (losses->origin == NULL || losses->a == NULL || losses->b == NULL) {
        fc_losses_release(losses);
        return FC_FAIL(err, FC_ERR_MEMORY,
                       "out of memory for the losses of %zu origins", origins);
    }
    return FC_OK;
}

void fc_losses_release(struct fc_losses *losses)
{
    free(losses->origin);
    free(losses->a);
    free(losses->b);
    *losses = (struct fc_losses){0};
}

/* Steps of @p origin that have an actual at @p now. */
static size_t known_steps(const fc_backtest *backtest, size_t origin,
                          size_t now)
{
    size_t steps = now > origin ? now - origin : 0;

    return steps < backtest->horizon ? steps : backtest->horizon;
}

/* A row is missing as a whole, and then NaN is not at most zero. */
static bool any_not_positive(const double *row, size_t steps)
{
    for (size_t step = 0; step < steps; step++) {
        if (row[step] <= 0.0) {
            return true;
        }
    }
    return false;
}

bool fc_losses_logs(const fc_backtest *backtest, size_t now)
{
    if (!fc_known_positive(backtest->y.values, now)) {
        return false;
    }
    for (size_t origin = backtest->first; origin < now; origin++) {
        size_t steps = known_steps(backtest, origin, now);

        for (size_t spec = 0; spec < backtest->spec_count; spec++) {
            if (any_not_positive(fc_backtest_row(backtest, spec, origin),
                                 steps)) {
                return false;
            }
        }
    }
    return true;
}

double fc_losses_at(const fc_backtest *backtest, size_t spec, size_t origin,
                    const struct fc_losses_request *request)
{
    size_t first = request->step > 0 ? request->step - 1 : 0;
    size_t end = request->step > 0
                     ? request->step
                     : known_steps(backtest, origin, request->now);
    const double *row = fc_backtest_row(backtest, spec, origin);
    double scale = fc_backtest_scale(backtest, origin).mae;
    double sum = 0.0;
    double count = 0.0;

    for (size_t step = first; step < end; step++) {
        double actual = backtest->y.values[origin + step];

        if (!isnan(actual)) {
            sum += request->logs
                       ? fabs(log(row[step] / actual))
                       : fc_accuracy_ratio(fabs(row[step] - actual), scale);
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : fc_missing();
}

void fc_losses_fill(struct fc_losses *losses, const fc_backtest *backtest,
                    const struct fc_losses_request *request, size_t a, size_t b)
{
    losses->count = 0;
    for (size_t origin = request->newest;
         origin >= backtest->first && losses->count < request->origins;
         origin--) {
        double loss_a = fc_losses_at(backtest, a, origin, request);
        double loss_b = fc_losses_at(backtest, b, origin, request);

        if (isfinite(loss_a) && isfinite(loss_b)) {
            losses->origin[losses->count] = origin;
            losses->a[losses->count] = loss_a;
            losses->b[losses->count] = loss_b;
            losses->count++;
        }
    }
}
