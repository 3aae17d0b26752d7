/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accuracy of one candidate and the comparison of two, after the fact. */
#include "select/accuracy.h"
#include "select/losses.h"

enum { ALL_STEPS = 0 };

/* Add one step of an origin (from 1), or all of them. */
static void add_origin(struct fc_accuracy_sums *sums,
                       const fc_backtest *backtest, size_t spec, size_t origin,
                       size_t step)
{
    size_t first = step == ALL_STEPS ? 0 : step - 1;
    size_t end = step == ALL_STEPS ? backtest->horizon : step;

    for (size_t i = first; i < end; i++) {
        fc_accuracy_add(sums, fc_backtest_forecast(backtest, spec, origin, i),
                        fc_backtest_actual(backtest, origin, i),
                        fc_backtest_scale(backtest, origin));
    }
}

fc_accuracy fc_backtest_accuracy(const fc_backtest *backtest, size_t spec,
                                 size_t step, size_t origins)
{
    struct fc_accuracy_sums sums = {0};
    size_t last = fc_backtest_complete_until(backtest, backtest->y.length);
    size_t most = origins > 0 ? origins : FC_ORIGINS_DEFAULT;

    for (size_t i = 0; i < most && last >= backtest->first + i; i++) {
        add_origin(&sums, backtest, spec, last - i, step);
    }
    return fc_accuracy_of(&sums);
}

static fc_accuracy accuracy_over(const fc_backtest *backtest,
                                 const struct fc_losses *losses, size_t spec,
                                 size_t step)
{
    struct fc_accuracy_sums sums = {0};

    for (size_t i = 0; i < losses->count; i++) {
        add_origin(&sums, backtest, spec, losses->origin[i], step);
    }
    return fc_accuracy_of(&sums);
}

fc_status fc_backtest_compare(fc_comparison *out, const fc_backtest *backtest,
                              size_t spec_a, size_t spec_b, size_t origins,
                              fc_error *err)
{
    size_t length = backtest->y.length;
    size_t most = origins > 0 ? origins : FC_ORIGINS_DEFAULT;
    struct fc_losses_request request = {
        .now = length,
        .newest = fc_backtest_complete_until(backtest, length),
        .origins = most < length ? most : length,
        .logs = fc_losses_logs(backtest, length)};
    struct fc_losses losses = {0};
    fc_comparison result = {0};
    fc_status status = fc_losses_init(&losses, request.origins, err);

    if (status != FC_OK) {
        return status;
    }
    fc_losses_fill(&losses, backtest, &request, spec_a, spec_b);
    status = fc_dm_test_compute(&result.test, losses.a, losses.b, losses.count,
                                backtest->horizon, err);
    if (status == FC_OK) {
        result.origins = losses.count;
        result.a = accuracy_over(backtest, &losses, spec_a, ALL_STEPS);
        result.b = accuracy_over(backtest, &losses, spec_b, ALL_STEPS);
        result.a_first = accuracy_over(backtest, &losses, spec_a, 1);
        result.b_first = accuracy_over(backtest, &losses, spec_b, 1);
        *out = result;
    }
    fc_losses_release(&losses);
    return status;
}
