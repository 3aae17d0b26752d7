/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample paths of a combination, models/combine.h.
 */
#include <string.h>

#include "base/memory.h"
#include "data/ranks.h"
#include "models/combine.h"

/* Room for one step of every member, ascending, and for its combination. */
struct room {
    size_t draws;
    fc_paths *members[FC_COMBINE_MOST];
    struct fc_ranked *sorted;
    struct fc_ranked *spare;
    double *quantiles;
};

static void release_room(struct room *room)
{
    for (size_t k = 0; k < FC_COMBINE_MOST; k++) {
        fc_paths_free(room->members[k]);
    }
    free(room->sorted);
    free(room->spare);
    free(room->quantiles);
}

static fc_status make_room(struct room *room, const fc_paths *paths,
                           const struct fc_combination *model, fc_error *err)
{
    fc_status status = FC_OK;

    room->draws = paths->draws;
    room->sorted = fc_calloc(paths->draws, sizeof *room->sorted);
    room->spare = fc_calloc(paths->draws, sizeof *room->spare);
    room->quantiles = fc_calloc(paths->draws, sizeof(double));
    if (room->sorted == NULL || room->spare == NULL
        || room->quantiles == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    for (size_t k = 0; status == FC_OK && k < model->count; k++) {
        status = fc_paths_create(&room->members[k], paths->start, paths->draws,
                                 paths->steps, err);
    }
    return status;
}

/* Every member draws with a copy of the same stream. */
static fc_status draw_member(fc_paths *paths, const fc_fit *member,
                             const fc_draw_request *request,
                             const gsl_rng *random, fc_error *err)
{
    gsl_rng *copy = gsl_rng_clone(random);
    fc_status status = FC_OK;

    if (copy == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for sample paths");
    }
    status = fc_fit_fill(paths, member, request, copy, err);
    gsl_rng_free(copy);
    return status;
}

static void average_paths(fc_paths *paths, const struct room *room,
                          size_t count)
{
    size_t size = paths->draws * paths->steps;

    for (size_t i = 0; i < size; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < count; k++) {
            sum += room->members[k]->values[i];
        }
        paths->values[i] = sum / (double)count;
    }
}

/* The draws of one step, ascending. */
static void sort_step(struct room *room, const fc_paths *paths, size_t step)
{
    for (size_t d = 0; d < paths->draws; d++) {
        room->sorted[d] = (struct fc_ranked){
            .value = paths->values[d * paths->steps + step], .place = d};
    }
    fc_ranks_sort(room->sorted, room->spare, paths->draws);
}

/* The law of step @p step: the averages of the members' quantiles, around the
 * mean that is forecast. */
static void average_quantiles(struct room *room, size_t step,
                              const struct fc_combination *model)
{
    size_t draws = room->draws;
    double means[FC_COMBINE_MOST];
    double widening = fc_combine_widening(model, step);
    double mean = 0.0;
    double centre = 0.0;

    memset(room->quantiles, 0, draws * sizeof(double));
    for (size_t k = 0; k < model->count; k++) {
        sort_step(room, room->members[k], step);
        for (size_t d = 0; d < draws; d++) {
            room->quantiles[d] += room->sorted[d].value / (double)model->count;
        }
        means[k] = fc_paths_mean(room->members[k], step);
        mean += means[k] / (double)model->count;
    }
    centre = fc_combine_values(means, model->count, model->median);
    for (size_t d = 0; d < draws; d++) {
        room->quantiles[d] = centre + widening * (room->quantiles[d] - mean);
    }
}

static void set_quantiles(fc_paths *paths, struct room *room, size_t step)
{
    sort_step(room, paths, step);
    for (size_t rank = 0; rank < paths->draws; rank++) {
        paths->values[room->sorted[rank].place * paths->steps + step] =
            room->quantiles[rank];
    }
}

static fc_status draw(fc_paths *paths, const fc_fit *fit,
                      fc_intervals intervals, const gsl_rng *random,
                      fc_error *err)
{
    const struct fc_combination *model = fit->state;
    const fc_draw_request request = {
        .steps = paths->steps, .draws = paths->draws, .intervals = intervals};
    struct room room = {0};
    fc_status status = make_room(&room, paths, model, err);

    for (size_t k = 0; status == FC_OK && k < model->count; k++) {
        status = draw_member(room.members[k], model->fits[k], &request, random,
                             err);
    }
    if (status == FC_OK) {
        average_paths(paths, &room, model->count);
    }
    for (size_t h = 0; status == FC_OK && h < paths->steps; h++) {
        average_quantiles(&room, h, model);
        set_quantiles(paths, &room, h);
    }
    release_room(&room);
    return status;
}

fc_status fc_combine_simulate(fc_paths *paths, const fc_fit *fit,
                              const fc_future *future, gsl_rng *random,
                              fc_error *err)
{
    (void)future;
    return draw(paths, fit, FC_INTERVALS_SIMULATE, random, err);
}

fc_status fc_combine_bootstrap(fc_paths *paths, const fc_fit *fit,
                               const fc_future *future, gsl_rng *random,
                               fc_error *err)
{
    (void)future;
    return draw(paths, fit, FC_INTERVALS_BOOTSTRAP, random, err);
}
