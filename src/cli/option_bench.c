/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_bench.h"

#include <string.h>

/* As for a batch. */
enum { DRAWS_LEAST = 100, DRAWS_MOST = 1000000 };

/* auto is an entrant like any other: the spec without type. */
fc_status fc_option_parse_entrant(struct fc_request *request, const char *text,
                                  fc_error *err)
{
    fc_model_spec *spec = &request->specs[request->spec_count];
    fc_status status = FC_OK;

    if (request->spec_count == FC_MODEL_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d models",
                       FC_MODEL_CAPACITY);
    }
    if (strcmp(text, "auto") == 0) {
        *spec = (fc_model_spec){.type = NULL};
    } else {
        status = fc_model_spec_parse(spec, text, err);
    }
    request->spec_count += status == FC_OK;
    return status;
}

fc_status fc_option_parse_bench_draws(struct fc_request *request,
                                      const char *text, fc_error *err)
{
    request->no_draws = strcmp(text, "0") == 0;
    return request->no_draws ? FC_OK
                             : fc_argument_count(&request->draws, text,
                                                 DRAWS_LEAST, DRAWS_MOST, err);
}
