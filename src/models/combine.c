/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A combination of forecasts, models/combine.h.
 */
#include "models/combine.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/equation.h"

/* Kept while a spec is written again; longer than any member. */
enum { NAME_SIZE = FC_MODEL_SPEC_SIZE };

/* See models/combine.h. */
static const double widest = 2.5;
static const double widening_seasonal = 1.14;
static const double widening_plain = 1.22;
static const double widening_power = 0.3;

static fc_status check(const struct fc_model_options *options, fc_error *err)
{
    struct fc_combine_list list;

    return fc_combine_parse(&list, options->text, 1, err);
}

/* The least that any member needs. */
static size_t min_length(const struct fc_model_options *options, size_t season)
{
    struct fc_combine_list list;
    size_t fewest = SIZE_MAX;

    if (fc_combine_parse(&list, options->text, season, NULL) != FC_OK) {
        return 1;
    }
    if (list.pool) {
        return 1; /* the last resort of fit_members() */
    }
    for (size_t k = 0; k < list.count; k++) {
        size_t needed = fc_model_spec_min_length(&list.specs[k], season);

        fewest = needed < fewest ? needed : fewest;
    }
    return fewest;
}

static void release(void *state)
{
    struct fc_combination *model = state;

    for (size_t k = 0; model != NULL && k < model->count; k++) {
        fc_fit_free(model->fits[k]);
    }
    free(model);
}

double fc_combine_widening(const struct fc_combination *model, size_t step)
{
    if (!model->pool) {
        return 1.0;
    }
    return model->season > 1
               ? widening_seasonal
               : widening_plain * pow((double)(step + 1), widening_power);
}

double fc_combine_weight(const struct fc_combination *model, double width,
                         double middle)
{
    return model->median && width > widest * middle ? widest * middle / width
                                                    : 1.0;
}

double fc_combine_limit(double middle)
{
    return widest * middle;
}

double fc_combine_values(double *values, size_t count, bool median)
{
    gsl_sort(values, 1, count);
    return median ? gsl_stats_median_from_sorted_data(values, 1, count)
                  : gsl_stats_mean(values, 1, count);
}

/* Half the distance between what comes back one spread above and below. */
static double spread_of_values(const fc_transform *scale, double centre,
                               double spread)
{
    return 0.5
           * (fc_transform_invert(scale, centre + spread)
              - fc_transform_invert(scale, centre - spread));
}

/* What each member says, member by member: means, then spreads. */
static fc_status predict_members(double *means, double *spreads, double *room,
                                 const struct fc_combination *model,
                                 size_t steps, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t k = 0; status == FC_OK && k < model->count; k++) {
        const fc_fit *member = model->fits[k];
        const fc_transform scale = fc_fit_transform(member);
        const fc_forecast_law law = {.mean = means + k * steps,
                                     .centre = room,
                                     .spread = spreads + k * steps};

        status = fc_fit_predict_law(&law, member, steps, NULL, err);
        for (size_t h = 0; status == FC_OK && h < steps; h++) {
            law.spread[h] = spread_of_values(&scale, law.centre[h],
                                             law.spread[h]);
        }
    }
    return status;
}

/* What the members say of step @p step. */
static void gather(double members[FC_COMBINE_MOST], const double *values,
                   size_t step, size_t steps, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        members[k] = values[k * steps + step];
    }
}

static double combined_spread(double members[FC_COMBINE_MOST],
                              const struct fc_combination *model, size_t step)
{
    double middle = fc_combine_values(members, model->count, true);
    double sum = 0.0;

    for (size_t k = 0; k < model->count; k++) {
        sum += members[k] * fc_combine_weight(model, members[k], middle);
    }
    return fc_combine_widening(model, step) * sum / (double)model->count;
}

