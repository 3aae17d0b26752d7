/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scale on which a model works: that of the front, or logarithms of its
 * own.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/model_type.h"

fc_transform fc_fit_transform(const fc_fit *fit)
{
    if (fit->summary.logged) {
        return (fc_transform){.scale = FC_SCALE_LOG};
    }
    return fit->transform;
}

bool fc_fit_is_transformed(const fc_fit *fit)
{
    return (fit->transform.scale != FC_SCALE_OWN
            && fit->transform.scale != FC_SCALE_LEVEL)
           || (fit->transform.floor && !fit->summary.logged
               && !fit->spec.type->never_negative
               && !fit->spec.type->passes_scale); /* has its own floor */
}

bool fc_fit_is_bent(const fc_fit *fit)
{
    return fit->summary.logged || fit->transform.scale == FC_SCALE_LOG
           || (fit->transform.scale == FC_SCALE_BOX_COX
               && fit->transform.lambda != 1.0);
}

bool fc_fit_has_closed_law(const fc_fit *fit)
{
    return fit->law.kind != FC_LAW_NONE;
}

fc_status fc_fit_change_scale(fc_fit *fit, double **values,
                              fc_training *training, fc_error *err)
{
    fc_span y = training->y;
    double *room = NULL;
    const fc_seasonal_values seen = {
        .values = y.values, .n = y.length, .season = training->season};
    fc_status status = FC_OK;

    *values = NULL;
    if (fit->held != NULL) {
        fit->transform = fit->held->transform;
    } else if (!fit->spec.type->passes_scale) {
        status = fc_transform_settle(&fit->transform, &fit->spec.transform,
                                     &seen, err);
    }
    if (status != FC_OK || fit->transform.scale == FC_SCALE_OWN
        || fit->transform.scale == FC_SCALE_LEVEL) {
        return status;
    }
    room = fc_calloc(y.length, sizeof *room);
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    for (size_t t = 0; t < y.length; t++) {
        room[t] = fc_transform_apply(&fit->transform, y.values[t]);
    }
    training->y.values = room;
    *values = room;
    return FC_OK;
}
