/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_JOB_POOL_H
#define FC_CLI_JOB_POOL_H

#include "cli/job.h"

/**
 * Do all jobs: computed side by side on the processors there are, finished one
 * by one in the order of the list, so that files, log and ledger do not depend
 * on which was ready first.
 */
fc_status fc_job_pool_run(struct fc_job_list *list, struct fc_log *log,
                          fc_error *err);

#endif
