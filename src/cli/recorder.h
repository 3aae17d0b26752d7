/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --record and --ledger. */
#ifndef FC_CLI_RECORDER_H
#define FC_CLI_RECORDER_H

#include "cli/request.h"

/** The ledger that the request names, else forecasts/ledger.db. */
const char *fc_recorder_path(const struct fc_request *request);

/**
 * Can the ledger be used, if it is there? To be asked before anything is
 * computed or written: it is not made here.
 */
fc_status fc_recorder_check(const struct fc_request *request, fc_error *err);

/** Append @p projection to the ledger. @p job is the name of its job; NULL:
 * none. */
fc_status fc_recorder_append(char head[FC_LEDGER_SEAL_SIZE],
                             const struct fc_request *request,
                             const fc_projection *projection, const char *job,
                             fc_error *err);

/** "recorded N runs in FILE, head SEAL", unless quiet. */
void fc_recorder_tell(const struct fc_request *request, size_t runs,
                      const char *head);

#endif
