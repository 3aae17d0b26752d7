/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Joint sample paths. For each draw, with n rows and p coefficients,
 *
 *   sigma*^2 = sigma^2 (n - p) / chi^2(n - p)
 *   b*       = b + (sigma* / sigma) L u,   u ~ N(0, I), V = L L'
 *   e*(h)    = (sigma* / sigma) times a residual drawn with replacement
 *              (fewer than 20 residuals: times sigma u, unless residuals are
 *              asked for and at least 3 differ)
 *
 * with sigma* at most twice sigma on logarithms, and the recursion is run with
 * b* and e*. This is the posterior under the usual vague prior, with the
 * residuals in place of the normal law.
 *
 * Draws come in antithetic pairs: the second of a pair has -u for u and, for
 * the residual of rank i from below, the one of rank i from above. What is odd
 * in the noise cancels from the mean (Hammersley & Morton 1956).
 */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/linear.h"
#include "models/linear_rows.h"
#include "stats/transform.h"

/* Student's t on logarithms has no mean on levels: with a few degrees of
 * freedom one draw in a thousand would be the mean. A scale of two keeps the
 * quantiles up to about 95 % and cuts off what lies beyond; from 20 degrees on
 * it is never reached in practice. */
static const double largest_log_scale = 2.0;

struct noise {
    bool bootstrap;  /* errors are residuals */
    double scale;    /* sigma* / sigma */
    double *normals; /* p */
    size_t *ranks;   /* steps, if residuals are drawn */
    double *shocks;  /* steps: normal deviates, if they are not */
    double *b;       /* p: b* */
    double *errors;  /* steps: e* */
};

