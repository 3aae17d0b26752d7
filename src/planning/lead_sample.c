/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "planning/columns.h"
#include "planning/lead_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The growth of both series over consecutive periods. */
struct growth {
    size_t n;
    double *y;
    double *x;
};

/* No value of the response before the window is looked at, not as a base of
 * growth and not by one of its @p lags either. */
static fc_sample_request request_of(const struct fc_lead *lead,
                                    const fc_term *terms, size_t count,
                                    size_t lags)
{
    fc_period from = lead->request->from;

    if (from.frequency != FC_FREQUENCY_NONE) {
        from = fc_period_add(from, (int64_t)(lead->season + lags));
    }
    return (fc_sample_request){
        .table = lead->table,
        .response = lead->request->response,
        .terms = terms,
        .term_count = count,
        .logged = lead->logged,
        .difference = lead->season,
        .from = from,
        .to = lead->request->to,
    };
}

/* Lags @p first to @p last of a series. */
static fc_term lags_of(const char *series, size_t first, size_t last)
{
    fc_term term = {.kind = FC_TERM_LAGS};

    (void)snprintf(term.series, sizeof term.series, "%s", series);
    for (size_t lag = first; lag <= last; lag++) {
        term.lags |= (uint64_t)1 << lag;
    }
    return term;
}

/* The latest rows whose periods follow each other. */
static size_t unbroken(const fc_sample *sample)
{
    size_t first = sample->rows - 1;

    while (first > 0
           && fc_period_distance(sample->periods[first - 1],
                                 sample->periods[first])
                  == 1) {
        first--;
    }
    return first;
}

static fc_status load_growth(struct growth *out, const struct fc_lead *lead,
                             fc_error *err)
{
    const fc_term term = lags_of(lead->request->leader, 0, 0);
    fc_sample_request request = request_of(lead, &term, 1, 0);
    fc_sample *sample = NULL;
    fc_status status = fc_sample_create(&sample, &request, err);
    size_t first = 0;

    if (status != FC_OK) {
        return status;
    }
    first = unbroken(sample);
    out->n = sample->rows - first;
    out->y = fc_calloc(out->n, sizeof(double));
    out->x = fc_calloc(out->n, sizeof(double));
    if (out->y == NULL || out->x == NULL) {
        fc_sample_free(sample);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for growth rates");
    }
    for (size_t i = 0; i < out->n; i++) {
        out->y[i] = sample->y[first + i];
        out->x[i] = fc_design_value(sample->design, first + i, 1);
    }
    fc_sample_free(sample);
    return FC_OK;
}

static const fc_column correlation_columns[] = {
    FC_COUNT_COLUMN("lead", "Leads by"),
    FC_NUMBER_COLUMN("correlation", "Correlation", 3),
    FC_NUMBER_COLUMN("prewhitened", "Prewhitened", 3),
    FC_NUMBER_COLUMN("limit", "Limit", 3),
};

/* Positive leads are those of the leader. */
static fc_status write_correlations(struct fc_lead *lead,
                                    const struct growth *growth, fc_error *err)
{
    char title[96];
    const struct fc_table_shape shape = {"correlations", title, FC_FOR_ALL,
                                         correlation_columns,
                                         COUNT_OF(correlation_columns)};
    double plain[2 * FC_TERM_LAG_MAX + 1];
    double white[2 * FC_TERM_LAG_MAX + 1];
    fc_report_table *table = NULL;
    fc_status status = fc_cross_correlation(plain, growth->x, growth->y,
                                            growth->n, lead->lags, err);

    if (status == FC_OK) {
        status = fc_prewhitened_correlation(white, growth->x, growth->y,
                                            growth->n, lead->lags, lead->season,
                                            err);
    }
    if (status != FC_OK) {
        return status;
    }
    (void)snprintf(title, sizeof title,
                   "Correlation of growth over %zu periods, by lead in periods",
                   growth->n);
    table = fc_columns_add_table(lead->report, &shape, 0);
    for (size_t k = 0; k <= 2 * lead->lags; k++) {
        fc_report_table_add_row(table);
        fc_report_table_set_number(table, 0, (double)lead->lags - (double)k);
        fc_report_table_set_number(table, 1, plain[k]);
        fc_report_table_set_number(table, 2, white[k]);
        fc_report_table_set_number(
            table, 3, fc_correlation_limit(growth->n - lead->season));
    }
    return FC_OK;
}

/* A test that cannot be computed says why; only want of memory ends the job. */
static fc_status keep(struct fc_lead_test *out, fc_status status,
                      const fc_error *why, fc_error *err)
{
    out->known = status == FC_OK;
    if (status == FC_OK) {
        return FC_OK;
    }
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "%s", why->message);
    }
    (void)snprintf(out->why, sizeof out->why, "%.190s", why->message);
    return FC_OK;
}

