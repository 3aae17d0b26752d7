/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say what is forecast and by which model, those that are more
 * than a text, a flag or a count. */
#ifndef FC_CLI_OPTION_MODEL_H
#define FC_CLI_OPTION_MODEL_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_model(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_guidance(struct fc_request *request, const char *text,
                                   fc_error *err);
fc_status fc_option_parse_plan(struct fc_request *request, const char *text,
                               fc_error *err);
fc_status fc_option_parse_split(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_quantiles(struct fc_request *request,
                                    const char *text, fc_error *err);
fc_status fc_option_parse_transform(struct fc_request *request,
                                    const char *text, fc_error *err);
fc_status fc_option_parse_intervals(struct fc_request *request,
                                    const char *text, fc_error *err);

#endif
