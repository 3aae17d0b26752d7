/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios that a request asks for. */
#ifndef FC_CLI_SCENARIOS_H
#define FC_CLI_SCENARIOS_H

#include "cli/request.h"

/**
 * Those of --plan (called `plan`), --plans (`plans`) and --scenario, in this
 * order. `forecast scenario` without any of them takes the scenarios of the
 * dataset, else its plans.
 * @return FC_ERR_ARGUMENT if there are none to take; errors of reading. Release
 *         *out after a failure, too.
 */
fc_status fc_scenarios_gather(fc_scenario_list *out,
                              const struct fc_request *request,
                              const fc_dataset *dataset, fc_error *err);

#endif
