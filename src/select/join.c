/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample paths of several series become joint draws: a Gaussian copula by
 * reordering, as Iman & Conover (1982, Communications in Statistics B 11,
 * 311-334) do with samples and Panagiotelis et al. (2023) ask for of base
 * forecasts.
 */
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/reconcile.h"

#include "base/memory.h"
#include "base/random.h"
#include "data/ranks.h"

/* Tells this stream from those of the series' own draws. */
static const uint64_t salt = 0x6a6f696e; /* "join" */

struct join {
    size_t draws;
    size_t count;
    gsl_matrix *factor; /* L of the correlation L L' */
    gsl_rng *random;
    double *normals;          /* draws x count */
    struct fc_ranked *wanted; /* draws: normals of a series, sorted */
    struct fc_ranked *found;  /* draws: its paths, sorted */
    struct fc_ranked *room;   /* draws */
    size_t *order;            /* draws: where each path comes from */
};

static void join_release(struct join *self)
{
    gsl_matrix_free(self->factor);
    gsl_rng_free(self->random);
    free(self->normals);
    free(self->wanted);
    free(self->found);
    free(self->room);
    free(self->order);
}

static fc_status join_init(struct join *self, size_t draws,
                           const fc_join_request *request, fc_error *err)
{
    size_t n = request->count;

    *self = (struct join){.draws = draws,
                          .count = n,
                          .factor = gsl_matrix_alloc(n, n),
                          .normals = fc_calloc(draws * n, sizeof(double)),
                          .wanted = fc_calloc(draws, sizeof *self->wanted),
                          .found = fc_calloc(draws, sizeof *self->found),
                          .room = fc_calloc(draws, sizeof *self->room),
                          .order = fc_calloc(draws, sizeof *self->order)};
    if (self->factor == NULL || self->normals == NULL || self->wanted == NULL
        || self->found == NULL || self->room == NULL || self->order == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu joint draws",
                       draws);
    }
    for (size_t i = 0; i < n * n; i++) {
        gsl_matrix_set(self->factor, i / n, i % n, request->correlation[i]);
    }
    if (gsl_linalg_cholesky_decomp1(self->factor) != 0) {
        return FC_FAIL(err, FC_ERR_SINGULAR,
                       "the errors of the series have no correlation to draw "
                       "with");
    }
    return fc_random_create(&self->random, request->stream, salt, request->seed,
                            err);
}

static void draw_normals(struct join *self)
{
    size_t n = self->count;

    for (size_t d = 0; d < self->draws; d++) {
        double *row = &self->normals[d * n];

        for (size_t i = 0; i < n; i++) {
            row[i] = gsl_ran_gaussian_ziggurat(self->random, 1.0);
        }
        /* From the last: L is lower, so that what is still needed stands. */
        for (size_t i = n; i-- > 0;) {
            double sum = 0.0;

            for (size_t j = 0; j <= i; j++) {
                sum += gsl_matrix_get(self->factor, i, j) * row[j];
            }
            row[i] = sum;
        }
    }
}

/* Add the standardised values of a step to the scores of the paths. */
static void add_scores(struct fc_ranked *scores, const fc_paths *paths,
                       size_t step)
{
    double mean = fc_paths_mean(paths, step);
    double squares = 0.0;
    double sd = 0.0;

    for (size_t d = 0; d < paths->draws; d++) {
        double gap = paths->values[d * paths->steps + step] - mean;

        squares += gap * gap;
    }
    sd = sqrt(squares / (double)paths->draws);
    for (size_t d = 0; sd > 0.0 && d < paths->draws; d++) {
        scores[d].value += (paths->values[d * paths->steps + step] - mean) / sd;
    }
}

fc_status fc_paths_reorder(fc_paths *paths, const size_t *order, fc_error *err)
{
    size_t steps = paths->steps;
    double *moved = fc_calloc(paths->draws * steps, sizeof *moved);

    if (moved == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu joint draws",
                       paths->draws);
    }
    for (size_t d = 0; d < paths->draws; d++) {
        for (size_t s = 0; s < steps; s++) {
            moved[d * steps + s] = paths->values[order[d] * steps + s];
        }
    }
    free(paths->values);
    paths->values = moved;
    return FC_OK;
}

/* What has rank r goes where rank r is wanted. */
static void find_order(size_t *order, const struct join *self)
{
    for (size_t r = 0; r < self->draws; r++) {
        order[self->wanted[r].place] = self->found[r].place;
    }
}

/* Rank the paths by their scores. */
static void rank_paths(struct fc_ranked *out, struct fc_ranked *room,
                       const fc_paths *paths)
{
    for (size_t d = 0; d < paths->draws; d++) {
        out[d] = (struct fc_ranked){.place = d};
    }
    for (size_t s = 0; s < paths->steps; s++) {
        add_scores(out, paths, s);
    }
    fc_ranks_sort(out, room, paths->draws);
}

/* The path of rank r goes where the normal of rank r stands. */
static fc_status join_series(struct join *self, fc_paths *paths, size_t series,
                             size_t *order, fc_error *err)
{
    for (size_t d = 0; d < self->draws; d++) {
        self->wanted[d] = (struct fc_ranked){
            .value = self->normals[d * self->count + series], .place = d};
    }
    fc_ranks_sort(self->wanted, self->room, self->draws);
    rank_paths(self->found, self->room, paths);
    find_order(order, self);
    return fc_paths_reorder(paths, order, err);
}

fc_status fc_paths_join(fc_paths *const *paths, const fc_join_request *request,
                        fc_error *err)
{
    struct join self = {0};
    fc_status status = join_init(&self, paths[0]->draws, request, err);

    if (status == FC_OK) {
        draw_normals(&self);
    }
    for (size_t i = 0; i < request->count && status == FC_OK; i++) {
        status = join_series(&self, paths[i], i,
                             request->order != NULL
                                 ? request->order + i * self.draws
                                 : self.order,
                             err);
    }
    join_release(&self);
    return status;
}

fc_status fc_paths_align(fc_paths *paths, const fc_paths *like, fc_error *err)
{
    size_t draws = paths->draws;
    struct join self = {
        .draws = draws,
        .wanted = fc_calloc(draws, sizeof *self.wanted),
        .found = fc_calloc(draws, sizeof *self.found),
        .room = fc_calloc(draws, sizeof *self.room),
        .order = fc_calloc(draws, sizeof *self.order),
    };
    fc_status status = FC_OK;

    if (self.wanted == NULL || self.found == NULL || self.room == NULL
        || self.order == NULL) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu draws",
                         draws);
    } else {
        rank_paths(self.wanted, self.room, like);
        rank_paths(self.found, self.room, paths);
        find_order(self.order, &self);
        status = fc_paths_reorder(paths, self.order, err);
    }
    join_release(&self);
    return status;
}
