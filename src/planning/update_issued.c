/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New guidance and plans. */
#include <stdio.h>
#include <string.h>

#include "planning/update_record.h"

/* A spreadsheet would take it for a formula. */
static fc_status check_text(const char *text, fc_error *err)
{
    if (text != NULL
        && (strpbrk(text, "\r\n") != NULL
            || (text[0] != '\0' && strchr("=+-@", text[0]) != NULL))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' has several lines or begins as a formula does; "
                       "write it otherwise",
                       text);
    }
    return FC_OK;
}

static void begin_record(struct fc_update_record *record,
                         const struct fc_update *update,
                         enum fc_update_part part, const char *series,
                         const char *period)
{
    *record = (struct fc_update_record){.part = part, .key_count = 2};
    fc_update_put(record, "series", series);
    fc_update_put(record, "period", period);
    fc_date_format(record->issued, update->request->issued);
}

static void end_record(struct fc_update_record *record,
                       const struct fc_update *update)
{
    fc_update_put(record, "issued", record->issued);
    fc_update_put(record, "source", update->request->source);
}

/* The usual text of the period of a range; that behind the last actual if none
 * is given. */
static fc_status range_period(char text[FC_PERIOD_TEXT_SIZE],
                              const struct fc_update *update,
                              const fc_update_range *range, fc_error *err)
{
    const fc_table *table = update->dataset->table;
    const fc_series *series = NULL;
    fc_period period = {.frequency = FC_FREQUENCY_NONE};
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&series, update, range->series, err);

    if (status != FC_OK) {
        return status;
    }
    if (range->period[0] == '\0') {
        fc_span span = fc_span_trim(fc_series_span(series));

        period = span.length > 0 ? fc_period_add(fc_span_last(span), 1)
                                 : table->start;
        for (size_t i = 0; i < update->change_count; i++) {
            fc_period added;

            if (update->changes[i].part == FC_UPDATE_DATA
                && strcmp(update->changes[i].series, series->name) == 0
                && fc_period_parse(&added, update->changes[i].period,
                                   table->start.frequency, table->calendar,
                                   NULL)
                       == FC_OK
                && added.index >= period.index) {
                period = fc_period_add(added, 1);
            }
        }
    } else if (fc_period_parse(&period, range->period, table->start.frequency,
                               table->calendar, &why)
               != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "guidance for '%.30s': %.320s",
                       range->period, why.message);
    }
    fc_period_format(text, period, table->calendar);
    return FC_OK;
}

static bool has_guidance(const fc_csv *csv, const char *series)
{
    for (size_t row = 0; row < csv->row_count; row++) {
        if (strcmp(fc_update_cell(csv, row, "series"), series) == 0) {
            return true;
        }
    }
    return false;
}

/* The series of a range that names none: the one among the new actuals that has
 * had guidance before. */
static fc_status find_series(const char **out, const struct fc_update *update,
                             fc_error *err)
{
    const fc_update_request *request = update->request;
    const fc_csv *csv = update->files[FC_UPDATE_GUIDANCE].csv;

    *out = NULL;
    for (size_t i = 0; i < request->value_count; i++) {
        const char *name = request->values[i].series;

        if ((*out != NULL && strcmp(*out, name) == 0)
            || !has_guidance(csv, name)) {
            continue;
        }
        if (*out != NULL) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "guidance of which series, '%.60s' or '%.60s'? "
                           "Write it in front: SERIES:PERIOD=LOW:HIGH",
                           *out, name);
        }
        *out = name;
    }
    return *out != NULL ? FC_OK
                        : FC_FAIL(err, FC_ERR_ARGUMENT,
                                  "guidance of which series? Write it in "
                                  "front: SERIES:PERIOD=LOW:HIGH");
}

static fc_status apply_named_range(struct fc_update *update,
                                   const fc_update_range *range, fc_error *err)
{
    struct fc_update_record record;
    char period[FC_PERIOD_TEXT_SIZE];
    double low = 0.0;
    double high = 0.0;
    fc_status status = range_period(period, update, range, err);

    if (status == FC_OK) {
        status = fc_update_number(&low, range->low, err);
    }
    if (status == FC_OK) {
        status = fc_update_number(&high, range->high, err);
    }
    if (status != FC_OK) {
        return status;
    }
    begin_record(&record, update, FC_UPDATE_GUIDANCE, range->series, period);
    fc_update_put(&record, "low", range->low);
    fc_update_put(&record, "high", range->high);
    record.value_count = 2;
    (void)snprintf(record.after, sizeof record.after, "%.60s:%.60s", range->low,
                   range->high);
    fc_update_put(&record, "role", "release");
    end_record(&record, update);
    return fc_update_apply(update, &record, err);
}

static fc_status apply_range(struct fc_update *update,
                             const fc_update_range *range, fc_error *err)
{
    fc_update_range named = *range;
    fc_status status = fc_update_open_part(update, FC_UPDATE_GUIDANCE,
                                           update->dataset->guidance_path,
                                           "guidance", err);

    if (status == FC_OK && named.series == NULL) {
        status = find_series(&named.series, update, err);
    }
    return status == FC_OK ? apply_named_range(update, &named, err) : status;
}

/* A plan is for a period of its series or for a fiscal year. */
static fc_status plan_period(const struct fc_update *update,
                             const fc_update_value *plan, fc_error *err)
{
    const fc_table *table = update->dataset->table;
    const fc_series *series = NULL;
    fc_period period;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&series, update, plan->series, err);

    if (status != FC_OK
        || fc_period_parse(&period, plan->period, FC_YEARLY, table->calendar,
                           NULL)
               == FC_OK) {
        return status;
    }
    if (fc_period_parse(&period, plan->period, table->start.frequency,
                        table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "plan for '%.30s': %.320s",
                       plan->period, why.message);
    }
    return FC_OK;
}

static fc_status apply_plan(struct fc_update *update,
                            const fc_update_value *plan, fc_error *err)
{
    struct fc_update_record record;
    double number = 0.0;
    fc_status status = plan_period(update, plan, err);

    if (status == FC_OK) {
        status = fc_update_number(&number, plan->number, err);
    }
    if (status == FC_OK) {
        status = fc_update_open_part(update, FC_UPDATE_PLANS,
                                     update->dataset->plans_path, "plans", err);
    }
    if (status != FC_OK) {
        return status;
    }
    begin_record(&record, update, FC_UPDATE_PLANS, plan->series, plan->period);
    fc_update_put(&record, "value", plan->number);
    record.value_count = 1;
    (void)snprintf(record.after, sizeof record.after, "%.60s", plan->number);
    fc_update_put(&record, "basis", update->request->basis);
    end_record(&record, update);
    return fc_update_apply(update, &record, err);
}

fc_status fc_update_records(struct fc_update *update, fc_error *err)
{
    const fc_update_request *request = update->request;
    fc_status status = check_text(request->source, err);

    if (status == FC_OK) {
        status = check_text(request->basis, err);
    }
    for (size_t i = 0; i < request->range_count && status == FC_OK; i++) {
        status = apply_range(update, &request->ranges[i], err);
    }
    for (size_t i = 0; i < request->plan_count && status == FC_OK; i++) {
        status = apply_plan(update, &request->plans[i], err);
    }
    return status;
}
