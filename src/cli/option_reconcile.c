/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_reconcile.h"

#include <string.h>

fc_status fc_option_parse_reconcile(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return fc_argument_reconcile(&request->reconcile, text, err);
}

fc_status fc_option_parse_target(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    fc_status status = FC_OK;

    if (request->target_count == FC_TARGET_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d targets",
                       FC_TARGET_CAPACITY);
    }
    status = fc_argument_value(&request->targets[request->target_count], text,
                               err);
    request->target_count += status == FC_OK;
    return status;
}

/* A period of the series, or else a fiscal year. */
static fc_status read_target(fc_target *out,
                             const struct fc_value_argument *argument,
                             const fc_series *series, fc_calendar calendar,
                             fc_error *err)
{
    fc_period year;
    fc_error why = {.status = FC_OK};

    *out = (fc_target){.value = argument->number};
    if (argument->series[0] != '\0'
        && strcmp(argument->series, series->name) != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--target is for '%.60s', but the forecast is of "
                       "'%.60s'",
                       argument->series, series->name);
    }
    if (fc_period_parse(&out->period, argument->period, series->start.frequency,
                        calendar, &why)
        == FC_OK) {
        return FC_OK;
    }
    out->period.frequency = FC_FREQUENCY_NONE;
    if (fc_period_parse(&year, argument->period, FC_YEARLY, calendar, NULL)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--target '%.30s': %.320s",
                       argument->period, why.message);
    }
    out->year = fc_period_fiscal_year(year, calendar);
    return FC_OK;
}

fc_status fc_option_read_targets(fc_target *out,
                                 const struct fc_request *request,
                                 const fc_series *series, fc_calendar calendar,
                                 fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->target_count && status == FC_OK; i++) {
        status = read_target(&out[i], &request->targets[i], series, calendar,
                             err);
    }
    return status;
}
