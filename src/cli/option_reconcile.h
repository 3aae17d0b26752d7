/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of what has to add up: --reconcile and --target. */
#ifndef FC_CLI_OPTION_RECONCILE_H
#define FC_CLI_OPTION_RECONCILE_H

#include "cli/request.h"

fc_status fc_option_parse_reconcile(struct fc_request *request,
                                    const char *text, fc_error *err);
fc_status fc_option_parse_target(struct fc_request *request, const char *text,
                                 fc_error *err);

/**
 * The targets of @p request for @p series.
 * @param out room for FC_TARGET_CAPACITY
 * @return FC_ERR_ARGUMENT for another series or a period that is none
 */
fc_status fc_option_read_targets(fc_target *out,
                                 const struct fc_request *request,
                                 const fc_series *series, fc_calendar calendar,
                                 fc_error *err);

#endif
