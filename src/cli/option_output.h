/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say what is written and where, those that are more than a
 * text, a flag or a count. */
#ifndef FC_CLI_OPTION_OUTPUT_H
#define FC_CLI_OPTION_OUTPUT_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_format(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_dialect(struct fc_request *request, const char *text,
                                  fc_error *err);
fc_status fc_option_parse_output(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_paths_file(struct fc_request *request,
                                     const char *text, fc_error *err);
fc_status fc_option_parse_spec_file(struct fc_request *request,
                                    const char *text, fc_error *err);
fc_status fc_option_parse_forecasts_file(struct fc_request *request,
                                         const char *text, fc_error *err);

#endif
