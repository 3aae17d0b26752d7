/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outside the sample: the robust regression of growth on its own past, without
 * the leader and with its lags, forecast from every origin with what was known
 * there. The leader's own future is a forecast, too.
 */
#include <math.h>
#include <stdio.h>

#include "forecast/backtest.h"

#include "base/number.h"
#include "planning/columns.h"
#include "planning/lead_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Compare one spec with the first at one step. Too few origins leave it
 * unknown. */
static fc_status compare(struct fc_lead_step *out, const fc_backtest *backtest,
                         size_t spec, size_t step, fc_error *err)
{
    const fc_comparison_options options = {.step = step};
    fc_comparison comparison = {.origins = 0};
    fc_error why = {.status = FC_OK};
    fc_status status = fc_backtest_compare_step(&comparison, backtest, spec, 0,
                                                &options, &why);

    *out = (struct fc_lead_step){.step = step,
                                 .mape_with = fc_missing(),
                                 .mape_without = fc_missing(),
                                 .p_adjusted = fc_missing()};
    if (status == FC_ERR_TOO_SHORT) {
        return FC_OK;
    }
    if (status != FC_OK) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    out->known = true;
    out->origins = comparison.origins;
    out->mape_with = comparison.a.mape;
    out->mape_without = comparison.b.mape;
    out->test = comparison.test;
    return FC_OK;
}

static fc_status compare_all(struct fc_lead *lead, const fc_backtest *backtest,
                             fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 1; i < lead->spec_count; i++) {
        for (size_t s = 0; status == FC_OK && s < lead->horizon; s++) {
            status = compare(&lead->steps[i][s], backtest, i, s + 1, err);
            lead->steps[i][s].lags = i == 1 ? 1 : lead->lags;
        }
    }
    return status;
}

/* Holm's correction over all steps of all models. */
static void adjust(struct fc_lead *lead)
{
    double p_values[FC_LEAD_SPECS * FC_LEAD_STEPS];
    double adjusted[FC_LEAD_SPECS * FC_LEAD_STEPS];
    size_t count = 0;

    for (size_t i = 1; i < lead->spec_count; i++) {
        for (size_t s = 0; s < lead->horizon; s++) {
            const struct fc_lead_step *step = &lead->steps[i][s];

            p_values[count++] = step->known ? step->test.p_value : fc_missing();
        }
    }
    fc_holm_adjust(adjusted, p_values, count);
    count = 0;
    for (size_t i = 1; i < lead->spec_count; i++) {
        for (size_t s = 0; s < lead->horizon; s++) {
            lead->steps[i][s].p_adjusted = adjusted[count++];
        }
    }
}

static fc_status make_specs(struct fc_lead *lead, fc_error *err)
{
    const char *leader = lead->request->leader;
    char text[FC_LEAD_SPECS][FC_TERM_NAME_SIZE + 32];
    fc_status status = FC_OK;

    lead->spec_count = lead->lags > 1 ? FC_LEAD_SPECS : FC_LEAD_SPECS - 1;
    (void)snprintf(text[0], sizeof text[0], "yoy");
    (void)snprintf(text[1], sizeof text[1], "yoy:%.79s:1", leader);
    (void)snprintf(text[2], sizeof text[2], "yoy:%.79s:1..%zu", leader,
                   lead->lags);
    for (size_t i = 0; status == FC_OK && i < lead->spec_count; i++) {
        status = fc_model_spec_parse(&lead->specs[i], text[i], err);
    }
    return status;
}

/* The latest unbroken stretch of the response in the window. */
static fc_span response_span(const struct fc_lead *lead)
{
    fc_span span = fc_series_span(
        fc_table_find(lead->table, lead->request->response));
    int64_t skip = 0;

    if (lead->request->to.frequency != FC_FREQUENCY_NONE) {
        span = fc_span_until(span, lead->request->to);
    }
    span = fc_span_latest_unbroken(fc_span_trim(span));
    if (lead->request->from.frequency != FC_FREQUENCY_NONE) {
        skip = fc_period_distance(span.start, lead->request->from);
    }
    return skip > 0 && (uint64_t)skip < span.length
               ? fc_span_window(span, (size_t)skip, span.length - (size_t)skip)
               : span;
}

