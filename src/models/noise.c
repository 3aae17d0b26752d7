/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/noise.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* As in linear_simulate.c, where it is explained. */
static const double largest_bent_scale = 2.0;

/* Fewer residuals are no picture of their law. */
enum { FEWEST_RESIDUALS = 3 };

static void fill_pool(struct fc_noise *noise,
                      const struct fc_noise_source *source)
{
    double mean = 0.0;
    double squares = 0.0;
    size_t count = 0;

    for (size_t t = 0; t < source->count; t++) {
        if (!isnan(source->residuals[t])) {
            double step = source->residuals[t] - mean;

            noise->pool[count++] = source->residuals[t];
            mean += step / (double)count;
            squares += step * (source->residuals[t] - mean);
        }
    }
    if (count < FEWEST_RESIDUALS || !(squares > 0.0)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        noise->pool[i] = (noise->pool[i] - mean)
                         / sqrt(squares / (double)count);
    }
    gsl_sort(noise->pool, 1, count);
    noise->pool_count = count;
}

fc_status fc_noise_init(struct fc_noise *out,
                        const struct fc_noise_source *source, size_t steps,
                        fc_error *err)
{
    *out = (struct fc_noise){
        .sigma = source->sigma,
        .degrees = source->degrees,
        .bent = source->bent,
        .steps = steps,
        .error = fc_calloc(steps, sizeof(double)),
        .pool = fc_calloc(source->count, sizeof(double)),
        .normals = fc_calloc(steps, sizeof(double)),
        .ranks = fc_calloc(steps, sizeof(size_t)),
    };
    if (out->error == NULL || out->pool == NULL || out->normals == NULL
        || out->ranks == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    if (source->bootstrap) {
        fill_pool(out, source);
    }
    return FC_OK;
}

void fc_noise_release(struct fc_noise *noise)
{
    free(noise->error);
    free(noise->pool);
    free(noise->normals);
    free(noise->ranks);
}

static void draw_fresh(struct fc_noise *noise, gsl_rng *random)
{
    noise->scale = sqrt(noise->degrees / gsl_ran_chisq(random, noise->degrees));
    if (noise->bent) {
        noise->scale = fmin(noise->scale, largest_bent_scale);
    }
    noise->shock = gsl_ran_gaussian_ziggurat(random, 1.0);
    for (size_t h = 0; h < noise->steps; h++) {
        if (noise->pool_count > 0) {
            noise->ranks[h] = gsl_rng_uniform_int(random, noise->pool_count);
        } else {
            noise->normals[h] = gsl_ran_gaussian_ziggurat(random, 1.0);
        }
    }
}

static void mirror(struct fc_noise *noise)
{
    noise->shock = -noise->shock;
    for (size_t h = 0; h < noise->steps; h++) {
        if (noise->pool_count > 0) {
            noise->ranks[h] = noise->pool_count - 1 - noise->ranks[h];
        } else {
            noise->normals[h] = -noise->normals[h];
        }
    }
}

void fc_noise_draw(struct fc_noise *noise, size_t draw, gsl_rng *random)
{
    double size = 0.0;

    if (draw % 2 == 0) {
        draw_fresh(noise, random);
    } else {
        mirror(noise);
    }
    size = noise->scale * noise->sigma;
    for (size_t h = 0; h < noise->steps; h++) {
        noise->error[h] = size
                          * (noise->pool_count > 0
                                 ? noise->pool[noise->ranks[h]]
                                 : noise->normals[h]);
    }
}
