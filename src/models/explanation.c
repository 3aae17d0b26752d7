/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/explanation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/model_type.h"
#include "stats/transform.h"

void fc_explanation_free(fc_explanation *explanation)
{
    if (explanation == NULL) {
        return;
    }
    for (size_t k = 0; explanation->names != NULL && k < explanation->count;
         k++) {
        free(explanation->names[k]);
    }
    free(explanation->names);
    free(explanation->parts);
    free(explanation->effects);
    free(explanation->forecast);
    free(explanation);
}

/* The level that the first parts of a step add up to. */
static double level(const fc_explanation *explanation, double sum)
{
    return explanation->logged ? fc_exp_bounded(sum) : sum;
}

/* The last part closes the sum; then every part gets its effect. */
static fc_status close_step(fc_explanation *explanation, size_t step,
                            fc_error *err)
{
    double *parts = explanation->parts + step * explanation->count;
    double *effects = explanation->effects + step * explanation->count;
    double mean = explanation->forecast[step];
    size_t last = explanation->count - 1;
    double before = 0.0;
    double sum = 0.0;

    if (explanation->logged && !(mean > 0.0)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the forecast of step %zu is %g, but the model works on "
                       "its logarithm",
                       step + 1, mean);
    }
    for (size_t k = 0; k < last; k++) {
        sum += parts[k];
        effects[k] = level(explanation, sum) - before;
        before = level(explanation, sum);
    }
    parts[last] = (explanation->logged ? log(mean) : mean) - sum;
    effects[last] = mean - before;
    if (!isfinite(sum)) {
        return FC_FAIL(err, FC_ERR_NONFINITE,
                       "the parts of step %zu are not finite numbers",
                       step + 1);
    }
    return FC_OK;
}

static fc_status explain(fc_explanation *explanation, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    fc_status status = fit->spec.type->explain(explanation, fit, future, err);

    for (size_t h = 0; status == FC_OK && h < explanation->steps; h++) {
        status = close_step(explanation, h, err);
    }
    return status;
}

fc_status fc_fit_explain(fc_explanation **out, const fc_fit *fit, size_t steps,
                         const double *mean, const fc_future *future,
                         fc_error *err)
{
    fc_explanation *explanation = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (steps == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "the horizon is at least 1");
    }
    if (fit->spec.type->explain == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s' is no sum of terms, so there is nothing to "
                       "explain it by; name a regression, such as yoy",
                       fit->spec.type->name);
    }
    explanation = fc_calloc(1, sizeof *explanation);
    if (explanation != NULL) {
        explanation->forecast = fc_calloc(steps, sizeof(double));
    }
    if (explanation == NULL || explanation->forecast == NULL) {
        fc_explanation_free(explanation);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    explanation->logged = fit->summary.logged;
    explanation->steps = steps;
    if (mean != NULL) {
        memcpy(explanation->forecast, mean, steps * sizeof(double));
    } else {
        status = fc_fit_predict(explanation->forecast, fit, steps, future, err);
    }
    if (status == FC_OK) {
        status = explain(explanation, fit, future, err);
    }
    if (status != FC_OK) {
        fc_explanation_free(explanation);
        return status;
    }
    *out = explanation;
    return FC_OK;
}
