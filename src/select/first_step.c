/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths with another law of their first step.
 *
 * Of all joint laws whose first step has the density p*, the one closest to the
 * paths in relative entropy is p*(y1) p(y2, ..., yH | y1): the conditional law
 * of the later steps stays (entropic tilting: Robertson, Tallman & Whiteman
 * 2005, Journal of Money, Credit and Banking 37, 383-401; Krueger, Clark &
 * Ravazzolo 2017, Journal of Business and Economic Statistics 35, 470-485).
 * Weights on the draws would do that, but few draws would carry them where the
 * two laws lie apart. Here the draws move instead. With x(s) the value of a
 * draw at step s, in logarithms where all draws are positive,
 *
 *   x(1) -> x*(1)                                  of the same rank in p*
 *   x(s) -> x(s) + b(s) (x*(1) - x(1))
 *   b(s) = k(1) / k(s) cov(x(s), x(1)) / var(x(1)),
 *
 * which is the tilted law itself where the draws are jointly normal. k(s) is
 * the factor by which calibration multiplied the spread of a step: it makes up
 * for what the model does not know, and says nothing of how a surprise at one
 * step carries over to the next, so it is taken out of the slope.
 */
#include "select/first_step.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/ranks.h"

/* A spread below this share of the mean is rounding. */
static const double least_spread = 1e-12;

double fc_coordinates_of(const struct fc_coordinates *to, double value)
{
    double place = to->logged ? (value > 0.0 ? log(value) : (double)NAN)
                              : value;

    return (place - to->centre) / to->unit;
}

double fc_coordinates_value(const struct fc_coordinates *to, double x)
{
    double place = to->centre + to->unit * x;

    return to->logged ? exp(place) : place;
}

static double draw_at(const fc_paths *paths, size_t draw, size_t step)
{
    return paths->values[draw * paths->steps + step];
}

static double least_draw(const fc_paths *paths, size_t step)
{
    double least = HUGE_VAL;

    for (size_t d = 0; d < paths->draws; d++) {
        least = fmin(least, draw_at(paths, d, step));
    }
    return least;
}

/* A step of the paths on the scale on which they move. */
struct scaled_step {
    const fc_paths *paths;
    size_t step;
    bool logged;
};

static double scaled(const struct scaled_step *self, size_t draw)
{
    double value = draw_at(self->paths, draw, self->step);

    return self->logged ? log(value) : value;
}

static double mean_of(const struct scaled_step *self)
{
    double sum = 0.0;

    for (size_t d = 0; d < self->paths->draws; d++) {
        sum += scaled(self, d);
    }
    return sum / (double)self->paths->draws;
}

/* Mean product of the distances from the means. */
static double covariance(const struct scaled_step *a,
                         const struct scaled_step *b)
{
    double mean_a = mean_of(a);
    double mean_b = mean_of(b);
    double sum = 0.0;

    for (size_t d = 0; d < a->paths->draws; d++) {
        sum += (scaled(a, d) - mean_a) * (scaled(b, d) - mean_b);
    }
    return sum / (double)a->paths->draws;
}

bool fc_first_step_law(struct fc_student *law, const fc_paths *paths,
                       const struct fc_coordinates *to)
{
    bool positive = least_draw(paths, 0) > 0.0;
    const struct scaled_step first = {paths, 0, to->logged && positive};
    double mean = mean_of(&first);
    double deviation = sqrt(covariance(&first, &first));
    bool spread = deviation > least_spread * fabs(mean);

    if (to->logged && !positive) {
        deviation /= mean;
        mean = mean > 0.0 ? log(mean) : (double)NAN;
    }
    *law = (struct fc_student){.location = (mean - to->centre) / to->unit,
                               .scale = fc_student_scale(deviation / to->unit)};
    return spread && isfinite(law->location) && law->scale > 0.0;
}

/* b(s) of the later steps into slopes[1 ...]. */
static void find_slopes(double *slopes, const fc_paths *paths, bool logged,
                        const fc_step_calibration *calibration)
{
    const struct scaled_step first = {paths, 0, logged};
    double variance = covariance(&first, &first);

    for (size_t s = 1; s < paths->steps; s++) {
        const struct scaled_step later = {paths, s, logged};

        slopes[s] = 0.0;
        if (variance > 0.0) {
            slopes[s] = covariance(&later, &first) / variance
                        * calibration[0].factor / calibration[s].factor;
        }
    }
}

static void move_path(fc_paths *paths, size_t draw, double value, bool logged,
                      const double *slopes, const bool *floored)
{
    double *path = &paths->values[draw * paths->steps];
    double move = logged ? log(value / path[0]) : value - path[0];

    path[0] = value;
    for (size_t s = 1; s < paths->steps; s++) {
        path[s] = logged ? path[s] * exp(slopes[s] * move)
                         : path[s] + slopes[s] * move;
        if (floored[s]) {
            path[s] = fmax(path[s], 0.0);
        }
    }
    if (floored[0]) {
        path[0] = fmax(path[0], 0.0);
    }
}

/* All that moving needs. */
struct mover {
    double *slopes;          /* owned: steps */
    bool *floored;           /* owned: steps */
    struct fc_ranked *order; /* owned: twice the draws, the second half room */
    bool logged;
};

static void mover_release(struct mover *self)
{
    free(self->slopes);
    free(self->floored);
    free(self->order);
}

static fc_status mover_init(struct mover *self, const fc_paths *paths,
                            const struct fc_coordinates *to,
                            const fc_step_calibration *calibration,
                            fc_error *err)
{
    *self = (struct mover){
        .slopes = fc_calloc(paths->steps, sizeof *self->slopes),
        .floored = fc_calloc(paths->steps, sizeof *self->floored),
        .order = fc_calloc(2 * paths->draws, sizeof *self->order),
        .logged = to->logged};
    if (self->slopes == NULL || self->floored == NULL || self->order == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu paths",
                       paths->draws);
    }
    for (size_t s = 0; s < paths->steps; s++) {
        double least = least_draw(paths, s);

        self->floored[s] = least >= 0.0;
        self->logged = self->logged && least > 0.0;
    }
    find_slopes(self->slopes, paths, self->logged, calibration);
    for (size_t d = 0; d < paths->draws; d++) {
        self->order[d] = (struct fc_ranked){.value = draw_at(paths, d, 0),
                                            .place = d};
    }
    fc_ranks_sort(self->order, self->order + paths->draws, paths->draws);
    return FC_OK;
}

fc_status fc_first_step_set(fc_paths *paths, const struct fc_log_pool *pool,
                            const struct fc_coordinates *to,
                            const fc_step_calibration *calibration,
                            fc_error *err)
{
    struct mover mover = {0};
    fc_status status = mover_init(&mover, paths, to, calibration, err);

    for (size_t r = 0; r < paths->draws && status == FC_OK; r++) {
        double rank = ((double)r + 0.5) / (double)paths->draws;
        double x = fc_log_pool_quantile(pool, rank);

        move_path(paths, mover.order[r].place, fc_coordinates_value(to, x),
                  mover.logged, mover.slopes, mover.floored);
    }
    mover_release(&mover);
    return status;
}
