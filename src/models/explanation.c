/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/explanation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/model_type.h"

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

fc_status fc_explanation_allocate(fc_explanation *out, const fc_fit *fit,
                                  const char *const *names, size_t count,
                                  fc_error *err)
{
    out->count = count + 1;
    out->names = fc_calloc(out->count, sizeof *out->names);
    out->parts = fc_calloc(out->steps * out->count, sizeof(double));
    out->effects = fc_calloc(out->steps * out->count, sizeof(double));
    for (size_t k = 0; out->names != NULL && k < out->count; k++) {
        const char *last = fc_fit_is_bent(fit) ? "mean above median"
                                               : "mean of paths";

        out->names[k] = fc_text_copy(k < count ? names[k] : last);
        if (out->names[k] == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY,
                           "out of memory for an explanation");
        }
    }
    if (out->names == NULL || out->parts == NULL || out->effects == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    return FC_OK;
}

/* The last part closes the sum; then every part gets its effect. */
static fc_status close_step(fc_explanation *explanation, size_t step,
                            fc_error *err)
{
    const fc_transform *scale = &explanation->scale;
    double *parts = explanation->parts + step * explanation->count;
    double *effects = explanation->effects + step * explanation->count;
    double mean = explanation->forecast[step];
    double whole = fc_transform_apply(scale, mean);
    size_t last = explanation->count - 1;
    double before = 0.0;
    double sum = 0.0;

    if (isnan(whole)) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "the forecast of step %zu is %g, but the model works on "
                       "its logarithm",
                       step + 1, mean);
    }
    for (size_t k = 0; k < last; k++) {
        sum += parts[k];
        effects[k] = fc_transform_invert(scale, sum) - before;
        before = fc_transform_invert(scale, sum);
    }
    parts[last] = whole - sum;
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
    explanation->scale = fc_fit_transform(fit);
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
