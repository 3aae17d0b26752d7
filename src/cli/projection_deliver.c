/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a finished projection: files, and what alerts look at. */
#include <math.h>

#include "cli/deliver.h"
#include "cli/overlap.h"
#include "cli/paths_report.h"
#include "cli/projection_job.h"

/* The file that holds the previous forecast; NULL if the run writes none. */
static const char *first_csv(const struct fc_request *request,
                             const char *default_path)
{
    for (size_t i = 0; i < request->output_count; i++) {
        if (fc_overlap_has_sidecar(request->outputs[i])) {
            return request->outputs[i];
        }
    }
    return request->output_count == 0 && !request->no_file ? default_path
                                                           : NULL;
}

static double forecast_of(const fc_published *published, fc_period period)
{
    int64_t step = fc_period_distance(fc_published_origin(published), period);

    return step >= 1 && step <= (int64_t)published->horizon
               ? published->forecast[step - 1]
               : (double)NAN;
}

static bool asks_for_change(const struct fc_request *request)
{
    for (size_t i = 0; i < request->unattended.alert_count; i++) {
        if (request->unattended.alerts[i].name == FC_ALERT_CHANGE) {
            return true;
        }
    }
    return false;
}

void fc_projection_job_facts(fc_alert_facts *out,
                             const struct fc_projection_job *job,
                             const fc_report *report, const char *default_path)
{
    fc_calendar calendar = job->dataset->table->calendar;
    const char *path = first_csv(job->request, default_path);
    fc_published *previous = NULL;
    fc_period period;

    fc_alert_facts_read(out, report);
    /* A file that is no forecast of this series is no previous one. */
    if (path != NULL && asks_for_change(job->request)
        && fc_published_read(&previous, path, job->series, calendar, NULL)
               == FC_OK
        && fc_period_parse(&period, out->period, job->series->start.frequency,
                           calendar, NULL)
               == FC_OK) {
        fc_alert_set_previous(out, forecast_of(previous, period));
    }
    fc_published_free(previous);
}

fc_status fc_projection_job_deliver(const struct fc_projection_job *job,
                                    const fc_report *report,
                                    const char *default_path, fc_error *err)
{
    fc_report *paths = NULL;
    fc_status status = FC_OK;

    if (job->request->paths != NULL) {
        status = fc_paths_report(&paths, fc_projection_paths(job->projection),
                                 job->dataset->table->calendar, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {
            .report = report,
            .second = paths,
            .second_path = job->request->paths,
            .default_path = default_path,
            .input = job->dataset,
        };

        status = fc_deliver(job->request, &delivery, err);
    }
    fc_report_free(paths);
    return status;
}
