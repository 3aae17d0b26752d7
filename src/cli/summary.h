/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_SUMMARY_H
#define FC_CLI_SUMMARY_H

#include "cli/job.h"

/**
 * Write one screen about all jobs to @p path, for mail: what went wrong first.
 * @return FC_ERR_WRITE, FC_ERR_MEMORY
 */
fc_status fc_summary_write(const char *path, const struct fc_job_list *list,
                           fc_error *err);

#endif
