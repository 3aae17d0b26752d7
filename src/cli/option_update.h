/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of `update` that are more than a text, a flag or a count. */
#ifndef FC_CLI_OPTION_UPDATE_H
#define FC_CLI_OPTION_UPDATE_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_add(struct fc_request *request, const char *text,
                              fc_error *err);
fc_status fc_option_parse_revise(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_new_guidance(struct fc_request *request,
                                       const char *text, fc_error *err);
fc_status fc_option_parse_new_plan(struct fc_request *request, const char *text,
                                   fc_error *err);
fc_status fc_option_parse_issued(struct fc_request *request, const char *text,
                                 fc_error *err);

#endif
