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
