/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Given alpha the errors are linear in l(0) and k, so that both are found
 * exactly and the search is one of alpha alone:
 *
 *   e(t) = u(t) - q(t) (l(0) - y(1)) - x(t) k,    q(t) = (1 - alpha)^(t-1)
 *
 * u the errors with l(0) = y(1) and k = 0, x what k multiplies. The series is
 * taken without its first value: differences of large numbers stay exact.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/theta.h"
#include "stats/minimise.h"

/* The bounds of R's ets(), and for the models of Fiorucci et al. theirs. */
static const double alpha_bounds[][2] = {
    [FC_THETA_STANDARD] = {0.0001, 0.9999},
    [FC_THETA_OPTIMISED] = {0.1, 0.99},
    [FC_THETA_DYNAMIC] = {0.1, 0.99},
};

/* theta at most a million: beyond that nothing changes. */
static const double largest_k = 1.0 - 1e-6;

/* Errors needed beyond the parameters: two degrees of freedom are the fewest
 * with which sigma says anything of intervals. */
enum { SPARE = 2 };

/* Points of alpha at which the search begins. */
enum { GRID = 25 };

struct search {
    enum fc_theta_kind kind;
    size_t n;
    size_t first;                 /* time of the first error, from 0 */
    double *y;                    /* n: less the first value */
    struct fc_theta_trend *trend; /* n: through the values before t */
    double *u;                    /* n */
    double *q;                    /* n */
    double *x;                    /* n */
};

static size_t parameter_count(enum fc_theta_kind kind)
{
    return kind == FC_THETA_STANDARD ? 2 : 3;
}

static size_t first_error(enum fc_theta_kind kind)
{
    return kind == FC_THETA_DYNAMIC ? 2 : 0;
}

size_t fc_theta_line_fewest(enum fc_theta_kind kind)
{
    return parameter_count(kind) + first_error(kind) + SPARE;
}

struct fc_theta_trend fc_theta_trend_add(struct fc_theta_trend trend, double y)
{
    double t = trend.t + 1.0;
    struct fc_theta_trend out = {.t = t};

    if (t > 1.0) {
        out.b = ((t - 2.0) * trend.b + 6.0 / t * (y - trend.mean)) / (t + 1.0);
    }
    out.mean = trend.mean + (y - trend.mean) / t;
    out.a = out.mean - 0.5 * (t + 1.0) * out.b;
    return out;
}

static void search_release(struct search *search)
{
    free(search->y);
    free(search->trend);
}

