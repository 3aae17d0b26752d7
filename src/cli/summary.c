/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/summary.h"

#include <math.h>
#include <string.h>

#include "cli/today.h"

/* A screen has 24 lines. */
enum { ROW_LIMIT = 12, PROBLEM_LIMIT = 5 };

enum column {
    JOB,
    STATE,
    PERIOD,
    VALUE,
    YOY,
    VERDICT,
    P_INSIDE,
};

static const fc_column columns[] = {
    {.name = "job", .title = "Job", .style = FC_STYLE_TEXT, .decimals = -1},
    {.name = "state", .title = "State", .style = FC_STYLE_TEXT, .decimals = -1},
    {.name = "period",
     .title = "Period",
     .style = FC_STYLE_TEXT,
     .decimals = -1},
    {.name = "value",
     .title = "Value",
     .style = FC_STYLE_COMPUTED,
     .decimals = 0},
    {.name = "yoy_pct",
     .title = "Growth",
     .style = FC_STYLE_COMPUTED,
     .decimals = 1,
     .suffix = "%"},
    {.name = "verdict",
     .title = "Verdict",
     .style = FC_STYLE_TEXT,
     .decimals = -1},
    {.name = "p_inside",
     .title = "Inside",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 4},
};

static const char *state_of(const struct fc_job *job)
{
    switch (job->outcome) {
    case 0:
        return "done";
    case FC_EXIT_CHECK_FAILED:
        return "alert";
    default:
        return "failed";
    }
}

static void add_row(fc_report_table *table, const struct fc_job *job)
{
    const fc_alert_facts *facts = &job->facts;

    fc_report_table_add_row(table);
    fc_report_table_set_text(table, JOB, job->name);
    fc_report_table_set_text(table, STATE, state_of(job));
    if (job->status != FC_OK) {
        return; /* there is no new figure */
    }
    fc_report_table_set_text(table, PERIOD, facts->period);
    fc_report_table_set_number(table, VALUE, facts->number[FC_ALERT_VALUE]);
    fc_report_table_set_number(table, YOY, facts->number[FC_ALERT_YOY]);
    if (facts->verdict[0] != '\0') {
        fc_report_table_set_text(table, VERDICT, facts->verdict);
        fc_report_table_set_number(table, P_INSIDE,
                                   facts->number[FC_ALERT_P_INSIDE]);
    }
}

static size_t count_well(const struct fc_job_list *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        count += list->items[i].outcome == 0;
    }
    return count;
}

static void add_rows(fc_report *report, const struct fc_job_list *list)
{
    fc_report_table *table = fc_report_add_table(
        report, "jobs", NULL, FC_FOR_ALL, columns,
        sizeof columns / sizeof columns[0]);
    size_t rows = 0;

    for (int well = 0; well < 2; well++) {
        for (size_t i = 0; i < list->count && rows < ROW_LIMIT; i++) {
            if ((list->items[i].outcome == 0) == (well == 1)) {
                add_row(table, &list->items[i]);
                rows++;
            }
        }
    }
}

static void add_problems(fc_report *report, const struct fc_job_list *list)
{
    size_t problems = list->count - count_well(list);
    size_t shown = 0;

    for (size_t i = 0; i < list->count && shown < PROBLEM_LIMIT; i++) {
        const struct fc_job *job = &list->items[i];

        if (job->outcome != 0) {
            fc_report_add_note(report, FC_NOTE_WARNING, "%s: %.200s", job->name,
                               job->message);
            shown++;
        }
    }
    if (problems > shown) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%zu more with problems: see the log",
                           problems - shown);
    }
    if (list->count > ROW_LIMIT) {
        fc_report_add_note(report, FC_NOTE_PLAIN, "%zu more jobs in the log",
                           list->count - ROW_LIMIT);
    }
}

static fc_status make_report(fc_report **out, const struct fc_job_list *list,
                             fc_error *err)
{
    char stamp[FC_STAMP_SIZE];
    fc_status status = fc_report_create(out, "forecast run", err);

    if (status != FC_OK) {
        return status;
    }
    fc_today_stamp(stamp);
    fc_report_add_note(*out, FC_NOTE_HEADLINE, "%zu of %zu jobs done well, %s.",
                       count_well(list), list->count, stamp);
    add_rows(*out, list);
    add_problems(*out, list);
    return fc_report_finish(*out, err);
}

fc_status fc_summary_write(const char *path, const struct fc_job_list *list,
                           fc_error *err)
{
    fc_writer_options options = {.width = 80};
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    fc_status status = make_report(&report, list, err);

    if (status == FC_OK) {
        status = fc_writer_render(&bytes, fc_writer_find("table"), report,
                                  &options, err);
    }
    if (status == FC_OK) {
        status = fc_file_replace(path, bytes.data, bytes.size, err);
    }
    fc_bytes_release(&bytes);
    fc_report_free(report);
    return status;
}