static fc_status predict(const struct fc_point_forecast *out, const fc_fit *fit,
                         size_t steps, const fc_future *future, fc_error *err)
{
    const struct fc_combination *model = fit->state;
    size_t size = model->count * steps;
    double *means = fc_calloc(2 * size + steps, sizeof *means);
    double *spreads = NULL;
    double members[FC_COMBINE_MOST];
    fc_status status = FC_OK;

    (void)future;
    if (means == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a forecast");
    }
    spreads = means + size;
    status = predict_members(means, spreads, spreads + size, model, steps, err);
    for (size_t h = 0; status == FC_OK && h < steps; h++) {
        gather(members, means, h, steps, model->count);
        out->mean[h] = fc_combine_values(members, model->count, model->median);
        if (out->spread != NULL) {
            gather(members, spreads, h, steps, model->count);
            out->spread[h] = combined_spread(members, model, h);
        }
    }
    free(means);
    return status;
}

static fc_status write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_combination *model = fit->state;
    struct fc_equation text = {0};

    if (model->count == 1) {
        fc_equation_add(&text, "y(t) = the forecast of");
    } else {
        fc_equation_add(&text, "y(t) = %s of %zu forecasts:",
                        model->median ? "median" : "mean", model->count);
    }
    for (size_t k = 0; k < model->count; k++) {
        char name[NAME_SIZE];

        fc_model_spec_format(name, fc_fit_spec(model->fits[k]));
        fc_equation_add(&text, "%s %s", k > 0 ? "," : "", name);
    }
    return fc_equation_finish(&text, fit, err);
}

/* The spread one step ahead; what residuals there are belong to the members. */
static fc_status summarise(fc_fit *fit, const fc_training *training,
                           fc_error *err)
{
    const struct fc_combination *model = fit->state;
    double mean = 0.0;
    double spread = 0.0;
    const struct fc_point_forecast next = {.mean = &mean, .spread = &spread};
    fc_status status = predict(&next, fit, 1, NULL, err);

    fit->summary = (fc_fit_summary){
        .observations = training->y.length,
        .parameters = model->count,
        .sigma = spread,
        .log_likelihood = fc_missing(),
        .aicc = fc_missing(),
        .r_squared = fc_missing(),
    };
    return status;
}

/* What of the training a member is fitted to: members use no regressors. */
static fc_training seen_by_member(const fc_training *training,
                                  const fc_model_spec *spec)
{
    fc_training alone = *training;

    alone.regressors = NULL;
    alone.regressor_count = 0;
    return fc_training_usable(&alone, spec, NULL);
}

/* Fit one more member. */
static fc_status add_member(struct fc_combination *model,
                            const fc_model_spec *spec,
                            const fc_training *training, fc_error *err)
{
    fc_training seen = seen_by_member(training, spec);
    fc_status status = fc_fit_create(&model->fits[model->count], spec, &seen,
                                     err);

    model->count += status == FC_OK;
    return status;
}

/* Members that cannot be fitted are left out; the first reason counts if that
 * leaves none. The default pool then takes the last value: it never refuses. */
static fc_status fit_members(struct fc_combination *model,
                             const struct fc_combine_list *list,
                             const fc_transform_spec *transform,
                             const fc_training *training, fc_error *err)
{
    fc_error why = {0};

    for (size_t k = 0; k < list->count; k++) {
        fc_model_spec spec = {0};
        fc_error reason = {0};
        fc_status status = fc_combine_member(&spec, list, k, transform, err);

        if (status != FC_OK) {
            return status;
        }
        status = add_member(model, &spec, training, &reason);
        if (status == FC_ERR_MEMORY) {
            return FC_FAIL(err, status, "%s", reason.message);
        }
        if (status != FC_OK && why.status == FC_OK) {
            why = reason;
        }
    }
    if (model->count == 0 && list->pool) {
        const fc_model_spec last = {.type = &fc_model_naive,
                                    .transform = *transform};

        return add_member(model, &last, training, err);
    }
    return model->count > 0 ? FC_OK
                            : FC_FAIL(err, why.status, "%s", why.message);
}