static fc_status granger(struct fc_lead *lead, const struct growth *growth,
                         fc_error *err)
{
    fc_status status = FC_OK;

    lead->order[0] = 1;
    lead->order[1] = lead->lags;
    lead->order_count = lead->lags > 1 ? 2 : 1;
    for (size_t i = 0; status == FC_OK && i < lead->order_count; i++) {
        fc_error why = {.status = FC_OK};
        fc_status tested = fc_granger_test(&lead->forward[i].test, growth->y,
                                           growth->x, growth->n, lead->order[i],
                                           &why);

        status = keep(&lead->forward[i], tested, &why, err);
        if (status == FC_OK) {
            tested = fc_granger_test(&lead->backward[i].test, growth->x,
                                     growth->y, growth->n, lead->order[i],
                                     &why);
            status = keep(&lead->backward[i], tested, &why, err);
        }
    }
    return status;
}

static const fc_column test_columns[] = {
    FC_TEXT_COLUMN("test", "Test"),
    FC_NUMBER_COLUMN("statistic", "Statistic", 2),
    FC_NUMBER_COLUMN("df1", "df 1", 0),
    FC_NUMBER_COLUMN("df2", "df 2", 0),
    {.name = "p_value",
     .title = "p",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 4},
    FC_TEXT_COLUMN("note", "Note"),
};

static void add_test(fc_report_table *table, const char *name,
                     const struct fc_lead_test *test, const char *note)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, name);
    if (!test->known) {
        fc_report_table_set_text(table, 5, test->why);
        return;
    }
    fc_report_table_set_number(table, 1, test->test.statistic);
    fc_report_table_set_number(
        table, 2, test->test.df1 > 0.0 ? test->test.df1 : fc_missing());
    fc_report_table_set_number(
        table, 3, test->test.df2 > 0.0 ? test->test.df2 : fc_missing());
    fc_report_table_set_number(table, 4, test->test.p_value);
    fc_report_table_set_text(table, 5, note);
}

static void write_granger(struct fc_lead *lead)
{
    const struct fc_table_shape shape = {
        "granger", "Does the past of one add to the own past of the other?",
        FC_FOR_ALL, test_columns, COUNT_OF(test_columns)};
    const char *y = lead->request->response;
    const char *x = lead->request->leader;
    fc_report_table *table = fc_columns_add_table(lead->report, &shape, 0);
    char name[2 * FC_TERM_NAME_SIZE + 64];

    for (size_t i = 0; i < lead->order_count; i++) {
        char lags[32] = "lag 1";

        if (lead->order[i] > 1) {
            (void)snprintf(lags, sizeof lags, "lags 1 to %zu", lead->order[i]);
        }
        (void)snprintf(name, sizeof name, "%.79s to %.79s, %s", x, y, lags);
        add_test(table, name, &lead->forward[i], NULL);
        (void)snprintf(name, sizeof name, "%.79s to %.79s, %s", y, x, lags);
        add_test(table, name, &lead->backward[i], NULL);
    }
}

static const fc_column coefficient_columns[] = {
    FC_TEXT_COLUMN("term", "Term"),
    FC_NUMBER_COLUMN("coefficient", "Coefficient", 4),
    FC_NUMBER_COLUMN("std_error", "Std. error", 4),
    FC_NUMBER_COLUMN("t", "t", 2),
    {.name = "p_value",
     .title = "p",
     .style = FC_STYLE_PROBABILITY,
     .decimals = 4},
};

static void add_coefficient(fc_report_table *table, const char *name,
                            double value, double error, double p)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, name);
    fc_report_table_set_number(table, 1, value);
    fc_report_table_set_number(table, 2, error);
    fc_report_table_set_number(table, 3,
                               error > 0.0 ? value / error : fc_missing());
    fc_report_table_set_number(table, 4, p);
}

/* The long-run effect of the leader: the sum of its coefficients, which is what
 * the equation says of a row of ones in their columns. */
static fc_status sum_up(struct fc_lead *lead, const fc_regression *fit,
                        const fc_sample_term *term, fc_error *err)
{
    double *row = fc_calloc(fit->p, sizeof(double));
    fc_status status = FC_OK;

    if (row == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a row");
    }
    for (size_t j = 0; j < term->columns; j++) {
        row[term->first + j] = 1.0;
    }
    status = fc_regression_predict(&lead->sum, fit, row, 0.95, err);
    free(row);
    return status;
}

static void write_coefficients(struct fc_lead *lead, const fc_regression *fit)
{
    char title[160];
    const struct fc_table_shape shape = {"coefficients", title, FC_FOR_ALL,
                                         coefficient_columns,
                                         COUNT_OF(coefficient_columns)};
    fc_report_table *table = NULL;

    (void)snprintf(title, sizeof title,
                   "Regression of growth, %zu rows, Newey-West errors with %zu "
                   "lag%s",
                   fit->n, fit->bandwidth, fit->bandwidth == 1 ? "" : "s");
    table = fc_columns_add_table(lead->report, &shape, 0);
    for (size_t j = 0; j < fit->p; j++) {
        add_coefficient(table, fit->names[j], fit->coefficients[j],
                        fit->standard_errors[j], fit->p_values[j]);
    }
    add_coefficient(table, "sum of the leader's lags", lead->sum.mean,
                    lead->sum.mean_error, fc_missing());
}

