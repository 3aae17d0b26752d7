/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All runs: one row each, or one row for each of their periods. */
#include "forecast/ledger.h"

#include "ledger/view.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const fc_column list_columns[] = {
    {.name = "id", .title = "Run", .style = FC_STYLE_INTEGER},
    FC_TEXT_COLUMN("series", "Series"),
    FC_TEXT_COLUMN("source", "Source"),
    FC_TEXT_COLUMN("as_of", "As of"),
    FC_TEXT_COLUMN("origin", "Origin"),
    {.name = "horizon", .title = "Periods", .style = FC_STYLE_INTEGER},
    FC_TEXT_COLUMN("spec", "Model"),
    FC_TEXT_COLUMN("scenario", "Scenario"),
    FC_TEXT_COLUMN("job", "Job"),
    FC_TEXT_COLUMN("version", "Version"),
    FC_TEXT_COLUMN("seal", NULL), /* for machines: 64 digits are too wide */
};

static fc_status write_list(fc_report *report, const fc_ledger *ledger,
                            const char *series, fc_error *err)
{
    const struct fc_table_shape machines = {
        "runs", NULL, FC_FOR_MACHINES, list_columns, COUNT_OF(list_columns)};
    const struct fc_table_shape people = {"runs_shown", NULL, FC_FOR_PEOPLE,
                                          list_columns,
                                          COUNT_OF(list_columns) - 1};
    const struct fc_view_query all = {
        .sql =
            "SELECT id, series, source, as_of, origin, horizon, spec,"
            " scenario, job, version, seal FROM run JOIN chain ON"
            " chain.run = run.id WHERE ?1 IS NULL OR series = ?1 ORDER BY id",
        .series = series,
        .add = fc_view_add_all};
    const struct fc_view_query shown = {
        .sql = "SELECT id, series, source, as_of, origin, horizon, spec,"
               " scenario, job, version FROM run"
               " WHERE ?1 IS NULL OR series = ?1 ORDER BY id",
        .series = series,
        .add = fc_view_add_all};
    fc_report_table *table = fc_columns_add_table(report, &machines, 0);
    size_t count = 0;
    fc_status status = fc_view_rows(&count, table, ledger, &all, err);

    if (status == FC_OK) {
        fc_report_add_note(report, FC_NOTE_HEADLINE, "%zu run%s in %s.", count,
                           count == 1 ? "" : "s", ledger->path);
        table = fc_columns_add_table(report, &people, 0);
        status = fc_view_rows(NULL, table, ledger, &shown, err);
    }
    return status;
}

fc_status fc_ledger_list(fc_report **out, const fc_ledger *ledger,
                         const char *series, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, "Ledger", err);

    *out = NULL;
    if (status == FC_OK) {
        status = write_list(report, ledger, series, err);
    }
    return fc_view_finish(out, report, status, err);
}

static const fc_column export_columns[] = {
    {.name = "id", .style = FC_STYLE_INTEGER},
    FC_TEXT_COLUMN("series", NULL),
    FC_TEXT_COLUMN("source", NULL),
    FC_TEXT_COLUMN("as_of", NULL),
    FC_TEXT_COLUMN("origin", NULL),
    FC_TEXT_COLUMN("spec", NULL),
    FC_TEXT_COLUMN("scenario", NULL),
    FC_TEXT_COLUMN("job", NULL),
    FC_TEXT_COLUMN("seal", NULL),
    {.name = "step", .style = FC_STYLE_INTEGER},
    FC_TEXT_COLUMN("period", NULL),
    FC_NUMBER_COLUMN("value", NULL, -1),
    FC_NUMBER_COLUMN("guidance_low", NULL, -1),
    FC_NUMBER_COLUMN("guidance_high", NULL, -1),
};

fc_status fc_ledger_export(fc_report **out, const fc_ledger *ledger,
                           const char *series, fc_error *err)
{
    enum { FIXED = COUNT_OF(export_columns), ALL = FIXED + FC_LEDGER_LEVELS };
    const struct fc_view_query query = {
        .sql = "SELECT id, series, source, as_of, origin, spec, scenario, job,"
               " seal, step, period, mean, guidance_low, guidance_high,"
               " quantiles FROM run JOIN step ON step.run = run.id"
               " JOIN chain ON chain.run = run.id"
               " WHERE ?1 IS NULL OR series = ?1 ORDER BY id, step",
        .series = series,
        .add = fc_view_add_step};
    struct fc_view_names names;
    fc_column columns[ALL] = {{0}};
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, "Ledger", err);

    *out = NULL;
    for (size_t i = 0; i < FIXED; i++) {
        columns[i] = export_columns[i];
    }
    fc_view_name_quantiles(columns + FIXED, &names);
    if (status == FC_OK) {
        status = fc_view_rows(NULL,
                              fc_report_add_table(report, "export", NULL,
                                                  FC_FOR_ALL, columns, ALL),
                              ledger, &query, err);
    }
    return fc_view_finish(out, report, status, err);
}
