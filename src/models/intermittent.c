/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/intermittent.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"

/* "ALPHA", or "ALPHA,ALPHA" for two; NaN for what is not given. */
static bool parse_constants(double out[FC_INTERMITTENT_CONSTANTS],
                            const struct fc_intermittent_method *method,
                            const char *options)
{
    bool given = options[0] != '\0';

    for (size_t i = 0; i < FC_INTERMITTENT_CONSTANTS; i++) {
        out[i] = fc_missing();
    }
    for (size_t i = 0; given && i < method->constants; i++) {
        size_t length = strcspn(options, ",");
        char text[FC_NUMBER_TEXT_SIZE] = "";
        bool last = i + 1 == method->constants;

        if (length >= sizeof text || (options[length] == '\0') != last) {
            return false;
        }
        memcpy(text, options, length);
        if (!fc_number_parse(&out[i], text) || !(out[i] > 0.0)
            || out[i] > 1.0) {
            return false;
        }
        options += length + (last ? 0 : 1);
    }
    return true;
}

fc_status fc_intermittent_check(const struct fc_model_options *options,
                                fc_error *err)
{
    const struct fc_intermittent_method *method = options->type->method;
    double constant[FC_INTERMITTENT_CONSTANTS];

    if (parse_constants(constant, method, options->text)) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model '%s': '%.60s' is not %s above 0 and up to 1",
                   options->type->name, options->text,
                   method->constants == 1
                       ? "a smoothing constant"
                       : "two smoothing constants, as in 0.1,0.05,");
}

size_t fc_intermittent_min_length(const struct fc_model_options *options,
                                  size_t season)
{
    (void)options;
    (void)season;
    return 2;
}

static void demand_release(struct fc_demand *demand)
{
    free(demand->y);
    free(demand->sizes);
    free(demand->totals);
}

static fc_status demand_init(struct fc_demand *out, fc_span y, const char *name,
                             fc_error *err)
{
    *out = (struct fc_demand){.y = fc_calloc(y.length, sizeof(double)),
                              .sizes = fc_calloc(y.length, sizeof(double)),
                              .totals = fc_calloc(y.length, sizeof(double))};
    if (out->y == NULL || out->sizes == NULL || out->totals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t t = 0; t < y.length; t++) {
        double value = y.values[t];

        if (value < 0.0) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "observation %zu is %g: model '%s' is for demand, "
                           "which is not below zero",
                           t + 1, value, name);
        }
        if (!isnan(value)) {
            out->y[out->n++] = value;
        }
        if (value > 0.0) {
            out->sizes[out->count++] = value;
        }
    }
    return FC_OK;
}

/* The sizes become what paths draw from. */
static void take_sizes(struct fc_intermittent *model, struct fc_demand *demand)
{
    double count = (double)demand->count;
    double sum = 0.0;

    model->count = demand->count;
    model->sizes = demand->sizes;
    demand->sizes = NULL;
    for (size_t i = 0; i < model->count; i++) {
        sum += model->sizes[i];
    }
    for (size_t i = 0; i < model->count; i++) {
        model->sizes[i] *= count / sum;
        model->relative_square += model->sizes[i] * model->sizes[i] / count;
    }
    gsl_sort(model->sizes, 1, model->count);
}

static double forecast_of(const struct fc_intermittent *model)
{
    return model->size * model->probability;
}

static double spread_of(const struct fc_intermittent *model)
{
    double squares = model->probability * model->relative_square
                     - model->probability * model->probability;

    return model->size * sqrt(fmax(squares, 0.0));
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_intermittent *model = fit->state;
    struct fc_equation text = {0};

    fc_equation_add_number(&text, "y(t) = ", model->size);
    fc_equation_add_number(&text, " with probability ", model->probability);
    fc_equation_add(&text, ", else 0");
    for (size_t i = 0; i < model->method->reported; i++) {
        fc_equation_add_parameter(&text, model->method->names[i],
                                  model->constant[i]);
    }
    return fc_equation_finish(&text, fit, err);
}

static fc_status finish(fc_fit *fit, const struct fc_intermittent *model,
                        size_t n, bool given, fc_error *err)
{
    /* There is no forecast below zero, so nobody has to ask for the floor; it
     * keeps widened intervals from going there. */
    fit->transform.floor = true;
    fit->summary = (fc_fit_summary){
        .observations = n,
        .parameters = 2 + (given ? 0 : model->method->constants),
        .sigma = spread_of(model),
        .log_likelihood = fc_missing(),
        .aicc = fc_missing(),
        .r_squared = fc_missing(),
    };
    return write_equation(fit, err);
}

