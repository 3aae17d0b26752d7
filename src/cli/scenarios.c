/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/scenarios.h"

#include "cli/command.h"

static fc_status add_options(fc_scenario_list *out,
                             const struct fc_request *request, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->plan_count && status == FC_OK; i++) {
        status = fc_scenario_list_add(out, "plan", "--plan", &request->plans[i],
                                      NULL, err);
    }
    return status;
}

static fc_status add_plans(fc_scenario_list *out, const fc_dataset *dataset,
                           fc_error *err)
{
    if (dataset->plans_path == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the dataset has no plans; name their file in its "
                       "descriptor (plans = FILE), or give --plan");
    }
    return fc_scenario_list_read_plans(out, dataset->plans_path, "plans", err);
}

/* What goes with the data, for `forecast scenario` alone. */
static fc_status add_default(fc_scenario_list *out, const fc_dataset *dataset,
                             fc_error *err)
{
    if (dataset->scenarios_path != NULL) {
        return fc_scenario_list_read(out, dataset->scenarios_path, err);
    }
    if (dataset->plans_path != NULL) {
        return add_plans(out, dataset, err);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "there is no plan; give --plan SERIES:PERIOD=VALUE or "
                   "--scenario FILE");
}

fc_status fc_scenarios_gather(fc_scenario_list *out,
                              const struct fc_request *request,
                              const fc_dataset *dataset, fc_error *err)
{
    fc_status status = add_options(out, request, err);

    if (status == FC_OK && request->use_plans) {
        status = add_plans(out, dataset, err);
    }
    if (status == FC_OK && request->scenario_file != NULL) {
        status = fc_scenario_list_read(out, request->scenario_file, err);
    }
    if (status == FC_OK && out->count == 0
        && request->command->bit == FC_ON_SCENARIO) {
        status = add_default(out, dataset, err);
    }
    return status;
}
