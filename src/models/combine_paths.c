/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample paths of a combination, models/combine.h.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "base/memory.h"
#include "data/ranks.h"
#include "models/combine.h"

/* Room for one step of every member, ascending, and for its combination. */
struct room {
    fc_paths *members[FC_COMBINE_MOST];
    double *sorted;           /* member by member */
    struct fc_ranked *ranked; /* of one step */
    struct fc_ranked *spare;
    double *quantiles;
};

static void release_room(struct room *room)
{
    for (size_t k = 0; k < FC_COMBINE_MOST; k++) {
        fc_paths_free(room->members[k]);
    }
    free(room->sorted);
    free(room->ranked);
    free(room->spare);
    free(room->quantiles);
}

static fc_status make_room(struct room *room, const fc_paths *paths,
                           const struct fc_combination *model, fc_error *err)
{
    fc_status status = FC_OK;

    room->sorted = fc_calloc(paths->draws * model->count, sizeof(double));
    room->ranked = fc_calloc(paths->draws, sizeof *room->ranked);
    room->spare = fc_calloc(paths->draws, sizeof *room->spare);
    room->quantiles = fc_calloc(paths->draws, sizeof(double));
    if (room->sorted == NULL || room->ranked == NULL || room->spare == NULL
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

/* What a member says of one step. */
struct law {
    double mean;
    double median;
    double width; /* of its 95 % interval */
    double weight;
};

/* The draws of one step, ascending. */
static void rank_step(struct room *room, const fc_paths *paths, size_t step)
{
    for (size_t d = 0; d < paths->draws; d++) {
        room->ranked[d] = (struct fc_ranked){
            .value = paths->values[d * paths->steps + step], .place = d};
    }
    fc_ranks_sort(room->ranked, room->spare, paths->draws);
}

/* Sort what member @p k says of step @p step, and describe it. */
static struct law describe(struct room *room, size_t k, size_t step)
{
    const fc_paths *paths = room->members[k];
    double *sorted = room->sorted + k * paths->draws;

    rank_step(room, paths, step);
    for (size_t d = 0; d < paths->draws; d++) {
        sorted[d] = room->ranked[d].value;
    }
    return (struct law){
        .mean = fc_paths_mean(paths, step),
        .median = gsl_stats_median_from_sorted_data(sorted, 1, paths->draws),
        .width = gsl_stats_quantile_from_sorted_data(sorted, 1, paths->draws,
                                                     0.975)
                 - gsl_stats_quantile_from_sorted_data(sorted, 1, paths->draws,
                                                       0.025),
        .weight = 1.0,
    };
}

/* What @p value of a member adds. The tails of a law that explodes reach
 * further than any factor on its width: in a median they end at @p limit. */
static double deviation(const struct law *law, double value, double limit)
{
    return fmax(-limit, fmin(limit, law->weight * (value - law->median)));
}

/* Around the mean that is forecast, wider as the model asks for. */
static void centre_quantiles(double *quantiles, size_t draws, double centre,
                             double widening)
{
    double mean = gsl_stats_mean(quantiles, 1, draws);

    for (size_t d = 0; d < draws; d++) {
        quantiles[d] = centre + widening * (quantiles[d] - mean);
    }
}

/* No quantile is below zero, and the mean stays as forecast: members that are
 * not below zero have quantiles that are, once they are moved and widened. */
static void keep_above_zero(double *quantiles, size_t draws, double centre)
{
    double mean = 0.0;

    for (size_t d = 0; d < draws; d++) {
        quantiles[d] = fmax(quantiles[d], 0.0);
    }
    mean = gsl_stats_mean(quantiles, 1, draws);
    for (size_t d = 0; d < draws && mean > 0.0; d++) {
        quantiles[d] *= fmax(centre, 0.0) / mean;
    }
}

/* The law and the ranks of step @p step: the averages of the members' quantiles
 * around the mean that is forecast, in the order of their averaged paths. */
static void combine_step(fc_paths *paths, struct room *room, size_t step,
                         const fc_fit *fit)
{
    const struct fc_combination *model = fit->state;
    struct law laws[FC_COMBINE_MOST];
    double means[FC_COMBINE_MOST];
    double widths[FC_COMBINE_MOST];
    double centre = 0.0;
    double width = 0.0;
    double limit = (double)INFINITY;

    for (size_t k = 0; k < model->count; k++) {
        laws[k] = describe(room, k, step);
        means[k] = laws[k].mean;
        widths[k] = laws[k].width;
    }
    centre = fc_combine_values(means, model->count, model->median);
    width = fc_combine_values(widths, model->count, true);
    if (model->median) {
        limit = fc_combine_limit(width);
    }
    for (size_t k = 0; k < model->count; k++) {
        laws[k].weight = fc_combine_weight(model, laws[k].width, width);
    }
    for (size_t d = 0; d < paths->draws; d++) {
        double *value = &paths->values[d * paths->steps + step];

        *value = 0.0;
        room->quantiles[d] = 0.0;
        for (size_t k = 0; k < model->count; k++) {
            room->quantiles[d] +=
                deviation(&laws[k], room->sorted[k * paths->draws + d], limit)
                / (double)model->count;
            *value += deviation(
                &laws[k], room->members[k]->values[d * paths->steps + step],
                limit);
        }
    }
    centre_quantiles(room->quantiles, paths->draws, centre,
                     fc_combine_widening(model, step));
    if (fit->transform.floor) {
        keep_above_zero(room->quantiles, paths->draws, centre);
    }
    rank_step(room, paths, step);
    for (size_t rank = 0; rank < paths->draws; rank++) {
        paths->values[room->ranked[rank].place * paths->steps + step] =
            room->quantiles[rank];
    }
}

fc_status fc_combine_draw(fc_paths *paths, const fc_fit *fit,
                          const fc_draw_request *request, gsl_rng *random,
                          fc_error *err)
{
    const struct fc_combination *model = fit->state;
    /* The law of a combination is that of its members' paths, not of their
     * closed forms. */
    const fc_draw_request inner = {
        .steps = paths->steps,
        .draws = paths->draws,
        .intervals = request->intervals == FC_INTERVALS_BOOTSTRAP
                         ? FC_INTERVALS_BOOTSTRAP
                         : FC_INTERVALS_SIMULATE};
    struct room room = {0};
    fc_status status = make_room(&room, paths, model, err);

    for (size_t k = 0; status == FC_OK && k < model->count; k++) {
        status = draw_member(room.members[k], model->fits[k], &inner, random,
                             err);
    }
    for (size_t h = 0; status == FC_OK && h < paths->steps; h++) {
        combine_step(paths, &room, h, fit);
    }
    release_room(&room);
    return status;
}
