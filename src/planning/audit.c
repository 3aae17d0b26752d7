/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/audit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "data/fields.h"
#include "planning/audit_state.h"
#include "planning/columns.h"
#include "planning/lookup.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kind_names[FC_AUDIT_KINDS] = {
    [FC_AUDIT_HIERARCHY] = "hierarchy", [FC_AUDIT_TOTALS] = "totals",
    [FC_AUDIT_GUIDANCE] = "guidance",   [FC_AUDIT_SOURCES] = "sources",
    [FC_AUDIT_PLANS] = "plans",         [FC_AUDIT_PEERS] = "peers",
    [FC_AUDIT_FACTS] = "facts",
};

static const char *const kind_titles[FC_AUDIT_KINDS] = {
    [FC_AUDIT_HIERARCHY] = "parts add up to the whole",
    [FC_AUDIT_TOTALS] = "periods add up to the fiscal year",
    [FC_AUDIT_GUIDANCE] = "stated growth follows from the range",
    [FC_AUDIT_SOURCES] = "cells are as their sources have them",
    [FC_AUDIT_PLANS] = "plans follow from their basis",
    [FC_AUDIT_PEERS] = "quarters of peers add up to their years",
    [FC_AUDIT_FACTS] = "claims come out as when they were checked",
};

static const char *const outcome_names[FC_AUDIT_OUTCOMES] = {
    [FC_AUDIT_PASSED] = "passed",
    [FC_AUDIT_EXPLAINED] = "explained",
    [FC_AUDIT_FAILED] = "failed",
    [FC_AUDIT_NOT_IN_DATA] = "not in data",
};

/* The sum of a few numbers with decimals is off by this share at most. */
static const double binary_noise = 1e-9;

bool fc_audit_equal(double a, double b)
{
    return fabs(a - b) <= binary_noise * fmax(1.0, fmax(fabs(a), fabs(b)));
}

double fc_audit_rounding(size_t parts, int decimals)
{
    return 0.5 * (double)(parts + 1) * pow(10.0, -decimals);
}

int fc_audit_decimals(double value)
{
    char text[FC_NUMBER_TEXT_SIZE];

    fc_number_format_exact(text, value);
    return fc_text_decimals(text);
}

static void add_row(fc_report_table *table, const char *outcome,
                    const struct fc_audit_check *check)
{
    const char *slash = strrchr(check->source, '/');
    const char *file = slash != NULL ? slash + 1 : check->source;
    char place[512];

    (void)snprintf(place, sizeof place, check->line > 0 ? "%s:%zu" : "%s", file,
                   check->line);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, outcome);
    fc_report_table_set_text(table, 1, kind_names[check->kind]);
    fc_report_table_set_text(table, 2, check->what);
    fc_report_table_set_number(table, 3, check->stated);
    fc_report_table_set_number(table, 4, check->computed);
    fc_report_table_set_text(table, 5, check->note);
    fc_report_table_set_text(table, 6, place);
}

void fc_audit_add(struct fc_audit *audit, const struct fc_audit_check *check)
{
    audit->tally[check->kind][check->outcome]++;
    if (check->outcome != FC_AUDIT_PASSED) {
        add_row(check->outcome == FC_AUDIT_NOT_IN_DATA ? audit->absent
                                                       : audit->problems,
                outcome_names[check->outcome], check);
    }
}

void fc_audit_no_rows(struct fc_audit *audit, enum fc_audit_kind kind,
                      const char *source)
{
    add_row(audit->problems, "warning",
            &(struct fc_audit_check){
                .kind = kind,
                .source = source,
                .what = "no rows",
                .stated = (double)NAN,
                .computed = (double)NAN,
                .note = "there is a header, but no row below it"});
}

static const fc_column problem_columns[] = {
    FC_TEXT_COLUMN("outcome", "Outcome"),
    FC_TEXT_COLUMN("kind", "Check"),
    FC_TEXT_COLUMN("what", "What"),
    FC_NUMBER_COLUMN("stated", "Stated", -1),
    FC_NUMBER_COLUMN("computed", "Computed", -1),
    FC_TEXT_COLUMN("note", "Note"),
    FC_TEXT_COLUMN("place", "Place"),
};

static const fc_column fact_columns[] = {
    FC_TEXT_COLUMN("claim", "Claim"),       FC_TEXT_COLUMN("period", "Period"),
    FC_NUMBER_COLUMN("value", "Value", -1), FC_TEXT_COLUMN("unit", "Unit"),
    FC_TEXT_COLUMN("result", "Result"),
};

static const fc_column summary_columns[] = {
    FC_TEXT_COLUMN("kind", "Check"),
    FC_TEXT_COLUMN("meaning", "Meaning"),
    FC_COUNT_COLUMN("checked", "Checked"),
    FC_COUNT_COLUMN("passed", "Passed"),
    FC_COUNT_COLUMN("explained", "Explained"),
    FC_COUNT_COLUMN("failed", "Failed"),
    FC_COUNT_COLUMN("not_in_data", "Not in data"),
};

