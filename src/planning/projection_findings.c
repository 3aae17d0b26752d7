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
 * absolute one. */
static double loss_of(const fc_accuracy *accuracy)
{
    return isnan(accuracy->mape) ? accuracy->mae : accuracy->mape;
}

bool fc_projection_is_better(const fc_accuracy *a, const fc_accuracy *b)
{
    return a->n != b->n ? a->n > b->n : loss_of(a) < loss_of(b);
}

size_t fc_projection_runner_up(const fc_projection *projection)
{
    size_t count = fc_backtest_spec_count(projection->backtest);
    size_t best = count;

    for (size_t i = 0; projection->standing != NULL && i < count; i++) {
        const struct fc_standing *standing = &projection->standing[i];

        if (i != projection->chosen && standing->all.n > 0
            && (best == count
                || fc_projection_is_better(&standing->all,
                                           &projection->standing[best].all))) {
            best = i;
        }
    }
    return best;
}

/* A regression estimates coefficients, and not the mean alone. One that cannot
 * be fitted today is none. */
static fc_status is_regression(bool *out, const fc_model_spec *spec,
                               const fc_training *training, fc_error *err)
{
    fc_fit *fit = NULL;
    size_t estimated = 0;
    fc_status status = fc_fit_create(&fit, spec, training, err);

    *out = false;
    if (status != FC_OK) {
        return status == FC_ERR_MEMORY ? status : FC_OK;
    }
    for (size_t i = 0; i < fc_fit_coefficient_count(fit); i++) {
        estimated += isfinite(fc_fit_coefficient_at(fit, i).standard_error)
                     != 0;
    }
    fc_fit_free(fit);
    *out = estimated > 1;
    return FC_OK;
}

/* The best regression that uses a regressor, or that does not. */
struct best {
    bool with; /* wanted */
    bool found;
    size_t spec;
};

static fc_status best_regression(struct best *best,
                                 const fc_projection *projection,
                                 const fc_training *training, const char *name,
                                 fc_error *err)
{
    size_t count = fc_backtest_spec_count(projection->backtest);
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        const struct fc_standing *standing = &projection->standing[i];
        const fc_model_spec *spec = fc_backtest_spec_at(projection->backtest,
                                                        i);
        bool regression = false;

        if (standing->all.n == 0
            || fc_model_spec_uses_regressor(spec, name) != best->with
            || (best->found
                && !fc_projection_is_better(
                    &standing->all, &projection->standing[best->spec].all))) {
            continue;
        }
        status = is_regression(&regression, spec, training, err);
        if (regression) {
            best->found = true;
            best->spec = i;
        }
    }
    return status;
}

static fc_status compare(struct fc_finding *finding,
                         const fc_projection *projection,
                         const fc_training *training, fc_error *err)
{
    struct best with = {.with = true};
    struct best without = {.with = false};
    fc_status status = FC_OK;

    if (projection->evaluation == NULL) {
        return FC_OK;
    }
    status = best_regression(&with, projection, training, finding->name, err);
    if (status == FC_OK) {
        status = best_regression(&without, projection, training, finding->name,
                                 err);
    }
    if (status != FC_OK || !with.found || !without.found) {
        return status;
    }
    finding->with = with.spec;
    finding->without = without.spec;
    status = fc_backtest_compare(&finding->of, projection->backtest,
                                 finding->with, finding->without,
                                 projection->evaluation->origins, err);
    finding->compared = status == FC_OK;
    /* Too few common origins to compare is a finding, not a failure. */
    return status == FC_ERR_TOO_SHORT ? FC_OK : status;
}

fc_status fc_projection_add_findings(fc_projection *projection,
                                     const fc_training *training, fc_error *err)
{
    fc_status status = FC_OK;

    projection->findings = fc_calloc(training->regressor_count,
                                     sizeof *projection->findings);
    if (projection->findings == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for regressors");
    }
    for (size_t i = 0; i < training->regressor_count && status == FC_OK; i++) {
        struct fc_finding *finding = &projection->findings[i];

        finding->name = fc_text_copy(training->regressors[i].name);
        if (finding->name == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a name");
        }
        projection->finding_count++;
        status = compare(finding, projection, training, err);
    }
    return status;
}