fc_status fc_intermittent_fit(fc_fit *fit,
                              const struct fc_model_options *options,
                              const fc_training *training, fc_error *err)
{
    const struct fc_intermittent_method *method = options->type->method;
    struct fc_intermittent *model = fc_calloc(1, sizeof *model);
    struct fc_demand demand = {0};
    fc_status status = FC_OK;

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (fit->transform.scale == FC_SCALE_LOG
        || fit->transform.scale == FC_SCALE_BOX_COX) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model '%s' takes demand as it is; leave the "
                       "transformation out",
                       options->type->name);
    }
    model->method = method;
    (void)parse_constants(model->constant, method, options->text);
    status = demand_init(&demand, training->y, options->type->name, err);
    if (status == FC_OK && demand.count > 0) {
        status = method->estimate(model, &demand, err);
    }
    if (status == FC_OK) {
        take_sizes(model, &demand);
        status = finish(fit, model, demand.n, options->text[0] != '\0', err);
    }
    demand_release(&demand);
    return status;
}

fc_status fc_intermittent_predict(const struct fc_point_forecast *out,
                                  const fc_fit *fit, size_t steps,
                                  const fc_future *future, fc_error *err)
{
    const struct fc_intermittent *model = fit->state;

    (void)future;
    (void)err;
    for (size_t h = 0; h < steps; h++) {
        out->mean[h] = forecast_of(model);
        if (out->spread != NULL) {
            out->spread[h] = spread_of(model);
        }
    }
    return FC_OK;
}

/* Two draws, mirrored: demand in one where it is least likely in the other, and
 * sizes of opposite ranks. */
static void draw_pair(double *first, double *second, size_t steps,
                      const struct fc_intermittent *model, gsl_rng *random)
{
    for (size_t h = 0; model->count > 0 && h < steps; h++) {
        double occurs = gsl_rng_uniform(random);
        size_t rank = gsl_rng_uniform_int(random, model->count);

        first[h] = occurs < model->probability
                       ? model->size * model->sizes[rank]
                       : 0.0;
        if (second != NULL) {
            second[h] = 1.0 - occurs <= model->probability
                            ? model->size
                                  * model->sizes[model->count - 1 - rank]
                            : 0.0;
        }
    }
}

/* Every step gets exactly the mean that is forecast, so that totals agree; if
 * no draw has demand there is none to stretch. */
static void settle_mean(fc_paths *paths, size_t step, double forecast)
{
    double mean = fc_paths_mean(paths, step);

    for (size_t d = 0; mean > 0.0 && d < paths->draws; d++) {
        paths->values[d * paths->steps + step] *= forecast / mean;
    }
}

fc_status fc_intermittent_draw(fc_paths *paths, const fc_fit *fit,
                               const fc_draw_request *request, gsl_rng *random,
                               fc_error *err)
{
    const struct fc_intermittent *model = fit->state;

    (void)request;
    (void)err;
    for (size_t d = 0; d < paths->draws; d += 2) {
        double *first = paths->values + d * paths->steps;

        draw_pair(first, d + 1 < paths->draws ? first + paths->steps : NULL,
                  paths->steps, model, random);
    }
    for (size_t h = 0; h < paths->steps; h++) {
        settle_mean(paths, h, forecast_of(model));
    }
    return FC_OK;
}

fc_status fc_intermittent_explain(fc_explanation *out, const fc_fit *fit,
                                  const fc_future *future, fc_error *err)
{
    static const char *const names[] = {"mean demand"};
    fc_status status = fc_explanation_allocate(out, fit, names, 1, err);

    (void)future;
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        out->parts[h * out->count] = forecast_of(fit->state);
    }
    return status;
}

size_t fc_intermittent_coefficient_count(const fc_fit *fit)
{
    const struct fc_intermittent *model = fit->state;

    return 2 + model->method->reported;
}

fc_coefficient fc_intermittent_coefficient_at(const fc_fit *fit, size_t index)
{
    const struct fc_intermittent *model = fit->state;
    const struct fc_intermittent_method *method = model->method;
    const char *const names[] = {"size", "probability", method->names[0],
                                 method->names[1]};
    const char *const meanings[] = {"the mean demand of a period that has any",
                                    "how likely a period has demand",
                                    method->meanings[0], method->meanings[1]};
    const double values[] = {model->size, model->probability,
                             model->constant[0], model->constant[1]};

    return fc_coefficient_plain(names[index], values[index], meanings[index]);
}

void fc_intermittent_free(void *state)
{
    struct fc_intermittent *model = state;

    if (model != NULL) {
        free(model->sizes);
        free(model);
    }
}
