/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice: the incumbent stays unless a rival is better beyond chance.
 * docs/decisions/0007-the-choice.md tells why.
 */
#include "select/losses.h"

/* Fewer common origins say nothing about who is better. */
enum { FEWEST_ORIGINS = 8 };

/* Two-sided p-value of the Diebold-Mariano test below which a rival wins. */
static const double significance = 0.05;

/* How much lower the mean loss of @p rival was; 0 if that may be chance. */
static double proven_gain(struct fc_losses *losses, const fc_backtest *backtest,
                          const struct fc_losses_request *request,
                          size_t incumbent, size_t rival)
{
    fc_dm_test test = {0};
    fc_status status = FC_OK;

    fc_losses_fill(losses, backtest, request, incumbent, rival);
    if (losses->count < FEWEST_ORIGINS) {
        return 0.0;
    }
    status = fc_dm_test_compute(&test, losses->a, losses->b, losses->count,
                                backtest->horizon, NULL);
    if (status != FC_OK || test.p_value >= significance) {
        return 0.0;
    }
    return test.mean_difference;
}

/* The first of @p count candidates with a forecast at the origin, or their
 * number. */
static size_t find_incumbent(const fc_backtest *backtest, size_t origin,
                             size_t count)
{
    size_t spec = 0;

    while (spec < count && !fc_backtest_has(backtest, spec, origin)) {
        spec++;
    }
    return spec;
}

fc_status fc_backtest_choose(size_t *out, const fc_backtest *backtest,
                             size_t origin, fc_error *err)
{
    return fc_backtest_choose_among(out, backtest, origin, backtest->spec_count,
                                    err);
}

fc_status fc_backtest_choose_among(size_t *out, const fc_backtest *backtest,
                                   size_t origin, size_t count, fc_error *err)
{
    struct fc_losses losses = {0};
    struct fc_losses_request request = {
        .now = origin, .newest = origin - 1, .origins = FC_ORIGINS_DEFAULT};
    size_t incumbent = count;
    double largest = 0.0;
    fc_status status = FC_OK;

    if (origin >= backtest->first && origin <= backtest->y.length) {
        incumbent = find_incumbent(backtest, origin, count);
    }
    if (incumbent == count) {
        return FC_FAIL(err, FC_ERR_NOT_FOUND,
                       "no candidate has a forecast after %zu observations",
                       origin);
    }
    status = fc_losses_init(&losses, FC_ORIGINS_DEFAULT, err);
    if (status != FC_OK) {
        return status;
    }
    request.logs = fc_losses_logs(backtest, origin);
    *out = incumbent;
    for (size_t rival = incumbent + 1; rival < count; rival++) {
        double gain = 0.0;

        if (fc_backtest_has(backtest, rival, origin)) {
            gain = proven_gain(&losses, backtest, &request, incumbent, rival);
        }
        if (gain > largest) {
            largest = gain;
            *out = rival;
        }
    }
    fc_losses_release(&losses);
    return FC_OK;
}
