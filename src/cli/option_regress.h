/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of `regress` that are more than a text, a flag or a count. */
#ifndef FC_CLI_OPTION_REGRESS_H
#define FC_CLI_OPTION_REGRESS_H

#include "cli/request.h"

/* As the parsers of struct fc_option; a NULL @p text is a value left out. */
fc_status fc_option_parse_term(struct fc_request *request, const char *text,
                               fc_error *err);
fc_status fc_option_parse_event(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_difference(struct fc_request *request,
                                     const char *text, fc_error *err);
fc_status fc_option_parse_robust(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_ridge(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_hc(struct fc_request *request, const char *text,
                             fc_error *err);
fc_status fc_option_parse_hac(struct fc_request *request, const char *text,
                              fc_error *err);

fc_status fc_option_parse_break(struct fc_request *request, const char *text,
                                fc_error *err);

#endif