/* The first row from @p period on; the number of rows if there is none. */
static size_t row_of(const fc_sample *sample, fc_period period)
{
    size_t row = 0;

    while (row < sample->rows
           && fc_period_distance(sample->periods[row], period) > 0) {
        row++;
    }
    return row;
}

static fc_status test_breaks(struct fc_lead *lead, const fc_sample *sample,
                             fc_error *err)
{
    const fc_linear_problem problem = {.design = sample->design,
                                       .y = sample->y};
    fc_error why = {.status = FC_OK};
    fc_break_scan_result scan = {.row = 0};
    fc_status status = keep(
        &lead->scan, fc_break_scan(&scan, &problem, 0.0, &why), &why, err);

    if (lead->scan.known) {
        lead->scan.test = scan.test;
        fc_period_format(lead->break_period, sample->periods[scan.row],
                         lead->table->calendar);
    }
    for (size_t i = 0; status == FC_OK && i < lead->request->break_count; i++) {
        size_t row = row_of(sample, lead->request->breaks[i]);

        status = keep(&lead->chow[i],
                      fc_chow_test(&lead->chow[i].test, &problem, row, &why),
                      &why, err);
    }
    return status;
}

/* The sample of the regression on own and the leader's lags 1 to @p lags. */
static fc_status make_sample(fc_sample **out, const struct fc_lead *lead,
                             size_t lags, fc_error *err)
{
    const fc_term terms[] = {lags_of("y", 1, lags),
                             lags_of(lead->request->leader, 1, lags)};
    fc_sample_request request = request_of(lead, terms, COUNT_OF(terms), lags);

    return fc_sample_create(out, &request, err);
}

/* With all lags; where the history is too short for that, with lag 1. */
static fc_status find_breaks(struct fc_lead *lead, fc_error *err)
{
    const size_t lags[] = {lead->lags, 1};
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && !lead->scan.known && i < 2; i++) {
        fc_sample *sample = NULL;

        lead->stable_lags = lags[i];
        status = make_sample(&sample, lead, lags[i], err);
        if (status == FC_OK) {
            status = test_breaks(lead, sample, err);
        }
        fc_sample_free(sample);
    }
    return status;
}

static void write_stability(struct fc_lead *lead)
{
    const bool all = lead->stable_lags == lead->lags;
    const struct fc_table_shape shape = {
        "stability",
        all ? "Is that regression the same at all times?"
            : "Is it, with lag 1 alone, the same at all times?",
        FC_FOR_ALL, test_columns, COUNT_OF(test_columns)};
    fc_report_table *table = fc_columns_add_table(lead->report, &shape, 0);
    char period[FC_PERIOD_TEXT_SIZE];
    char name[64];
    char note[64];

    (void)snprintf(note, sizeof note, "most likely at %s", lead->break_period);
    add_test(table, "break at any time", &lead->scan, note);
    for (size_t i = 0; i < lead->request->break_count; i++) {
        fc_period_format(period, lead->request->breaks[i],
                         lead->table->calendar);
        (void)snprintf(name, sizeof name, "break at %s", period);
        add_test(table, name, &lead->chow[i], NULL);
    }
}

static fc_status regress_growth(struct fc_lead *lead, fc_error *err)
{
    const fc_regression_options options = {
        .covariance = FC_COVARIANCE_NEWEY_WEST};
    fc_sample *sample = NULL;
    fc_regression *fit = NULL;
    fc_status status = make_sample(&sample, lead, lead->lags, err);

    if (status == FC_OK) {
        status = fc_regression_fit(&fit, sample->design, sample->y, &options,
                                   err);
    }
    if (status == FC_OK) {
        status = sum_up(lead, fit, &sample->terms[2], err);
    }
    if (status == FC_OK) {
        write_coefficients(lead, fit);
    }
    fc_regression_free(fit);
    fc_sample_free(sample);
    return status;
}

fc_status fc_lead_look_inside(struct fc_lead *lead, fc_error *err)
{
    struct growth growth = {0};
    fc_status status = load_growth(&growth, lead, err);

    if (status == FC_OK) {
        status = write_correlations(lead, &growth, err);
    }
    if (status == FC_OK) {
        status = granger(lead, &growth, err);
    }
    free(growth.y);
    free(growth.x);
    if (status == FC_OK) {
        write_granger(lead);
        status = regress_growth(lead, err);
    }
    if (status == FC_OK) {
        status = find_breaks(lead, err);
    }
    if (status == FC_OK) {
        write_stability(lead);
    }
    return status;
}
