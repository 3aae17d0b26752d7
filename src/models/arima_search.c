/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The likelihood is largest where n log(S) + log |V| is smallest, S the sum of
 * squares of the standardised innovations: that is where the squares of these
 * times |V|^(1/2n) add up to the least. So it is a problem of non-linear least
 * squares, and Levenberg & Marquardt's steps need a few evaluations where a
 * quasi-Newton search needs hundreds.
 *
 * Where the likelihood is a long flat valley, as it is near moving averages
 * with a unit root, |V| matters and J'J is no picture of the curvature. So the
 * final search goes on with a secant matrix (Broyden, Fletcher, Goldfarb &
 * Shanno) that begins as J'J, as Fletcher & Xu do.
 *
 * Moving averages are not kept invertible on the way: the likelihood is the
 * same for a root and for its mirror image, and smooth in between.
 */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/arima.h"

enum { MOST_STEPS = 60, MOST_TRIALS = 20 };

/* Of differences: balances rounding and curvature. */
static const double jacobian_step = 1e-7;

/* Of the objective times the rows, twice a log-likelihood: what tells models
 * apart, and far below what any figure shows. */
static const double rough_tolerance = 1e-3;
static const double final_tolerance = 1e-9;

/* A start need not be better than this. */
static const double conditional_tolerance = 1e-4;

/* Where a search begins: conditional ones far from the end, in small steps that
 * stay in the valley of zero, as R's do. */
static const double exact_damping = 0.1;
static const double conditional_damping = 1.0;
static const double smallest_damping = 1e-7;

/* The search where it is. */
struct search {
    struct fc_arima_work *work;
    const struct fc_arima_orders *orders;
    enum fc_arima_criterion criterion;
    size_t count;
    double damping;
    bool secant; /* products are updated, not computed */
    double before[FC_ARIMA_PARAMETERS_MAX]; /* the gradient of the last step */
    double products[FC_ARIMA_PARAMETERS_MAX * FC_ARIMA_PARAMETERS_MAX];
    double gradient[FC_ARIMA_PARAMETERS_MAX];
    double factor[FC_ARIMA_PARAMETERS_MAX * FC_ARIMA_PARAMETERS_MAX];
    double step[FC_ARIMA_PARAMETERS_MAX];
};

static bool evaluate(struct fc_arima_value *value, double *residual,
                     const struct search *search)
{
    return fc_arima_evaluate(value, residual, search->work, search->orders,
                             search->criterion);
}

/* Row j of the Jacobian; zero where both sides are out of bounds. */
static void differentiate(double *row, const struct fc_arima_value *at,
                          const struct search *search, size_t j)
{
    const double *residual = search->work->residual;
    double *trial = search->work->trial;
    double step = jacobian_step;

    for (int side = 0; side < 2; side++) {
        struct fc_arima_value moved = *at;

        moved.parameters[j] += step;
        if (evaluate(&moved, trial, search) && moved.rows == at->rows) {
            for (size_t t = 0; t < at->rows; t++) {
                row[t] = (trial[t] - residual[t]) / step;
            }
            return;
        }
        step = -step;
    }
    memset(row, 0, at->rows * sizeof(double));
}

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0.0;

    for (size_t t = 0; t < n; t++) {
        sum += x[t] * y[t];
    }
    return sum;
}

/* J'e, and J'J unless that is learnt from the gradients. */
static void linearise(struct search *search, const struct fc_arima_value *at)
{
    double *jacobian = search->work->jacobian;
    size_t n = search->work->data->n;
    size_t k = search->count;

    memcpy(search->before, search->gradient, k * sizeof(double));
    for (size_t i = 0; i < k; i++) {
        differentiate(jacobian + i * n, at, search, i);
        for (size_t j = 0; !search->secant && j <= i; j++) {
            double sum = dot(jacobian + i * n, jacobian + j * n, at->rows);

            search->products[i * k + j] = sum;
            search->products[j * k + i] = sum;
        }
        search->gradient[i] = dot(jacobian + i * n, search->work->residual,
                                  at->rows);
    }
}

