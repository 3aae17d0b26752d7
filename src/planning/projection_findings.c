/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How each candidate did at the origins of the evaluation, and whether the
 * regressors help: the best regression with a regressor against the best one
 * without it. (Best at the same origins: the comparison looks back, it does
 * not choose.)
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "planning/projection_state.h"

/* Forecasts and actuals of one candidate over the origins of the evaluation,
 * step by step. */
struct pairs {
    double *forecast; /* origins x steps, step-major */
    double *actual;
};

static void collect(struct pairs *pairs, const fc_projection *projection,
                    size_t spec)
{
    const fc_evaluation *evaluation = projection->evaluation;
    size_t n = evaluation->origins;

    for (size_t s = 0; s < evaluation->horizon; s++) {
        for (size_t o = 0; o < n; o++) {
            pairs->forecast[s * n + o] = fc_backtest_forecast(
                projection->backtest, spec, evaluation->origin[o], s);
            pairs->actual[s * n + o] = fc_backtest_actual(
                projection->backtest, evaluation->origin[o], s);
        }
    }
}

fc_status fc_projection_add_standing(fc_projection *projection, fc_error *err)
{
    size_t count = fc_backtest_spec_count(projection->backtest);
    size_t n = projection->evaluation->origins;
    size_t total = n * projection->evaluation->horizon;
    struct pairs pairs = {.forecast = fc_calloc(total, sizeof(double)),
                          .actual = fc_calloc(total, sizeof(double))};

    projection->standing = fc_calloc(count, sizeof *projection->standing);
    if (projection->standing == NULL || pairs.forecast == NULL
        || pairs.actual == NULL) {
        free(pairs.forecast);
        free(pairs.actual);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the candidates");
    }
    for (size_t i = 0; i < count; i++) {
        collect(&pairs, projection, i);
        projection->standing[i] = (struct fc_standing){
            .spec = i,
            .first = fc_accuracy_compute(pairs.forecast, pairs.actual, NULL, n),
            .all = fc_accuracy_compute(pairs.forecast, pairs.actual, NULL,
                                       total),
        };
    }
    free(pairs.forecast);
    free(pairs.actual);
    return FC_OK;
}

/* The percentage error where it exists (no zero among the actuals), else the
 * absolute one; infinite for a candidate without forecasts. */
static double loss_of(const fc_projection *projection, size_t spec)
{
    const fc_accuracy *all = &projection->standing[spec].all;
    double loss = isnan(all->mape) ? all->mae : all->mape;

    /* A candidate that misses origins is not measured on the same ground. */
    if (all->n < projection->evaluation->overall.n || isnan(loss)) {
        return HUGE_VAL;
    }
    return loss;
}

/* A regression estimates coefficients with standard errors. */
static bool is_regression(const fc_model_spec *spec,
                          const fc_training *training)
{
    fc_fit *fit = NULL;
    bool found = false;

    if (fc_fit_create(&fit, spec, training, NULL) != FC_OK) {
        return false;
    }
    for (size_t i = 0; i < fc_fit_coefficient_count(fit) && !found; i++) {
        found = isfinite(fc_fit_coefficient_at(fit, i).standard_error);
    }
    fc_fit_free(fit);
    return found;
}

/* The best regression that uses @p name, or that does not. */
static bool best_regression(size_t *out, const fc_projection *projection,
                            const fc_training *training, const char *name,
                            bool with)
{
    size_t count = fc_backtest_spec_count(projection->backtest);
    double least = HUGE_VAL;

    for (size_t i = 0; i < count; i++) {
        const fc_model_spec *spec = fc_backtest_spec_at(projection->backtest,
                                                        i);
        double loss = loss_of(projection, i);

        if (fc_model_spec_uses_regressor(spec, name) == with && loss < least
            && is_regression(spec, training)) {
            least = loss;
            *out = i;
        }
    }
    return least < HUGE_VAL;
}

static void compare(struct fc_finding *finding, const fc_projection *projection,
                    const fc_training *training)
{
    if (projection->evaluation == NULL
        || !best_regression(&finding->with, projection, training, finding->name,
                            true)
        || !best_regression(&finding->without, projection, training,
                            finding->name, false)) {
        return;
    }
    /* Too few common origins to compare is a finding, not a failure. */
    finding->compared = fc_backtest_compare(&finding->of, projection->backtest,
                                            finding->with, finding->without,
                                            projection->evaluation->origins,
                                            NULL)
                        == FC_OK;
}

fc_status fc_projection_add_findings(fc_projection *projection,
                                     const fc_training *training, fc_error *err)
{
    projection->findings = fc_calloc(training->regressor_count,
                                     sizeof *projection->findings);
    if (projection->findings == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    for (size_t i = 0; i < training->regressor_count; i++) {
        struct fc_finding *finding = &projection->findings[i];

        finding->name = fc_text_copy(training->regressors[i].name);
        if (finding->name == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a name");
        }
        projection->finding_count++;
        compare(finding, projection, training);
    }
    return FC_OK;
}
