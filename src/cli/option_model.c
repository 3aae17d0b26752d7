/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_model.h"

#include <string.h>

fc_status fc_option_parse_model(struct fc_request *request, const char *text,
                                fc_error *err)
{
    fc_status status = FC_OK;

    if (strcmp(text, "auto") == 0) {
        request->automatic = true;
    } else if (request->spec_count == FC_MODEL_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d models",
                       FC_MODEL_CAPACITY);
    } else {
        status = fc_model_spec_parse(&request->specs[request->spec_count], text,
                                     err);
        request->spec_count += status == FC_OK;
    }
    if (status == FC_OK && request->automatic && request->spec_count > 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "auto means the default candidates; give it alone, or "
                       "name every candidate");
    }
    return status;
}

fc_status fc_option_parse_guidance(struct fc_request *request, const char *text,
                                   fc_error *err)
{
    if (request->has_range) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a second range; give one, or a file with "
                       "--guidance-file");
    }
    request->has_range = true;
    return fc_argument_range(&request->range, text, err);
}

fc_status fc_option_parse_plan(struct fc_request *request, const char *text,
                               fc_error *err)
{
    fc_status status = FC_OK;

    if (request->plan_count == FC_PLAN_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "more than %d plans; write them into a file for "
                       "--scenario",
                       FC_PLAN_CAPACITY);
    }
    status = fc_plan_parse(&request->plans[request->plan_count], text, err);
    request->plan_count += status == FC_OK;
    return status;
}

fc_status fc_option_parse_split(struct fc_request *request, const char *text,
                                fc_error *err)
{
    if (fc_plan_split_find(&request->split, text)) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "not a split of a year; give seasonal (the default), "
                   "runrate, front, back or flat");
}

fc_status fc_option_parse_quantiles(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return fc_argument_quantiles(&request->quantiles, text, err);
}

fc_status fc_option_parse_transform(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    return fc_transform_parse(&request->transform, text, err);
}

fc_status fc_option_parse_intervals(struct fc_request *request,
                                    const char *text, fc_error *err)
{
    request->has_intervals = true;
    return fc_argument_intervals(&request->intervals, text, err);
}
