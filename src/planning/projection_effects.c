/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done to the forecast, in its order. */
#include "planning/informed.h"
#include "planning/projection_state.h"

/* Behind which the model's own paths are changed. */
static bool is_calibrated(const fc_projection *projection)
{
    return projection->intervals == FC_INTERVALS_AUTO
           || projection->intervals == FC_INTERVALS_CONFORMAL;
}

void fc_projection_write_effects(fc_report *report,
                                 const fc_projection *projection)
{
    bool planned = projection->scenarios != NULL;
    bool reconciled = projection->reconciled != NULL;
    bool informed = fc_projection_is_informed(projection);

    if (planned || reconciled || informed) {
        fc_report_add_meta(
            report, "effects", "%sforecast%s%s%s", planned ? "plans, " : "",
            is_calibrated(projection) ? ", calibration" : "",
            reconciled ? ", reconciliation" : "", informed ? ", guidance" : "");
    }
}