/* The members that could be fitted then, with their parameters. */
static fc_status hold_members(struct fc_combination *model,
                              const struct fc_combination *old,
                              const fc_training *training, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t k = 0; k < old->count && status == FC_OK; k++) {
        fc_training seen = seen_by_member(training, fc_fit_spec(old->fits[k]));

        status = fc_fit_create_held(&model->fits[k], old->fits[k], &seen, err);
        model->count += status == FC_OK;
    }
    return status;
}

static fc_status fit_combination(fc_fit *fit,
                                 const struct fc_model_options *options,
                                 const fc_training *training, fc_error *err)
{
    struct fc_combine_list list;
    struct fc_combination *model = fc_calloc(1, sizeof *model);
    fc_status status = fc_combine_parse(&list, options->text, training->season,
                                        err);

    fit->state = model;
    if (model == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    if (status == FC_OK) {
        model->pool = list.pool;
        model->median = list.median;
        model->season = training->season;
        /* The members have the floor, too, so that the mean is above it. */
        fit->transform.floor = fit->spec.transform.positive;
        status = fit->held != NULL
                     ? hold_members(model, fit->held->state, training, err)
                     : fit_members(model, &list, &fit->spec.transform, training,
                                   err);
    }
    if (status != FC_OK) {
        return status;
    }
    status = summarise(fit, training, err);
    return status == FC_OK ? write_equation(fit, err) : status;
}

/* Turn what the members say of a step into what each adds: of a median the one
 * or two in the middle make it. */
static void share_step(double *members, const struct fc_combination *model)
{
    size_t order[FC_COMBINE_MOST];
    size_t first = model->median ? (model->count - 1) / 2 : 0;
    size_t last = model->median ? model->count / 2 : model->count - 1;

    gsl_sort_index(order, members, 1, model->count);
    for (size_t rank = 0; rank < model->count; rank++) {
        members[order[rank]] *= rank >= first && rank <= last
                                    ? 1.0 / (double)(last - first + 1)
                                    : 0.0;
    }
}

/* The parts are what each member adds to the mean, or to the median. */
static fc_status explain(fc_explanation *out, const fc_fit *fit,
                         const fc_future *future, fc_error *err)
{
    const struct fc_combination *model = fit->state;
    char texts[FC_COMBINE_MOST][NAME_SIZE];
    const char *names[FC_COMBINE_MOST];
    double *mean = fc_calloc(out->steps, sizeof *mean);
    fc_status status = FC_OK;

    for (size_t k = 0; k < model->count; k++) {
        fc_model_spec_format(texts[k], fc_fit_spec(model->fits[k]));
        names[k] = texts[k];
    }
    if (mean == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    status = fc_explanation_allocate(out, fit, names, model->count, err);
    for (size_t k = 0; status == FC_OK && k < model->count; k++) {
        status = fc_fit_predict(mean, model->fits[k], out->steps, future, err);
        for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
            out->parts[h * out->count + k] = mean[h];
        }
    }
    for (size_t h = 0; status == FC_OK && h < out->steps; h++) {
        share_step(&out->parts[h * out->count], model);
    }
    free(mean);
    return status;
}

static size_t coefficient_count(const fc_fit *fit)
{
    const struct fc_combination *model = fit->state;

    return model->median ? 0 : model->count;
}

static fc_coefficient coefficient_at(const fc_fit *fit, size_t index)
{
    const struct fc_combination *model = fit->state;

    return fc_coefficient_plain(fc_fit_spec(model->fits[index])->type->name,
                                1.0 / (double)model->count,
                                "its weight in the mean");
}

const fc_model_type fc_model_combine = {
    .name = "combine",
    .summary = "the mean or the median of several forecasts",
    .usage = "growing, or [median+]MODEL/MODEL/... (the median of six)",
    .advice = "when no single method stands out: seldom the best, never bad",
    .takes_missing = true,
    .lacks_law = true,
    .passes_scale = true,
    .check = check,
    .holds = true,
    .min_length = min_length,
    .fit = fit_combination,
    .predict = predict,
    .draw = fc_combine_draw,
    .explain = explain,
    .coefficient_count = coefficient_count,
    .coefficient_at = coefficient_at,
    .release = release,
};