static fc_status search_init(struct search *out, enum fc_theta_kind kind,
                             const double *y, size_t n, fc_error *err)
{
    double *room = fc_calloc(n, 4 * sizeof *room);
    struct fc_theta_trend last = {0};

    *out = (struct search){.kind = kind,
                           .n = n,
                           .first = first_error(kind),
                           .y = room,
                           .trend = fc_calloc(n + 1, sizeof *out->trend)};
    if (room == NULL || out->trend == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    out->u = room + n;
    out->q = room + 2 * n;
    out->x = room + 3 * n;
    for (size_t t = 0; t < n; t++) {
        out->y[t] = y[t] - y[0];
        out->trend[t + 1] = fc_theta_trend_add(out->trend[t], out->y[t]);
    }
    last = out->trend[n];
    for (size_t t = 0; kind == FC_THETA_OPTIMISED && t < n; t++) {
        out->trend[t] = (struct fc_theta_trend){.b = last.b};
    }
    return FC_OK;
}

static void fill_columns(struct search *search, double alpha)
{
    double level = 0.0;
    double q = 1.0;

    for (size_t t = 0; t < search->n; t++) {
        const struct fc_theta_trend *trend = &search->trend[t];
        double next = q * (1.0 - alpha);

        search->u[t] = search->y[t] - level;
        search->q[t] = q;
        search->x[t] = search->kind == FC_THETA_STANDARD
                           ? 0.0
                           : q * trend->a + (1.0 - next) / alpha * trend->b;
        level += alpha * search->u[t];
        q = next;
    }
}

/* The product of two columns over the errors. */
static double product(const struct search *search, const double *a,
                      const double *b)
{
    double sum = 0.0;

    for (size_t t = search->first; t < search->n; t++) {
        sum += a[t] * b[t];
    }
    return sum;
}

/* l(0), less the first value, and k of least squares. */
static struct fc_theta_parameters solve(struct search *search, double alpha)
{
    struct fc_theta_parameters out = {.alpha = alpha};
    double qq = 0.0;
    double qu = 0.0;
    double qx = 0.0;
    double xx = 0.0;

    fill_columns(search, alpha);
    qq = product(search, search->q, search->q);
    qu = product(search, search->q, search->u);
    if (search->kind != FC_THETA_STANDARD) {
        qx = product(search, search->q, search->x);
        xx = product(search, search->x, search->x) - qx * qx / qq;
        if (xx > 0.0) {
            double k = (product(search, search->x, search->u) - qx * qu / qq)
                       / xx;

            out.k = fmin(fmax(k, 0.0), largest_k);
        }
    }
    out.level = (qu - out.k * qx) / qq;
    return out;
}

static double error_at(const struct search *search,
                       struct fc_theta_parameters parameters, size_t t)
{
    return search->u[t] - search->q[t] * parameters.level
           - search->x[t] * parameters.k;
}

static double error_squares(const struct search *search,
                            struct fc_theta_parameters parameters)
{
    double squares = 0.0;

    for (size_t t = search->first; t < search->n; t++) {
        double e = error_at(search, parameters, t);

        squares += e * e;
    }
    return squares;
}

static double profile(double alpha, void *context)
{
    struct search *search = context;

    return error_squares(search, solve(search, alpha));
}

static fc_status find_alpha(double *out, struct search *search, fc_error *err)
{
    const double *bounds = alpha_bounds[search->kind];
    struct fc_curve_1d curve = {.value = profile, .context = search};
    double grid[GRID];

    for (size_t i = 0; i < GRID; i++) {
        double share = (double)i / (double)(GRID - 1);

        grid[i] = bounds[0] + (bounds[1] - bounds[0]) * share;
    }
    return fc_minimise(out, &curve, grid, GRID, err);
}

/* Everything that follows from the parameters, l(0) less the first value. */
static fc_status finish(struct fc_theta_line *out, struct search *search,
                        struct fc_theta_parameters parameters, double base,
                        fc_error *err)
{
    size_t n = search->n;
    double level = parameters.level;
    struct fc_theta_line line = {
        .kind = search->kind, .n = n, .parameters = parameters};

    line.residuals = fc_calloc(n, sizeof(double));
    if (line.residuals == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fill_columns(search, parameters.alpha);
    for (size_t t = 0; t < n; t++) {
        level += parameters.alpha * (search->y[t] - level);
        line.residuals[t] = t < search->first ? fc_missing()
                                              : error_at(search, parameters, t);
    }
    line.parameters.level += base;
    line.level = level + base;
    line.trend = search->trend[n];
    line.trend.mean += base;
    line.trend.a += base;
    line.degrees = (double)(n - search->first - parameter_count(search->kind));
    line.sigma = sqrt(error_squares(search, parameters) / line.degrees);
    *out = line;
    return FC_OK;
}

fc_status fc_theta_line_set(struct fc_theta_line *out, enum fc_theta_kind kind,
                            struct fc_theta_parameters parameters,
                            const double *y, size_t n, fc_error *err)
{
    struct search search;
    fc_status status = search_init(&search, kind, y, n, err);

    if (status == FC_OK) {
        parameters.level -= y[0];
        status = finish(out, &search, parameters, y[0], err);
    }
    search_release(&search);
    return status;
}

fc_status fc_theta_line_fit(struct fc_theta_line *out, enum fc_theta_kind kind,
                            const double *y, size_t n, fc_error *err)
{
    struct search search;
    double alpha = 0.0;
    fc_status status = search_init(&search, kind, y, n, err);

    if (status == FC_OK) {
        status = find_alpha(&alpha, &search, err);
    }
    if (status == FC_OK) {
        status = finish(out, &search, solve(&search, alpha), y[0], err);
    }
    search_release(&search);
    return status;
}

void fc_theta_line_release(struct fc_theta_line *line)
{
    free(line->residuals);
}
