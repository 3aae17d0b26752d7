/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paths that guidance informs: of the forecast, of what it had been at past
 * origins, and of its scenarios. A scenario is another forecast of the same
 * period, so the range tells of it what it tells of base: the law that was
 * learned and its weight are those of base, and what they are pooled with is
 * the scenario's own law. The ranks of the draws stay, so that the difference
 * to base stays one draw by draw.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/informed.h"

static void release_steps(struct fc_projected *rows, size_t count)
{
    for (size_t i = 0; rows != NULL && i < count; i++) {
        free(rows[i].extra);
    }
    free(rows);
}

void fc_informed_free_view(struct fc_informed *informed,
                           const fc_projection *view)
{
    if (informed == NULL) {
        return;
    }
    fc_paths_free(informed->plain);
    release_steps(informed->plain_steps, view->horizon);
    release_steps(informed->plain_totals, informed->plain_total_count);
    free(informed);
}

void fc_informed_free(struct fc_informed *informed,
                      const fc_projection *projection)
{
    if (informed != NULL) {
        fc_informed_evaluation_release(&informed->evaluation);
    }
    fc_informed_free_view(informed, projection);
}

static fc_status copy_paths(fc_paths **out, const fc_paths *paths,
                            fc_error *err)
{
    fc_status status = fc_paths_create(out, paths->start, paths->draws,
                                       paths->steps, err);

    if (status == FC_OK) {
        memcpy((*out)->values, paths->values,
               paths->draws * paths->steps * sizeof *paths->values);
    }
    return status;
}

fc_status fc_informed_paths(fc_paths **out, const struct fc_evidence *evidence,
                            const fc_paths *plain, const struct fc_student *law,
                            const fc_step_calibration *calibration,
                            fc_error *err)
{
    struct fc_log_pool pool;
    fc_status status = copy_paths(out, plain, err);

    if (status == FC_OK) {
        fc_log_pool_fill(&pool, &evidence->law, law, evidence->weight);
        status = fc_first_step_set(*out, &pool, &evidence->place, calibration,
                                   err);
    }
    if (status != FC_OK) {
        fc_paths_free(*out);
        *out = NULL;
    }
    return status;
}

/* The steps and totals so far become the plain ones. */
static fc_status renew_figures(fc_projection *projection, fc_paths *paths,
                               fc_error *err)
{
    struct fc_informed *informed = projection->informed;
    fc_status status = FC_OK;

    informed->plain = projection->paths;
    informed->plain_steps = projection->steps;
    informed->plain_totals = projection->totals;
    informed->plain_total_count = projection->total_count;
    projection->paths = paths;
    projection->steps = NULL;
    projection->totals = NULL;
    projection->total_count = 0;
    status = fc_projection_add_steps(projection, err);
    return status == FC_OK ? fc_projection_add_totals(projection, err) : status;
}

fc_status fc_informed_publish(fc_projection *projection, fc_error *err)
{
    struct fc_informed *informed = projection->informed;
    const struct fc_evidence evidence = {.law = informed->law.law,
                                         .weight = informed->weight,
                                         .place = informed->place};
    struct fc_student law = {0};
    fc_paths *paths = NULL;
    fc_status status = FC_OK;

    if (!(evidence.place.unit > 0.0)
        || !fc_first_step_law(&law, projection->paths, &evidence.place)) {
        informed->why_not = FC_GUIDANCE_NO_PLACE;
        return FC_OK;
    }
    informed->suggested = fc_coordinates_value(&evidence.place,
                                               evidence.law.location);
    status = fc_informed_paths(&paths, &evidence, projection->paths, &law,
                               projection->calibration, err);
    return status == FC_OK ? renew_figures(projection, paths, err) : status;
}

fc_status fc_projection_inform_view(fc_projection *view,
                                    const fc_projection *base, fc_error *err)
{
    if (!fc_projection_is_informed(base)) {
        return FC_OK;
    }
    view->informed = fc_calloc(1, sizeof *view->informed);
    if (view->informed == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for guidance");
    }
    *view->informed = *base->informed;
    view->informed->plain = NULL;
    view->informed->plain_steps = NULL;
    view->informed->plain_totals = NULL;
    view->informed->plain_total_count = 0;
    return fc_informed_publish(view, err);
}