/* B + y y' / y's - B s s'B / s'B s, for the last step s and the change y of the
 * gradient on it. */
static void learn(struct search *search)
{
    size_t k = search->count;
    double image[FC_ARIMA_PARAMETERS_MAX] = {0.0};
    double change[FC_ARIMA_PARAMETERS_MAX];
    double along = 0.0;
    double curved = 0.0;

    for (size_t i = 0; i < k; i++) {
        change[i] = search->gradient[i] - search->before[i];
        image[i] = dot(search->products + i * k, search->step, k);
        along += change[i] * search->step[i];
        curved += image[i] * search->step[i];
    }
    if (!(along > 1e-8 * curved)) {
        return;
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            search->products[i * k + j] += change[i] * change[j] / along
                                           - image[i] * image[j] / curved;
        }
    }
}

/* (J'J + damping) step = -J'e; what the step is expected to gain, or a negative
 * number if there is none. */
static double solve(struct search *search)
{
    size_t k = search->count;
    gsl_matrix_view factor = gsl_matrix_view_array(search->factor, k, k);
    gsl_vector_view step = gsl_vector_view_array(search->step, k);
    double trace = 0.0;
    double gain = 0.0;

    memcpy(search->factor, search->products, k * k * sizeof(double));
    for (size_t i = 0; i < k; i++) {
        trace += search->products[i * k + i];
        search->step[i] = -search->gradient[i];
    }
    for (size_t i = 0; i < k; i++) {
        search->factor[i * k + i] +=
            search->damping * (search->products[i * k + i] + 1e-6 * trace);
    }
    if (gsl_linalg_cholesky_decomp1(&factor.matrix) != GSL_SUCCESS
        || gsl_linalg_cholesky_svx(&factor.matrix, &step.vector)
               != GSL_SUCCESS) {
        return -1.0;
    }
    for (size_t i = 0; i < k; i++) {
        gain -= search->step[i] * search->gradient[i];
    }
    return gain;
}

/* Find a step that makes the objective smaller; false: there is none. */
static bool advance(struct fc_arima_value *value, struct search *search,
                    double tolerance)
{
    struct fc_arima_work *work = search->work;
    double squares = dot(work->residual, work->residual, value->rows);

    for (int trial = 0; trial < MOST_TRIALS; trial++) {
        struct fc_arima_value moved = *value;
        double gain = solve(search);

        if (gain >= 0.0
            && gain * (double)value->rows < 0.1 * tolerance * squares) {
            return false;
        }
        for (size_t i = 0; i < search->count; i++) {
            moved.parameters[i] += search->step[i];
        }
        if (gain >= 0.0 && evaluate(&moved, work->trial, search)
            && moved.objective < value->objective) {
            double *residual = work->residual;

            work->residual = work->trial;
            work->trial = residual;
            *value = moved;
            search->damping = fmax(search->damping * 0.1, smallest_damping);
            return true;
        }
        search->damping *= 8.0;
    }
    return false;
}

/* Steps until they gain less than @p tolerance. */
static void descend(struct fc_arima_value *value, struct search *search,
                    double tolerance)
{
    for (int i = 0; i < MOST_STEPS; i++) {
        double before = value->objective;

        linearise(search, value);
        if (search->secant && i > 0) {
            learn(search);
        }
        if (!advance(value, search, tolerance)
            || (before - value->objective) * (double)value->rows < tolerance) {
            return;
        }
    }
}

bool fc_arima_search(struct fc_arima_value *value, struct fc_arima_work *work,
                     const struct fc_arima_orders *orders,
                     enum fc_arima_criterion criterion, double tolerance)
{
    struct search search = {.work = work,
                            .orders = orders,
                            .criterion = criterion,
                            .count = fc_arma_parameter_count(&orders->arma),
                            .damping = criterion == FC_ARIMA_EXACT
                                           ? exact_damping
                                           : conditional_damping};

