/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of unattended runs that are more than a text, a flag or a
 * count. */
#ifndef FC_CLI_OPTION_RUN_H
#define FC_CLI_OPTION_RUN_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_config(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_job(struct fc_request *request, const char *text,
                              fc_error *err);
fc_status fc_option_parse_alert(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_max_age(struct fc_request *request, const char *text,
                                  fc_error *err);
fc_status fc_option_parse_today(struct fc_request *request, const char *text,
                                fc_error *err);
fc_status fc_option_parse_log_format(struct fc_request *request,
                                     const char *text, fc_error *err);
fc_status fc_option_parse_summary(struct fc_request *request, const char *text,
                                  fc_error *err);
fc_status fc_option_parse_lock(struct fc_request *request, const char *text,
                               fc_error *err);

#endif
