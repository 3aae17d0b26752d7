/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a run itself: log, summary and lock.
 */
#ifndef FC_CLI_RUN_FILES_H
#define FC_CLI_RUN_FILES_H

#include "cli/request.h"

/** The lock of a run: that of --lock, else forecast.lock. */
const char *fc_run_lock(const struct fc_request *request);

/**
 * The name of the configuration in its own folder, where the run works.
 */
const char *fc_run_config(const struct fc_request *request);

/**
 * Is each of the three its own file, none of them the configuration, and what
 * stands there already what an earlier run wrote? So a slip of the command
 * line costs no data, no ledger and no configuration.
 * @return FC_ERR_ARGUMENT that names the file; FC_ERR_MEMORY.
 */
fc_status fc_run_check_files(const struct fc_request *request, fc_error *err);

#endif