    if (!evaluate(value, work->residual, &search)) {
        return false;
    }
    if (search.count > 0) {
        descend(value, &search, tolerance);
    }
    if (search.count > 0 && tolerance < rough_tolerance) {
        search.secant = true;
        search.damping = smallest_damping;
        descend(value, &search, tolerance);
    }
    return true;
}

/* Search from @p start on; keeps what is better than @p best. */
static void search_from(struct fc_arima_value *best, bool *found,
                        struct fc_arima_value start, struct fc_arima_work *work,
                        const struct fc_arima_orders *orders)
{
    if (fc_arima_search(&start, work, orders, FC_ARIMA_EXACT, rough_tolerance)
        && (!*found || start.objective < best->objective)) {
        *best = start;
        *found = true;
    }
}

/* Conditional sums of squares do not mind an autoregression that explodes. */
static bool explodes(const struct fc_arima_value *value,
                     const struct fc_arma_orders *orders)
{
    double room[2 * FC_ARIMA_PARAMETERS_MAX];
    const double *seasonal = value->parameters + orders->p + orders->q;

    return !fc_arma_roots_outside(value->parameters, orders->p, 1.0, room)
           || !fc_arma_roots_outside(seasonal, orders->seasonal_p, 1.0, room);
}

/* The first lags of the autoregressions and of the moving averages. */
enum { GRID_SIZE = 5 };
static const double grid[GRID_SIZE][2] = {
    {0.0, 0.0}, {0.0, -0.5}, {0.5, 0.0}, {0.5, -0.5}, {-0.5, 0.0}};

static struct fc_arima_value grid_start(size_t point,
                                        const struct fc_arma_orders *orders)
{
    const size_t counts[] = {orders->p, orders->q, orders->seasonal_p,
                             orders->seasonal_q};
    struct fc_arima_value start = {0};
    size_t at = 0;

    for (size_t block = 0; block < 4; block++) {
        if (counts[block] > 0) {
            start.parameters[at] = grid[point][block % 2];
        }
        at += counts[block];
    }
    return start;
}

static bool same_start(const struct fc_arima_value *a,
                       const struct fc_arima_value *b)
{
    size_t i = 0;

    while (i < FC_ARIMA_PARAMETERS_MAX
           && a->parameters[i] == b->parameters[i]) {
        i++;
    }
    return i == FC_ARIMA_PARAMETERS_MAX;
}

/* Zero, and the first lags at half: there may be several valleys. Without
 * autoregressions or without moving averages points of the grid fall together,
 * and one may be @p tried already: the same search would end at the same
 * place. */
static void search_from_grid(struct fc_arima_value *best, bool *found,
                             const struct fc_arima_value *tried,
                             struct fc_arima_work *work,
                             const struct fc_arima_orders *orders)
{
    for (size_t i = 0; i < GRID_SIZE; i++) {
        struct fc_arima_value start = grid_start(i, &orders->arma);
        bool met = same_start(&start, tried);

        for (size_t k = 0; k < i && !met; k++) {
            struct fc_arima_value earlier = grid_start(k, &orders->arma);

            met = same_start(&start, &earlier);
        }
        if (!met) {
            search_from(best, found, start, work, orders);
        }
    }
}

bool fc_arima_estimate(struct fc_arima_value *value, struct fc_arima_work *work,
                       const struct fc_arima_orders *orders, bool refuse)
{
    const struct fc_arima_value start = *value;
    struct fc_arima_value conditional = {0};
    bool found = false;

    if (fc_arma_parameter_count(&orders->arma) > 0
        && fc_arima_search(&conditional, work, orders, FC_ARIMA_CONDITIONAL,
                           conditional_tolerance)) {
        if (refuse && explodes(&conditional, &orders->arma)) {
            return false;
        }
        search_from(value, &found, conditional, work, orders);
    }
    search_from(value, &found, start, work, orders);
    if (!found || !refuse) {
        search_from_grid(value, &found, &start, work, orders);
    }
    return found
           && (refuse
               || fc_arima_search(value, work, orders, FC_ARIMA_EXACT,
                                  final_tolerance));
}
