/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/simple.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"
#include "models/noise.h"

fc_status fc_simple_create(struct fc_simple **out, fc_fit *fit,
                           const fc_training *training, fc_error *err)
{
    struct fc_simple *model = fc_calloc(1, sizeof *model);

    *out = NULL;
    fit->state = model;
    if (model != NULL) {
        model->residuals = fc_calloc(training->y.length, sizeof(double));
    }
    if (model == NULL || model->residuals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    model->residual_count = training->y.length;
    for (size_t t = 0; t < training->y.length; t++) {
        model->residuals[t] = fc_missing();
    }
    *out = model;
    return FC_OK;
}

void fc_simple_free(void *state)
{
    struct fc_simple *model = state;

    if (model != NULL) {
        fc_adjustment_release(&model->season);
        free(model->residuals);
        free(model);
    }
}

/* What stands behind the right hand side for the season. */
static const char *season_term(const struct fc_simple *model)
{
    if (!fc_adjustment_is_seasonal(&model->season)) {
        return "";
    }
    return model->season.multiplicative ? " x season(t) / season(t-1)"
                                        : " + season(t) - season(t-1)";
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_simple *model = fit->state;
    struct fc_equation text = {0};

    if (!model->walks) {
        fc_equation_add_number(&text, "y(t) = ", model->level);
    } else if (!model->drifts) {
        fc_equation_add(&text, "y(t) = y(t-1)%s", season_term(model));
    } else {
        fc_equation_add_number(
            &text, model->slope < 0.0 ? "y(t) = y(t-1) - " : "y(t) = y(t-1) + ",
            fabs(model->slope));
    }
    return fc_equation_finish(&text, fit, err);
}

/* A level that walks is a state, the level of the mean a parameter. */
static void hold(struct fc_simple *model, const struct fc_simple *old)
{
    model->sigma = old->sigma;
    model->degrees = old->degrees;
    model->slope = old->slope;
    model->slope_error = old->slope_error;
    if (!model->walks) {
        model->level = old->level;
        model->level_error = old->level_error;
    }
}

fc_status fc_simple_finish(fc_fit *fit, fc_error *err)
{
    struct fc_simple *model = fit->state;
    size_t rows = 0;

    if (fit->held != NULL) {
        hold(model, fit->held->state);
    }
    for (size_t t = 0; t < model->residual_count; t++) {
        rows += isnan(model->residuals[t]) ? 0 : 1;
    }
    fit->summary = (fc_fit_summary){
        .observations = rows,
        .parameters = model->walks && !model->drifts ? 1 : 2,
        .sigma = model->sigma,
        .log_likelihood = fc_missing(),
        .aicc = fc_missing(),
        .r_squared = fc_missing(),
    };
    return write_equation(fit, err);
}

static double centre_of(const struct fc_simple *model, size_t step)
{
    return model->walks
               ? model->level + model->slope * (double)(step + 1 + model->gap)
               : model->level;
}

static double spread_of(const struct fc_simple *model, size_t step)
{
    double h = (double)(step + 1 + model->gap);

    return model->walks ? hypot(model->sigma * sqrt(h), model->slope_error * h)
                        : hypot(model->sigma, model->level_error);
}

fc_status fc_simple_predict(const struct fc_point_forecast *out,
                            const fc_fit *fit, size_t steps,
                            const fc_future *future, fc_error *err)
{
    const struct fc_simple *model = fit->state;

    (void)future;
    (void)err;
    for (size_t h = 0; h < steps; h++) {
        size_t t = model->residual_count + h;

        out->mean[h] = fc_adjustment_put(&model->season, centre_of(model, h),
                                         t);
        if (out->spread != NULL) {
            out->spread[h] = spread_of(model, h)
                             * fc_adjustment_factor(&model->season, t);
        }
    }
    return FC_OK;
}

/* The shock is that of the one parameter, the error that of each period; those
 * of the gap come first. */
static void fill_path(double *values, const struct fc_simple *model,
                      const struct fc_noise *noise)
{
    double shock = noise->scale * noise->shock;
    double walked = 0.0;

    for (size_t i = 0; i < noise->steps; i++) {
        walked += noise->error[i];
        if (i < model->gap) {
            continue;
        }
        values[i - model->gap] = centre_of(model, i - model->gap);
        if (model->walks) {
            values[i - model->gap] +=
                walked + (double)(i + 1) * shock * model->slope_error;
        } else {
            values[i] += noise->error[i] + shock * model->level_error;
        }
    }
}

fc_status fc_simple_draw(fc_paths *paths, const fc_fit *fit,
                         const fc_draw_request *request, gsl_rng *random,
                         fc_error *err)
{
    const struct fc_simple *model = fit->state;
    const struct fc_noise_source source = {
        .sigma = model->sigma,
        .degrees = model->degrees,
        .residuals = model->residuals,
        .count = model->residual_count,
        .bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP,
        .bent = fc_fit_is_bent(fit),
    };
    struct fc_noise noise = {0};
    fc_status status = fc_noise_init(&noise, &source, paths->steps + model->gap,
                                     err);

    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        double *values = paths->values + d * paths->steps;

        fc_noise_draw(&noise, d, random);
        fill_path(values, model, &noise);
        for (size_t h = 0; h < paths->steps; h++) {
            values[h] = fc_adjustment_put(&model->season, values[h],
                                          model->residual_count + h);
        }
    }
    fc_noise_release(&noise);
    return status;
}

fc_status fc_simple_explain(fc_explanation *out, const fc_fit *fit,
                            const fc_future *future, fc_error *err)
{
    static const char *const mean[] = {"mean"};
    static const char *const walk[] = {"last value", "drift"};
    static const char *const seasonal[] = {"last value", "drift", "season"};
    const struct fc_simple *model = fit->state;
    bool has_season = fc_adjustment_is_seasonal(&model->season);
    size_t walk_count = has_season ? 3 : 2;
    fc_status status = fc_explanation_allocate(out, fit,
                                               has_season     ? seasonal
                                               : model->walks ? walk
                                                              : mean,
                                               model->walks ? walk_count : 1,
                                               err);

    (void)future;
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        double *parts = out->parts + h * out->count;
        double centre = centre_of(model, h);

        parts[0] = model->level;
        if (model->walks) {
            parts[1] = centre - model->level;
        }
        if (has_season) {
            parts[2] = fc_adjustment_put(&model->season, centre,
                                         model->residual_count + h)
                       - centre;
        }
    }
    return status;
}

size_t fc_simple_coefficient_count(const fc_fit *fit)
{
    const struct fc_simple *model = fit->state;

    return !model->walks || model->drifts ? 1 : 0;
}

fc_coefficient fc_simple_coefficient_at(const fc_fit *fit, size_t index)
{
    const struct fc_simple *model = fit->state;
    double value = model->walks ? model->slope : model->level;
    double error = model->walks ? model->slope_error : model->level_error;

    (void)index;
    return (fc_coefficient){
        .name = model->walks ? "drift" : "mean",
        .value = value,
        .standard_error = error,
        .t = error > 0.0 ? value / error : fc_missing(),
        .meaning = model->walks ? "what each period adds"
                                : "the forecast of every period",
    };
}
