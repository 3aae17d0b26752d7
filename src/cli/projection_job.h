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
    fc_scenario_list scenarios;
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

/**
 * What alerts look at. The previous forecast is that of the first CSV file that
 * the run is about to write, so this comes before it is written.
 * @param default_path NULL: none
 */
void fc_projection_job_facts(fc_alert_facts *out,
                             const struct fc_projection_job *job,
                             const fc_report *report, const char *default_path);

/** Write the results, as fc_deliver() does. */
fc_status fc_projection_job_deliver(const struct fc_projection_job *job,
                                    const fc_report *report,
                                    const char *default_path, fc_error *err);

/** Did a candidate that the user named give no forecast? Its name is @p text.
 * The default candidates are a choice of ours: that one does not suit is no
 * failure. */
bool fc_projection_job_model_failed(char text[FC_MODEL_SPEC_SIZE],
                                    const struct fc_projection_job *job);

/** Write the choice to the file of --spec, unless it was read from there. To be
 * called when the results are written: a run that fails freezes nothing. */
fc_status fc_projection_job_freeze(const struct fc_projection_job *job,
                                   fc_error *err);
void fc_projection_job_release(struct fc_projection_job *job);

#endif
