/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/fields.h"

enum { name_limit = 64 };

static void release_scenario(fc_scenario *scenario)
{
    for (size_t i = 0; i < scenario->plan_count; i++) {
        free(scenario->basis[i]);
    }
    free(scenario->basis);
    free(scenario->plans);
    free(scenario->source);
    free(scenario->name);
}

void fc_scenario_list_release(fc_scenario_list *list)
{
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        release_scenario(&list->items[i]);
    }
    free(list->items);
    *list = (fc_scenario_list){0};
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for scenarios");
}

static fc_status check_name(const fc_scenario_list *list, const char *name,
                            const char *source, size_t line, fc_error *err)
{
    if (name[0] == '\0' || strlen(name) > name_limit) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, 0,
                          "a scenario has a name of 1 to %d characters; give "
                          "one",
                          name_limit);
    }
    if (strcmp(name, "base") == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, 0,
                          "'base' is the forecast without a plan; give the "
                          "scenario another name");
    }
    if (list->count == FC_SCENARIO_CAPACITY) {
        return FC_FAIL_AT(err, FC_ERR_DATA, source, line, 0,
                          "more than %d scenarios; split the file",
                          FC_SCENARIO_CAPACITY);
    }
    return FC_OK;
}

/* Scenarios of two sources stay apart, so that none changes another. */
static fc_status find_or_make(fc_scenario **out, fc_scenario_list *list,
                              const char *name, const char *source, size_t line,
                              fc_error *err)
{
    fc_scenario *longer = NULL;
    fc_scenario made = {0};
    fc_status status = FC_OK;

    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].name, name) == 0) {
            *out = &list->items[i];
            return strcmp((*out)->source, source) == 0
                       ? FC_OK
                       : FC_FAIL_AT(err, FC_ERR_DATA, source, line, 0,
                                    "there is a scenario '%.64s' of %.100s "
                                    "already; give it another name",
                                    name, (*out)->source);
        }
    }
    status = check_name(list, name, source, line, err);
    if (status != FC_OK) {
        return status;
    }
    longer = fc_reallocarray(list->items, list->count + 1, sizeof *longer);
    made.name = fc_text_copy(name);
    made.source = fc_text_copy(source);
    list->items = longer != NULL ? longer : list->items;
    if (longer == NULL || made.name == NULL || made.source == NULL) {
        release_scenario(&made);
        return out_of_memory(err);
    }
    longer[list->count] = made;
    *out = &longer[list->count++];
    return FC_OK;
}

static fc_status add_plan(fc_scenario *scenario, const fc_plan *plan,
                          const char *basis, fc_error *err)
{
    size_t count = scenario->plan_count;
    fc_plan *plans = fc_reallocarray(scenario->plans, count + 1, sizeof *plans);
    char **words = NULL;
    char *copy = NULL;

    if (plans == NULL) {
        return out_of_memory(err);
    }
    scenario->plans = plans;
    words = fc_reallocarray(scenario->basis, count + 1, sizeof *words);
    if (words == NULL) {
        return out_of_memory(err);
    }
    scenario->basis = words;
    copy = fc_text_copy(basis != NULL ? basis : "");
    if (copy == NULL) {
        return out_of_memory(err);
    }
    plans[count] = *plan;
    words[count] = copy;
    scenario->plan_count++;
    return FC_OK;
}

fc_status fc_scenario_list_add(fc_scenario_list *list, const char *name,
                               const char *source, const fc_plan *plan,
                               const char *basis, fc_error *err)
{
    fc_scenario *scenario = NULL;
    fc_status status = find_or_make(&scenario, list, name, source, plan->line,
                                    err);

    return status == FC_OK ? add_plan(scenario, plan, basis, err) : status;
}

enum column {
    SCENARIO,
    SERIES,
    PERIOD,
    VALUE,
    SD_PCT,
    BASIS,
    ISSUED,
    COLUMNS, /* how many */
};

/* A file that is read: of scenarios, or of plans that make one. */
struct reader {
    const fc_csv *csv;
    size_t columns[COLUMNS];
    const char *name; /* of the one scenario; NULL: the column says */
};

static fc_status fail_in(const struct reader *reader, size_t row,
                         enum column column, fc_status status, const char *text,
                         fc_error *err)
{
    return FC_FAIL_AT(err, status, reader->csv->source,
                      fc_csv_line(reader->csv, row),
                      reader->columns[column] + 1, "%s", text);
}

static fc_status read_names(fc_plan *out, const struct reader *reader,
                            size_t row, fc_error *err)
{
    const char *series = fc_field_text(reader->csv, row,
                                       reader->columns[SERIES]);
    const char *period = fc_field_text(reader->csv, row,
                                       reader->columns[PERIOD]);

    if (series[0] == '\0' || strlen(series) >= sizeof out->series) {
        return fail_in(reader, row, SERIES, FC_ERR_DATA,
                       "the plan names no series, or one with too long a "
                       "name; fill the column",
                       err);
    }
    if (period[0] == '\0' || strlen(period) >= sizeof out->period) {
        return fail_in(reader, row, PERIOD, FC_ERR_DATA,
                       "the plan is for no period; write one as FY2025 or "
                       "2025Q1",
                       err);
    }
    memcpy(out->series, series, strlen(series));
    memcpy(out->period, period, strlen(period));
    return FC_OK;
}

