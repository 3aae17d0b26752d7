/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say how data are read, those that are more than a text, a
 * flag or a count. */
#ifndef FC_CLI_OPTION_DATA_H
#define FC_CLI_OPTION_DATA_H

#include "cli/request.h"

/* As the parsers of struct fc_option. */
fc_status fc_option_parse_frequency(struct fc_request *request,
                                    const char *text, fc_error *err);
fc_status fc_option_parse_fiscal_year_end(struct fc_request *request,
                                          const char *text, fc_error *err);
fc_status fc_option_parse_layout(struct fc_request *request, const char *text,
                                 fc_error *err);
fc_status fc_option_parse_delimiter(struct fc_request *request,
                                    const char *text, fc_error *err);

#endif
