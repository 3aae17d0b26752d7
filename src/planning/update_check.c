/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is about to be written must read back, and what is new in it must be of
 * use: no update leaves a file that the next run refuses. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/guidance_lint.h"
#include "planning/plan_path.h"
#include "planning/update_state.h"

/* The ranges of every series that the update has one for. */
static fc_status check_ranges(const struct fc_update *update,
                              const fc_table *table, fc_error *err)
{
    const struct fc_update_file *file = &update->files[FC_UPDATE_GUIDANCE];
    fc_guidance_list *list = NULL;
    fc_status status = FC_OK;

    if (!file->changes) {
        return FC_OK;
    }
    status = fc_guidance_parse(&list, file->edit.text.data,
                               file->edit.text.size, file->path,
                               table->start.frequency, table->calendar, err);
    for (size_t i = 0; i < update->change_count && status == FC_OK; i++) {
        if (update->changes[i].part == FC_UPDATE_GUIDANCE) {
            status = fc_guidance_check_units(
                table, list, update->changes[i].series, file->path, err);
        }
    }
    fc_guidance_list_free(list);
    return status;
}

/* As a scenario would take it; not if the period is reported by now. */
static fc_status check_plan(const struct fc_update *update,
                            const fc_update_value *given, const fc_table *table,
                            fc_error *err)
{
    const fc_series *series = fc_table_find(table, given->series);
    fc_plan plan = {.series = ""};
    struct fc_plan_path path = {
        .series = series,
        .source = update->files[FC_UPDATE_PLANS].path,
        .known = fc_span_trim(fc_series_span(series)),
        .calendar = table->calendar,
        .is_record = true,
        .row_count = 1,
    };
    fc_status status = fc_update_number(&plan.value, given->number, err);

    if (status != FC_OK || path.known.length == 0) {
        return status;
    }
    (void)snprintf(plan.period, sizeof plan.period, "%s", given->period);
    path.rows = fc_calloc(1, sizeof *path.rows);
    if (path.rows == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a plan");
    }
    path.rows[0].plan = &plan;
    status = fc_plan_path_init(&path, err);
    fc_plan_path_release(&path);
    return status;
}

fc_status fc_update_check(const struct fc_update *update, fc_error *err)
{
    const struct fc_update_file *data = &update->files[FC_UPDATE_DATA];
    const fc_update_request *request = update->request;
    const fc_table *table = update->dataset->table;
    fc_table *after = NULL;
    fc_status status = FC_OK;

    if (data->changes) {
        status = fc_table_parse(&after, data->edit.text.data,
                                data->edit.text.size, table->source,
                                &table->options, err);
        table = after;
    }
    if (status == FC_OK) {
        status = check_ranges(update, table, err);
    }
    for (size_t i = 0; i < request->plan_count && status == FC_OK; i++) {
        status = check_plan(update, &request->plans[i], table, err);
    }
    fc_table_free(after);
    return status;
}