static fc_status run(fc_backtest **out, const struct fc_lead *lead,
                     fc_error *err)
{
    fc_span y = response_span(lead);
    fc_span x = fc_series_span(
        fc_table_find(lead->table, lead->request->leader));
    size_t first = (size_t)fc_period_distance(x.start, y.start);
    const fc_regressor regressor = {.name = lead->request->leader,
                                    .span = fc_span_window(x, first, y.length)};
    const fc_backtest_request request = {.data = {.y = y,
                                                  .season = lead->season,
                                                  .regressor_count = 1,
                                                  .regressors = &regressor},
                                         .specs = lead->specs,
                                         .spec_count = lead->spec_count,
                                         .horizon = lead->horizon};

    return fc_backtest_create(out, &request, err);
}

static const fc_column columns[] = {
    FC_TEXT_COLUMN("model", "With"),
    FC_COUNT_COLUMN("step", "Step"),
    FC_COUNT_COLUMN("origins", "Origins"),
    {.name = "mape_without_pct",
     .title = "MAPE without",
     .style = FC_STYLE_COMPUTED,
     .decimals = 2,
     .suffix = "%"},
    {.name = "mape_with_pct",
     .title = "with",
     .style = FC_STYLE_COMPUTED,
     .decimals = 2,
     .suffix = "%"},
    FC_NUMBER_COLUMN("dm", "DM", 2),
    {.name = "p_value",
     .title = "p",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 3},
    {.name = "p_adjusted",
     .title = "p (Holm)",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 3},
};

static void add_step(fc_report_table *table, const char *model, size_t step,
                     const struct fc_lead_step *row)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, model);
    fc_report_table_set_number(table, 1, (double)(step + 1));
    fc_report_table_set_number(table, 2, (double)row->origins);
    fc_report_table_set_number(table, 3, row->mape_without);
    fc_report_table_set_number(table, 4, row->mape_with);
    if (row->known) {
        fc_report_table_set_number(
            table, 5,
            isfinite(row->test.statistic) ? row->test.statistic : fc_missing());
        fc_report_table_set_number(table, 6, row->test.p_value);
        fc_report_table_set_number(table, 7, row->p_adjusted);
    }
}

static void write_steps(struct fc_lead *lead)
{
    const struct fc_table_shape shape = {
        "out_of_sample", "Forecasts without and with the leader", FC_FOR_ALL,
        columns, COUNT_OF(columns)};
    fc_report_table *table = fc_columns_add_table(lead->report, &shape, 0);
    char lags[32] = "lag 1";

    for (size_t i = 1; i < lead->spec_count; i++) {
        if (i > 1) {
            (void)snprintf(lags, sizeof lags, "lags 1 to %zu", lead->lags);
        }
        for (size_t s = 0; s < lead->horizon; s++) {
            add_step(table, lags, s, &lead->steps[i][s]);
        }
    }
}

fc_status fc_lead_look_outside(struct fc_lead *lead, fc_error *err)
{
    fc_backtest *backtest = NULL;
    fc_error why = {.status = FC_OK};
    fc_status status = make_specs(lead, err);

    if (status != FC_OK) {
        return status;
    }
    status = run(&backtest, lead, &why);
    if (status == FC_ERR_TOO_SHORT) {
        return FC_OK;
    }
    if (status != FC_OK) {
        return FC_FAIL(err, status, "%s", why.message);
    }
    status = compare_all(lead, backtest, err);
    fc_backtest_free(backtest);
    if (status != FC_OK) {
        return status;
    }
    adjust(lead);
    lead->compared = lead->steps[1][0].known;
    write_steps(lead);
    return FC_OK;
}
