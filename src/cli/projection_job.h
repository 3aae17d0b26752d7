/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a request to a projection: what `forecast` and `explain` share.
 */
#ifndef FC_CLI_PROJECTION_JOB_H
#define FC_CLI_PROJECTION_JOB_H

#include "cli/request.h"
#include "cli/terminal.h"

/** Everything that the job holds; zero but for the request. */
struct fc_projection_job {
    const struct fc_request *request;
    fc_dataset *dataset;
    const fc_series *series; /**< borrowed from the dataset */
    char *command;
    fc_frozen_choice frozen; /**< zero without one */
    fc_target targets[FC_TARGET_CAPACITY];
    struct fc_progress_line progress;
    fc_projection_request asked; /**< what the projection was made with */
    fc_projection *projection;
};

/** FC_ERR_ARGUMENT for more sample paths than fit into memory. */
fc_status fc_projection_job_check_size(const struct fc_request *request,
                                       fc_error *err);

/** Read the data and project. Release the job after a failure, too. */
fc_status fc_projection_job_run(struct fc_projection_job *job, fc_error *err);

/** Write the choice to the file of --spec, unless it was read from there. To be
 * called when the results are written: a run that fails freezes nothing. */
fc_status fc_projection_job_freeze(const struct fc_projection_job *job,
                                   fc_error *err);
void fc_projection_job_release(struct fc_projection_job *job);

#endif