static void add_tables(struct fc_audit *audit, fc_report *report)
{
    const struct fc_table_shape problems = {"problems", "Differences",
                                            FC_FOR_ALL, problem_columns,
                                            COUNT_OF(problem_columns)};
    const struct fc_table_shape facts = {"facts", "Facts", FC_FOR_ALL,
                                         fact_columns, COUNT_OF(fact_columns)};
    const struct fc_table_shape absent = {"not_in_data", NULL, FC_FOR_MACHINES,
                                          problem_columns,
                                          COUNT_OF(problem_columns)};

    audit->problems = fc_columns_add_table(report, &problems, -1);
    if (audit->dataset->facts_path != NULL) {
        audit->facts = fc_columns_add_table(report, &facts, -1);
    }
    audit->absent = fc_columns_add_table(report, &absent, -1);
}

static void write_summary(const struct fc_audit *audit, fc_audit_result *result,
                          fc_report *report)
{
    const struct fc_table_shape shape = {"summary", "Checks", FC_FOR_ALL,
                                         summary_columns,
                                         COUNT_OF(summary_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);

    for (size_t kind = 0; kind < FC_AUDIT_KINDS; kind++) {
        const size_t *tally = audit->tally[kind];
        size_t checked = tally[FC_AUDIT_PASSED] + tally[FC_AUDIT_EXPLAINED]
                         + tally[FC_AUDIT_FAILED];

        result->checks += checked;
        result->failures += tally[FC_AUDIT_FAILED];
        if (checked + tally[FC_AUDIT_NOT_IN_DATA] == 0) {
            continue; /* the dataset has nothing of the kind */
        }
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, kind_names[kind]);
        fc_report_table_set_text(table, 1, kind_titles[kind]);
        fc_report_table_set_number(table, 2, (double)checked);
        fc_report_table_set_number(table, 3, (double)tally[FC_AUDIT_PASSED]);
        fc_report_table_set_number(table, 4, (double)tally[FC_AUDIT_EXPLAINED]);
        fc_report_table_set_number(table, 5, (double)tally[FC_AUDIT_FAILED]);
        fc_report_table_set_number(table, 6,
                                   (double)tally[FC_AUDIT_NOT_IN_DATA]);
    }
}

static void write_headline(const struct fc_audit *audit,
                           const fc_audit_result *result, fc_report *report)
{
    const char *source = audit->dataset->table->source;

    if (result->checks == 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "Nothing to check: %s has no descriptor that names "
                           "a hierarchy, totals, guidance, sources or facts.",
                           source);
    } else if (result->failures == 0) {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "%s: all %zu checks passed or are explained.",
                           source, result->checks);
    } else {
        fc_report_add_note(report, FC_NOTE_HEADLINE,
                           "%s: %zu of %zu checks failed.", source,
                           result->failures, result->checks);
    }
}

static fc_status run_checks(struct fc_audit *audit, fc_error *err)
{
    static fc_status (*const checks[FC_AUDIT_KINDS])(struct fc_audit *,
                                                     fc_error *) = {
        [FC_AUDIT_HIERARCHY] = fc_audit_hierarchy,
        [FC_AUDIT_TOTALS] = fc_audit_totals,
        [FC_AUDIT_GUIDANCE] = fc_audit_guidance,
        [FC_AUDIT_SOURCES] = fc_audit_sources,
        [FC_AUDIT_PLANS] = fc_audit_plans,
        [FC_AUDIT_PEERS] = fc_audit_peers,
        [FC_AUDIT_FACTS] = fc_audit_facts,
    };
    const fc_dataset *dataset = audit->dataset;
    const char *const paths[FC_AUDIT_KINDS] = {
        [FC_AUDIT_HIERARCHY] = dataset->hierarchy_path,
        [FC_AUDIT_TOTALS] = dataset->totals_path,
        [FC_AUDIT_GUIDANCE] = dataset->guidance_path,
        [FC_AUDIT_SOURCES] = dataset->sources_path,
        [FC_AUDIT_PLANS] = dataset->plans_path,
        [FC_AUDIT_PEERS] = dataset->peers_path,
        [FC_AUDIT_FACTS] = dataset->facts_path,
    };

    for (size_t kind = 0; kind < FC_AUDIT_KINDS; kind++) {
        fc_status status = paths[kind] != NULL ? checks[kind](audit, err)
                                               : FC_OK;

        if (status != FC_OK) {
            return status;
        }
    }
    return FC_OK;
}

fc_status fc_audit_dataset(fc_report **out, fc_audit_result *result,
                           const fc_dataset *dataset, fc_error *err)
{
    struct fc_audit audit = {.dataset = dataset};
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, dataset->title, err);

    *out = NULL;
    *result = (fc_audit_result){0};
    if (status != FC_OK) {
        return status;
    }
    add_tables(&audit, report);
    status = run_checks(&audit, err);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    write_summary(&audit, result, report);
    write_headline(&audit, result, report);
    return fc_report_close(out, report, err);
}
