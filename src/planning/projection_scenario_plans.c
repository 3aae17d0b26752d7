/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the plans outlives the dataset: their values, with the year before on
 * their own basis and on another one. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/amount.h"
#include "planning/growth.h"
#include "planning/projection_scenario.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
}

static fc_status copy_text(char **out, const char *text, fc_error *err)
{
    *out = fc_text_copy(text);
    return *out != NULL ? FC_OK : out_of_memory(err);
}

static fc_status keep_series(struct fc_planned_series *out,
                             const fc_series *series, const fc_dataset *dataset,
                             fc_error *err)
{
    const fc_series_info *info = fc_dataset_info(dataset, series->name);
    fc_status status = copy_text(&out->name, series->name, err);

    out->decimals = fc_amount_decimals_of(fc_series_span(series));
    if (status == FC_OK && info != NULL && info->other_basis != NULL) {
        status = copy_text(&out->other, info->other_basis, err);
    }
    return status;
}

/* The year before on the other basis, as far as the as-of period knows it. */
static double other_before(const fc_projection_request *request,
                           const struct fc_plan_row *row, const char *other,
                           fc_period as_of)
{
    const fc_series *series = fc_table_find(request->dataset->table, other);
    fc_span span = fc_span_until(fc_series_span(series), as_of);
    size_t length = fc_year_length(row->first.frequency);

    if (row->is_year) {
        return fc_year_of(span, FC_FLOW, row->year - 1,
                          request->dataset->table->calendar)
            .total;
    }
    return length > 0
               ? fc_span_at(span, fc_period_add(row->first, -(int64_t)length))
               : fc_missing();
}

/* What the value includes: as told, else what the series is. */
static const char *basis_of(const struct fc_plan_row *row,
                            const fc_series *series, const fc_dataset *dataset)
{
    const fc_series_info *info = fc_dataset_info(dataset, series->name);

    if (row->basis[0] != '\0') {
        return row->basis;
    }
    return info != NULL ? info->title : series->name;
}

static fc_status keep_row(struct fc_projected_scenarios *scenarios,
                          const struct fc_plan_path *path,
                          const struct fc_plan_row *row,
                          const fc_projection_request *request, fc_error *err)
{
    struct fc_plan_line *line = &scenarios->lines[scenarios->line_count];
    const char *other = scenarios->series[line->series].other;
    fc_plan plan = *row->plan;

    (void)snprintf(plan.series, sizeof plan.series, "%.*s",
                   FC_PLAN_SERIES_SIZE - 1, path->series->name);
    fc_plan_format(line->text, &plan);
    memcpy(line->period, plan.period, sizeof line->period);
    line->sd_pct = plan.sd_pct;
    line->value = row->value;
    line->before = row->before;
    line->flat = row->flat;
    line->other_before = other != NULL ? other_before(request, row, other,
                                                      fc_span_last(path->known))
                                       : fc_missing();
    scenarios->line_count++; /* what is in it is freed even so */
    return copy_text(&line->basis,
                     basis_of(row, path->series, request->dataset), err);
}

static fc_status keep_rows(struct fc_projected_scenarios *scenarios,
                           const struct fc_projection_plans *plans,
                           const fc_projection_request *request, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t s = 0; s < plans->count; s++) {
        for (size_t j = 0; j < plans->series_count; j++) {
            const struct fc_plan_path *path = fc_projection_plans_path(plans, s,
                                                                       j);

            for (size_t i = 0; i < path->row_count && status == FC_OK; i++) {
                scenarios->lines[scenarios->line_count].scenario = s;
                scenarios->lines[scenarios->line_count].series = j;
                status = keep_row(scenarios, path, &path->rows[i], request,
                                  err);
            }
        }
    }
    return status;
}

fc_status fc_projection_keep_plans(struct fc_projected_scenarios *scenarios,
                                   const struct fc_projection_plans *plans,
                                   const fc_projection_request *request,
                                   fc_error *err)
{
    size_t lines = 0;
    fc_status status = FC_OK;

    for (size_t i = 0; i < plans->count * plans->series_count; i++) {
        lines += plans->paths[i].row_count;
    }
    scenarios->lines = fc_calloc(lines, sizeof *scenarios->lines);
    scenarios->series = fc_calloc(plans->series_count,
                                  sizeof *scenarios->series);
    if (scenarios->lines == NULL || scenarios->series == NULL) {
        return out_of_memory(err);
    }
    for (size_t j = 0; j < plans->series_count && status == FC_OK; j++) {
        scenarios->series_count++;
        status = keep_series(&scenarios->series[j], plans->series[j],
                             request->dataset, err);
    }
    return status == FC_OK ? keep_rows(scenarios, plans, request, err) : status;
}
