/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The decay of geometric weights: a grid over [0, 0.99], then Brent's method
 * around its best point. The residual sum of squares need not have a single
 * minimum, so the grid comes first.
 */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>

#include "regress/sample.h"

enum { grid_points = 34, refinements = 100 };

static const double largest = 0.99;
static const double tolerance = 1e-10;

struct search {
    struct fc_sampling *sampling;
    fc_sample_term *term;
    fc_status status; /* of the last fit */
    fc_error error;
};

/* Residual sum of squares at @p decay, infinite where nothing can be fitted. */
static double rss_at(double decay, void *context)
{
    struct search *search = context;
    const fc_sample *sample = search->sampling->sample;
    fc_regression_options options = {.weights = sample->weights};
    fc_design *design = NULL;
    fc_regression *regression = NULL;
    double rss = HUGE_VAL;

    search->term->decay = decay;
    search->status = fc_sample_fill_design(&design, search->sampling,
                                           &search->error);
    if (search->status == FC_OK) {
        search->status = fc_regression_fit(&regression, design, sample->y,
                                           &options, &search->error);
    }
    if (search->status == FC_OK) {
        rss = regression->rss;
    }
    fc_regression_free(regression);
    fc_design_free(design);
    return rss;
}

static double grid_decay(size_t i)
{
    return largest * (double)i / (double)(grid_points - 1);
}

/* Narrow the bracket of three points whose middle one is the lowest. */
static double refine(struct search *search, const double rss[3], size_t best,
                     gsl_min_fminimizer *minimizer)
{
    gsl_function function = {.function = rss_at, .params = search};
    double decay = grid_decay(best);
    int code = gsl_min_fminimizer_set_with_values(
        minimizer, &function, decay, rss[1], grid_decay(best - 1), rss[0],
        grid_decay(best + 1), rss[2]);

    for (size_t i = 0; code == GSL_SUCCESS && i < refinements; i++) {
        code = gsl_min_fminimizer_iterate(minimizer);
        decay = gsl_min_fminimizer_x_minimum(minimizer);
        if (gsl_min_fminimizer_x_upper(minimizer)
                - gsl_min_fminimizer_x_lower(minimizer)
            < tolerance) {
            break;
        }
    }
    return decay;
}

static fc_status search_decay(struct search *search, fc_error *err)
{
    double rss[grid_points] = {0.0};
    size_t best = 0;
    double decay = 0.0;
    gsl_min_fminimizer *minimizer = NULL;

    for (size_t i = 0; i < grid_points; i++) {
        rss[i] = rss_at(grid_decay(i), search);
        if (search->status == FC_ERR_MEMORY) {
            return FC_FAIL(err, search->status, "%s", search->error.message);
        }
        best = rss[i] < rss[best] ? i : best;
    }
    if (!isfinite(rss[best])) {
        return FC_FAIL(err, search->status, "%s", search->error.message);
    }
    decay = grid_decay(best);
    if (best > 0 && best + 1 < grid_points && isfinite(rss[best - 1])
        && isfinite(rss[best + 1])) {
        minimizer = gsl_min_fminimizer_alloc(gsl_min_fminimizer_brent);
        if (minimizer == NULL) {
            return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a search");
        }
        decay = refine(search, rss + best - 1, best, minimizer);
        gsl_min_fminimizer_free(minimizer);
    }
    search->term->decay = decay;
    return FC_OK;
}

fc_status fc_sample_find_decay(struct fc_sampling *sampling, fc_error *err)
{
    fc_sample *sample = sampling->sample;

    for (size_t i = 0; i < sample->term_count; i++) {
        if (sample->terms[i].term.kind == FC_TERM_GEOMETRIC) {
            struct search search = {.sampling = sampling,
                                    .term = &sample->terms[i]};

            return search_decay(&search, err);
        }
    }
    return FC_OK;
}