static fc_status noise_init(struct noise *out, size_t p, size_t steps,
                            fc_error *err)
{
    *out = (struct noise){
        .scale = 1.0,
        .normals = fc_calloc(p, sizeof(double)),
        .ranks = fc_calloc(steps, sizeof(size_t)),
        .shocks = fc_calloc(steps, sizeof(double)),
        .b = fc_calloc(p, sizeof(double)),
        .errors = fc_calloc(steps, sizeof(double)),
    };
    if (out->normals == NULL || out->ranks == NULL || out->shocks == NULL
        || out->b == NULL || out->errors == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    return FC_OK;
}

static void noise_release(struct noise *noise)
{
    free(noise->normals);
    free(noise->ranks);
    free(noise->shocks);
    free(noise->b);
    free(noise->errors);
}

static void draw_fresh(struct noise *noise, const struct fc_linear *model,
                       size_t steps, gsl_rng *random)
{
    double chi_squared = gsl_ran_chisq(random, model->free_degrees);

    noise->scale = sqrt(model->free_degrees / chi_squared);
    if (model->logged) {
        noise->scale = fmin(noise->scale, largest_log_scale);
    }
    for (size_t j = 0; j < model->p; j++) {
        noise->normals[j] = gsl_ran_gaussian_ziggurat(random, 1.0);
    }
    for (size_t h = 0; h < steps; h++) {
        if (noise->bootstrap) {
            noise->ranks[h] = gsl_rng_uniform_int(random, model->rows);
        } else {
            noise->shocks[h] = gsl_ran_gaussian_ziggurat(random, 1.0);
        }
    }
}

static void draw_mirrored(struct noise *noise, const struct fc_linear *model,
                          size_t steps)
{
    for (size_t j = 0; j < model->p; j++) {
        noise->normals[j] = -noise->normals[j];
    }
    for (size_t h = 0; h < steps; h++) {
        noise->ranks[h] = model->rows - 1 - noise->ranks[h];
        noise->shocks[h] = -noise->shocks[h];
    }
}

static void apply(struct noise *noise, const struct fc_linear *model,
                  size_t steps)
{
    size_t p = model->p;

    for (size_t j = 0; j < p; j++) {
        noise->b[j] = model->b[j];
        for (size_t k = 0; model->estimated && k <= j; k++) {
            noise->b[j] += noise->scale * model->factor[j * p + k]
                           * noise->normals[k];
        }
    }
    if (model->estimated) {
        (void)fc_linear_pull(model, noise->b);
    }
    for (size_t h = 0; h < steps; h++) {
        double error = noise->bootstrap ? model->errors[noise->ranks[h]]
                                        : model->sigma * noise->shocks[h];

        noise->errors[h] = noise->scale * error;
    }
}

/* Everything that the draws share. */
struct simulation {
    const struct fc_linear *model;
    struct fc_linear_rows rows;
    struct fc_linear_path path;
    struct noise noise;
};

static void simulation_release(struct simulation *all)
{
    noise_release(&all->noise);
    fc_linear_path_release(&all->path);
    if (all->rows.model != NULL) {
        fc_linear_rows_release(&all->rows);
    }
}

static fc_status simulation_init(struct simulation *out,
                                 const struct fc_linear *model, size_t steps,
                                 const fc_future *future, fc_error *err)
{
    fc_status status = FC_OK;

    *out = (struct simulation){.model = model};
    status = fc_linear_rows_init(&out->rows, model, steps, future, err);
    if (status == FC_OK) {
        status = fc_linear_path_init(&out->path, model, steps, err);
    }
    if (status == FC_OK) {
        status = noise_init(&out->noise, model->p, steps, err);
    }
    if (status == FC_OK) {
        status = fc_linear_rows_fill(&out->rows, 0, err);
    }
    if (status != FC_OK) {
        simulation_release(out);
    }
    return status;
}

static fc_status simulate_draw(double *values, struct simulation *all,
                               size_t draw, gsl_rng *random, fc_error *err)
{
    const struct fc_linear *model = all->model;
    size_t steps = all->rows.steps;
    const double *w = all->path.w + all->path.history;

    if (all->rows.draws > 1) {
        fc_status status = fc_linear_rows_fill(&all->rows, draw, err);

        if (status != FC_OK) {
            return status;
        }
    }
    if (draw % 2 == 0) {
        draw_fresh(&all->noise, model, steps, random);
    } else {
        draw_mirrored(&all->noise, model, steps);
    }
    apply(&all->noise, model, steps);
    fc_linear_path_run(&all->path, model, all->noise.b, all->rows.values,
                       all->noise.errors, steps);
    for (size_t h = 0; h < steps; h++) {
        values[h] = model->logged ? fc_exp_bounded(w[h]) : w[h];
    }
    return FC_OK;
}

/* A model whose mean is exp w by definition gets paths with just that mean,
 * whatever the shape of its residuals. */
static void keep_level(fc_paths *paths, struct simulation *all)
{
    const double *w = all->path.w + all->path.history;

    fc_linear_path_run(&all->path, all->model, all->model->b, all->rows.values,
                       NULL, paths->steps);
    for (size_t h = 0; h < paths->steps; h++) {
        double ratio = fc_exp_bounded(w[h]) / fc_paths_mean(paths, h);

        for (size_t d = 0; d < paths->draws; d++) {
            paths->values[d * paths->steps + h] *= ratio;
        }
    }
}

fc_status fc_linear_draw(fc_paths *paths, const fc_fit *fit,
                         const fc_draw_request *request, gsl_rng *random,
                         fc_error *err)
{
    const struct fc_linear *model = fit->state;
    struct simulation all;
    fc_status status = simulation_init(&all, model, paths->steps,
                                       request->future, err);

    if (status != FC_OK) {
        return status;
    }
    all.noise.bootstrap = request->intervals == FC_INTERVALS_BOOTSTRAP
                              ? model->varied
                              : model->bootstrap;
    for (size_t d = 0; status == FC_OK && d < paths->draws; d++) {
        status = simulate_draw(paths->values + d * paths->steps, &all, d,
                               random, err);
    }
    if (status == FC_OK && all.model->logged && all.model->keeps_level) {
        keep_level(paths, &all);
    }
    simulation_release(&all);
    return status;
}
