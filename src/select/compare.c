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

/* The comparison at one step (from 1) or over all of them. */
struct pair {
    size_t a;
    size_t b;
    size_t step;
    size_t origins;
};

static fc_status compare(fc_comparison *out, const fc_backtest *backtest,
                         struct pair pair, fc_error *err)
{
    size_t length = backtest->y.length;
    size_t most = pair.origins > 0 ? pair.origins : FC_ORIGINS_DEFAULT;
    struct fc_losses_request request = {
        .now = length,
        .newest = fc_backtest_complete_until(backtest, length),
        .origins = most < length ? most : length,
        .logs = fc_losses_logs(backtest, length),
        .step = pair.step};
    struct fc_losses losses = {0};
    fc_comparison result = {0};
    fc_status status = fc_losses_init(&losses, request.origins, err);

    if (status != FC_OK) {
        return status;
    }
    fc_losses_fill(&losses, backtest, &request, pair.a, pair.b);
    status = fc_dm_test_compute(
        &result.test, losses.a, losses.b, losses.count,
        pair.step == ALL_STEPS ? backtest->horizon : pair.step, err);
    if (status == FC_OK) {
        result.origins = losses.count;
        result.a = accuracy_over(backtest, &losses, pair.a, pair.step);
        result.b = accuracy_over(backtest, &losses, pair.b, pair.step);
        result.a_first = accuracy_over(backtest, &losses, pair.a, 1);
        result.b_first = accuracy_over(backtest, &losses, pair.b, 1);
        *out = result;
    }
    fc_losses_release(&losses);
    return status;
}

fc_status fc_backtest_compare(fc_comparison *out, const fc_backtest *backtest,
                              size_t spec_a, size_t spec_b, size_t origins,
                              fc_error *err)
{
    return compare(
        out, backtest,
        (struct pair){
            .a = spec_a, .b = spec_b, .step = ALL_STEPS, .origins = origins},
        err);
}

fc_status fc_backtest_compare_step(fc_comparison *out,
                                   const fc_backtest *backtest, size_t spec_a,
                                   size_t spec_b,
                                   const fc_comparison_options *options,
                                   fc_error *err)
{
    if (options->step == 0 || options->step > backtest->horizon) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "step %zu is not among the %zu that were forecast",
                       options->step, backtest->horizon);
    }
    return compare(out, backtest,
                   (struct pair){.a = spec_a,
                                 .b = spec_b,
                                 .step = options->step,
                                 .origins = options->origins},
                   err);
}