static fc_status read_amounts(fc_plan *out, const struct reader *reader,
                              size_t row, fc_error *err)
{
    fc_error why = {0};
    fc_status status = fc_plan_parse_value(
        out, fc_field_text(reader->csv, row, reader->columns[VALUE]), &why);

    if (status != FC_OK) {
        return fail_in(reader, row, VALUE, FC_ERR_FORMAT, why.message, err);
    }
    status = fc_field_number(&out->sd_pct, reader->csv, row,
                             reader->columns[SD_PCT], err);
    if (status != FC_OK) {
        return status;
    }
    if (isnan(out->sd_pct)) {
        out->sd_pct = 0.0;
    }
    if (!(out->sd_pct >= 0.0 && out->sd_pct <= 100.0)) {
        return fail_in(reader, row, SD_PCT, FC_ERR_DATA,
                       "a standard deviation is 0 to 100, per cent of the "
                       "plan; correct it",
                       err);
    }
    return FC_OK;
}

static fc_status read_issued(fc_plan *out, const struct reader *reader,
                             size_t row, fc_error *err)
{
    const char *text = fc_field_text(reader->csv, row, reader->columns[ISSUED]);
    fc_error why = {0};
    fc_status status = FC_OK;

    if (text[0] == '\0') {
        return FC_OK;
    }
    status = fc_date_parse(&out->issued, text, &why);
    return status == FC_OK
               ? status
               : fail_in(reader, row, ISSUED, status, why.message, err);
}

static fc_status read_row(fc_scenario_list *list, const struct reader *reader,
                          size_t row, fc_error *err)
{
    const char *name = reader->name;
    fc_plan plan = {.line = fc_csv_line(reader->csv, row)};
    fc_status status = read_names(&plan, reader, row, err);

    if (name == NULL) {
        name = fc_field_text(reader->csv, row, reader->columns[SCENARIO]);
    }
    if (status == FC_OK) {
        status = read_amounts(&plan, reader, row, err);
    }
    if (status == FC_OK) {
        status = read_issued(&plan, reader, row, err);
    }
    if (status == FC_OK) {
        status = fc_scenario_list_add(
            list, name, reader->csv->source, &plan,
            fc_field_text(reader->csv, row, reader->columns[BASIS]), err);
    }
    return status;
}

/* Takes the CSV. */
static fc_status from_csv(fc_scenario_list *list, fc_csv *csv, const char *name,
                          fc_error *err)
{
    const struct fc_field_name names[COLUMNS] = {
        [SCENARIO] = {.name = "scenario", .required = name == NULL},
        [SERIES] = {.name = "series", .required = true},
        [PERIOD] = {.name = "period", .required = true},
        [VALUE] = {.name = "value", .required = true},
        [SD_PCT] = {.name = "sd_pct"},
        [BASIS] = {.name = "basis"},
        [ISSUED] = {.name = "issued"},
    };
    struct reader reader = {.csv = csv, .name = name};
    fc_status status = fc_fields_locate(reader.columns, csv, names, COLUMNS,
                                        err);

    if (status == FC_OK && csv->row_count == 0) {
        status = FC_FAIL_AT(err, FC_ERR_DATA, csv->source, 0, 0,
                            "the file has a header and no plan; write one, or "
                            "leave the file out");
    }
    for (size_t row = 0; row < csv->row_count && status == FC_OK; row++) {
        status = read_row(list, &reader, row, err);
    }
    if (status == FC_OK && name != NULL) {
        list->items[list->count - 1].is_record = true;
    }
    fc_csv_free(csv);
    return status;
}

fc_status fc_scenario_list_read(fc_scenario_list *list, const char *path,
                                fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, 0, err);

    return status == FC_OK ? from_csv(list, csv, NULL, err) : status;
}

fc_status fc_scenario_list_parse(fc_scenario_list *list, const char *text,
                                 size_t size, const char *source, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, text, size, source, 0, err);

    return status == FC_OK ? from_csv(list, csv, NULL, err) : status;
}

fc_status fc_scenario_list_read_plans(fc_scenario_list *list, const char *path,
                                      const char *name, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, 0, err);

    return status == FC_OK ? from_csv(list, csv, name, err) : status;
}

fc_status fc_scenario_list_parse_plans(fc_scenario_list *list, const char *text,
                                       size_t size, const char *source,
                                       const char *name, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_parse(&csv, text, size, source, 0, err);

    return status == FC_OK ? from_csv(list, csv, name, err) : status;
}
