/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of import. */
#ifndef FC_CLI_OPTION_IMPORT_H
#define FC_CLI_OPTION_IMPORT_H

#include "cli/request.h"

/** --output: the CSV to make. */
fc_status fc_option_parse_import_output(struct fc_request *request,
                                        const char *text, fc_error *err);
/** --user-agent: a name and a mail address. */
fc_status fc_option_parse_user_agent(struct fc_request *request,
                                     const char *text, fc_error *err);
/** Is @p text a user agent that the SEC takes? */
fc_status fc_user_agent_check(const char *text, fc_error *err);

#endif
