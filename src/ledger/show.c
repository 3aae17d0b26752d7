/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run, whole. */
#include <jansson.h>
#include <math.h>

#include "forecast/ledger.h"

#include "ledger/view.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const fc_column step_columns[] = {
    {.name = "step", .title = "Step", .style = FC_STYLE_INTEGER},
    FC_TEXT_COLUMN("period", "Period"),
    FC_AMOUNT_COLUMN("value", "Mean"),
    FC_AMOUNT_COLUMN("guidance_low", "Guided from"),
    FC_AMOUNT_COLUMN("guidance_high", "to"),
};

static const char step_sql[] =
    "SELECT step, period, mean, guidance_low, guidance_high, quantiles"
    " FROM step WHERE run = ?2 ORDER BY step";

static fc_status write_steps(fc_report *report, const fc_ledger *ledger,
                             int64_t id, fc_error *err)
{
    enum { FIXED = COUNT_OF(step_columns), ALL = FIXED + FC_LEDGER_LEVELS };
    const struct fc_view_query query = {
        .sql = step_sql, .run = id, .add = fc_view_add_step};
    struct fc_view_names names;
    fc_column columns[ALL] = {{0}};
    const struct fc_table_shape shape = {"steps", NULL, FC_FOR_MACHINES,
                                         columns, ALL};

    for (size_t i = 0; i < FIXED; i++) {
        columns[i] = step_columns[i];
    }
    fc_view_name_quantiles(columns + FIXED, &names);
    return fc_view_rows(NULL, fc_columns_add_table(report, &shape, -1), ledger,
                        &query, err);
}

/* People see the two intervals. */
static void add_shown(fc_report_table *table, sqlite3_stmt *row)
{
    static const size_t bounds[] = {FC_LEDGER_LOWER_80, FC_LEDGER_UPPER_80,
                                    FC_LEDGER_LOWER_95, FC_LEDGER_UPPER_95};
    double quantiles[FC_LEDGER_LEVELS];

    fc_report_table_set_text(table, 0, fc_store_column_text(row, 1));
    fc_report_table_set_number(table, 1, sqlite3_column_double(row, 2));
    if (!fc_run_quantiles(quantiles, row, 5)) {
        return;
    }
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        fc_report_table_set_number(table, 2 + i, quantiles[bounds[i]]);
    }
}

static fc_status write_shown(fc_report *report, const fc_ledger *ledger,
                             int64_t id, fc_error *err)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("period", "Period"),
        FC_NUMBER_COLUMN("value", "Mean", -1),
        FC_NUMBER_COLUMN("lower_80", "80% from", -1),
        FC_NUMBER_COLUMN("upper_80", "to", -1),
        FC_NUMBER_COLUMN("lower_95", "95% from", -1),
        FC_NUMBER_COLUMN("upper_95", "to", -1),
    };
    const struct fc_table_shape shape = {"forecast", "Forecast", FC_FOR_PEOPLE,
                                         columns, COUNT_OF(columns)};
    const struct fc_view_query query = {
        .sql = step_sql, .run = id, .add = add_shown};

    return fc_view_rows(NULL, fc_columns_add_table(report, &shape, -1), ledger,
                        &query, err);
}

/* Every column of the run on a row of its own. */
static void add_fields(fc_report_table *table, sqlite3_stmt *row)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        if (i > 0) {
            fc_report_table_add_row(table);
        }
        fc_report_table_set_text(table, 0, sqlite3_column_name(row, i));
        fc_report_table_set_text(table, 1, fc_store_column_text(row, i));
    }
}

static fc_status write_fields(fc_report *report, const fc_ledger *ledger,
                              int64_t id, fc_error *err)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("field", "Field"),
        FC_TEXT_COLUMN("value", "Value"),
    };
    const struct fc_view_query query = {
        .sql = "SELECT run.*, seal FROM run JOIN chain ON chain.run = run.id"
               " WHERE id = ?2",
        .run = id,
        .add = add_fields};
    fc_report_table *table = fc_report_add_table(
        report, "run", "Run", FC_FOR_ALL, columns, COUNT_OF(columns));
    size_t fields = 0;
    fc_status status = fc_view_rows(&fields, table, ledger, &query, err);

    if (status == FC_OK && fields == 0) {
        return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, ledger->path, 0, 0,
                          "there is no run %lld; forecast ledger list shows "
                          "them",
                          (long long)id);
    }
    return status;
}

/* [["alpha", 0.3], ...] of the only row: what is no such list adds nothing. */
static void add_parameters(fc_report_table *table, sqlite3_stmt *row)
{
    json_t *list = json_loads(fc_store_column_text(row, 0), 0, NULL);
    const json_t *pair = NULL;
    size_t index = 0;

    json_array_foreach(list, index, pair)
    {
        const json_t *value = json_array_get(pair, 1);

        if (index > 0) {
            fc_report_table_add_row(table);
        }
        fc_report_table_set_text(table, 0,
                                 json_string_value(json_array_get(pair, 0)));
        fc_report_table_set_number(
            table, 1,
            json_is_number(value) ? json_number_value(value) : (double)NAN);
    }
    json_decref(list);
}

static fc_status write_parameters(fc_report *report, const fc_ledger *ledger,
                                  int64_t id, fc_error *err)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("name", "Parameter"),
        FC_NUMBER_COLUMN("value", "Value", -1),
    };
    const struct fc_view_query query = {
        .sql = "SELECT parameters FROM run WHERE id = ?2"
               " AND parameters NOT IN ('', '[]')",
        .run = id,
        .add = add_parameters};

    return fc_view_rows(NULL,
                        fc_report_add_table(report, "parameters", "Parameters",
                                            FC_FOR_MACHINES, columns,
                                            COUNT_OF(columns)),
                        ledger, &query, err);
}

static fc_status write_inputs(fc_report *report, const fc_ledger *ledger,
                              int64_t id, fc_error *err)
{
    static const fc_column columns[] = {
        FC_TEXT_COLUMN("series", "Made from"),
        FC_TEXT_COLUMN("start", "Start"),
        {.name = "values", .title = "Values", .style = FC_STYLE_INTEGER},
        FC_TEXT_COLUMN("sha256", "SHA-256"),
    };
    const struct fc_view_query query = {
        .sql = "SELECT series, start, length(bytes) / 8, input.sha256"
               " FROM input JOIN content USING (sha256)"
               " WHERE run = ?2 ORDER BY place",
        .run = id,
        .add = fc_view_add_all};

    return fc_view_rows(NULL,
                        fc_report_add_table(report, "inputs", NULL, FC_FOR_ALL,
                                            columns, COUNT_OF(columns)),
                        ledger, &query, err);
}

fc_status fc_ledger_show(fc_report **out, const fc_ledger *ledger, int64_t id,
                         fc_error *err)
{
    static fc_status (*const parts[])(fc_report *, const fc_ledger *, int64_t,
                                      fc_error *) = {
        write_steps, write_shown, write_fields, write_parameters, write_inputs};
    fc_report *report = NULL;
    fc_status status = fc_report_create(&report, NULL, err);

    *out = NULL;
    for (size_t i = 0; i < COUNT_OF(parts) && status == FC_OK; i++) {
        status = parts[i](report, ledger, id, err);
    }
    return fc_view_finish(out, report, status, err);
}
