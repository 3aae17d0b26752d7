/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smoothing constants of models/ces.h, by the simplex method of Nelder &
 * Mead among those that are allowed:
 *
 *  - The weights of past values die away: the roots of the recursion of errors
 *    are inside the unit circle (Svetunkov et al. 2022), level and season each
 *    for itself. Together they may still fail; then the squares say so.
 *  - Forecasts may grow, but not without measure: the roots of the recursion
 *    without errors are at most `largest_root`, 5 % a period (of the seasonal
 *    parts a season). docs/methods.md has what other bounds do to forecasts.
 */
#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/ces.h"

static const double largest_root = 1.05;

/* Where the search begins, and how far it steps at first. */
static const double starts[FC_CES_KINDS][FC_CES_WEIGHTS] = {
    [FC_CES_NONE] = {1.3, 1.0, 0.0, 0.0},
    [FC_CES_SIMPLE] = {1.3, 1.0, 0.0, 0.0},
    [FC_CES_PARTIAL] = {1.3, 1.0, 0.1, 0.0},
    [FC_CES_FULL] = {1.3, 1.0, 1.3, 1.0},
};
static const double first_step = 0.1;

/* A simplex this small is a point; it takes a few hundred steps. */
static const double smallest_simplex = 1e-7;
enum { MOST_STEPS = 1000 };

struct search {
    struct fc_ces_work *work;
    const struct fc_ces_form *form;
};

/* Are both roots of x^2 - trace x + determinant within @p radius? */
static bool within(double trace, double determinant, double radius)
{
    double t = trace / radius;
    double d = determinant / (radius * radius);

    return fabs(d) <= 1.0 && fabs(t) <= 1.0 + d;
}

static bool allowed_pair(double w0, double w1)
{
    double of_errors = (1.0 - w0 + w1) * (1.0 - w0)
                       + (1.0 - w1) * (1.0 - w0 - w1);

    return within(2.0 - 2.0 * w0 + w1, of_errors, 1.0)
           && within(2.0 - w0, 2.0 - w0 - w1, largest_root);
}

static bool allowed(enum fc_ces_kind kind, const double *weight)
{
    if (!allowed_pair(weight[0], weight[1])) {
        return false;
    }
    if (kind == FC_CES_PARTIAL) {
        return weight[2] >= 0.0 && weight[2] <= 1.0;
    }
    return kind != FC_CES_FULL || allowed_pair(weight[2], weight[3]);
}

/* GSL's simplex takes finite values only. */
static double squares_at(const gsl_vector *x, void *context)
{
    const struct search *search = context;
    double weight[FC_CES_WEIGHTS] = {0.0};
    double squares = 0.0;

    for (size_t i = 0; i < x->size; i++) {
        weight[i] = gsl_vector_get(x, i);
    }
    if (!allowed(search->form->kind, weight)) {
        return DBL_MAX;
    }
    squares = fc_ces_run(search->work, search->form, weight);
    return squares < DBL_MAX ? squares : DBL_MAX;
}

static void descend(double *weight, gsl_multimin_fminimizer *simplex)
{
    for (size_t i = 0; i < MOST_STEPS; i++) {
        if (gsl_multimin_fminimizer_iterate(simplex) != GSL_SUCCESS
            || simplex->size < smallest_simplex) {
            break;
        }
    }
    for (size_t i = 0; i < simplex->x->size; i++) {
        weight[i] = gsl_vector_get(simplex->x, i);
    }
}

fc_status fc_ces_search(double *weight, struct fc_ces_work *work,
                        const struct fc_ces_form *form, fc_error *err)
{
    size_t count = fc_ces_weight_count(form->kind);
    struct search search = {.work = work, .form = form};
    gsl_multimin_function function = {
        .f = squares_at, .n = count, .params = &search};
    gsl_vector *first = gsl_vector_alloc(count);
    gsl_vector *step = gsl_vector_alloc(count);
    gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(
        gsl_multimin_fminimizer_nmsimplex2, count);
    fc_status status = FC_OK;

    memcpy(weight, starts[form->kind], FC_CES_WEIGHTS * sizeof *weight);
    if (first == NULL || step == NULL || simplex == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    } else {
        for (size_t i = 0; i < count; i++) {
            gsl_vector_set(first, i, weight[i]);
        }
        gsl_vector_set_all(step, first_step);
        if (gsl_multimin_fminimizer_set(simplex, &function, first, step)
            == GSL_SUCCESS) {
            descend(weight, simplex);
        }
    }
    gsl_vector_free(first);
    gsl_vector_free(step);
    if (simplex != NULL) {
        gsl_multimin_fminimizer_free(simplex);
    }
    return status;
}

fc_status fc_ces_set(struct fc_ces *out, struct fc_ces_work *work,
                     const struct fc_ces_form *form, const double *weight,
                     fc_error *err)
{
    size_t count = fc_ces_weight_count(form->kind);
    struct fc_ces model = {.form = *form,
                           .n = work->n,
                           .squares = fc_ces_run(work, form, weight),
                           .degrees = (double)(work->n - count - FC_CES_START),
                           .residuals = fc_calloc(work->n, sizeof(double)),
                           .last = fc_calloc(form->m, sizeof *model.last)};

    memcpy(model.weight, weight, sizeof model.weight);
    model.sigma = sqrt(model.squares / model.degrees);
    *out = model;
    if (model.residuals == NULL || model.last == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    memcpy(model.residuals, work->errors, work->n * sizeof(double));
    memcpy(model.last, work->states + work->n, form->m * sizeof *model.last);
    return FC_OK;
}

void fc_ces_release(struct fc_ces *model)
{
    free(model->residuals);
    free(model->last);
}
