/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Samples and their fits against R's lm() on designs made by hand
 * (tests/reference/terms.R), and what makes a sample impossible.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/init.h"
#include "forecast/terms.h"

#include "support/faults.h"
#include "support/reference.h"

enum { most_terms = 6 };

static fc_table *amazon(void)
{
    const fc_table_options options = {.frequency = FC_QUARTERLY};
    fc_table *table = NULL;

    assert_int_equal(fc_table_read(&table,
                                   FC_DATASETS "/amazon/amazon_quarterly.csv",
                                   &options, NULL),
                     FC_OK);
    return table;
}

struct given {
    const char *name; /* of the case in the reference */
    const char *terms[most_terms];
    const char *event;
    bool logged;
    size_t difference;
    const char *from;
    const char *to;
};

static const struct given cases[] = {
    {"trend_season_lags",
     {"trend", "season", "capex_net:0..4"},
     .logged = true},
    {"own_lags_difference",
     {"y:1,4", "capex_net:1..2"},
     .logged = true,
     .difference = 4},
    {"fourier_days", {"trend", "fourier:2", "days"}, .logged = true},
    {"almon", {"trend", "capex_net:0..8~almon2"}, .logged = true},
    {"geometric",
     {"trend", "season", "capex_net:0..8~geometric"},
     .logged = true},
    {"event", {"trend", "season"}, "2020Q2", .logged = true},
    {"event_difference",
     {"days", "y:1"},
     "2020Q2",
     .logged = true,
     .difference = 4},
    {.name = "powers", .terms = {"capex_net^1..3"}},
    {"window",
     {"trend", "season", "capex_net:1"},
     .logged = true,
     .from = "2010Q1",
     .to = "2019Q4"},
};

static fc_period period(const char *text)
{
    fc_period out = {.frequency = FC_FREQUENCY_NONE};

    if (text != NULL) {
        assert_int_equal(
            fc_period_parse(&out, text, FC_QUARTERLY, (fc_calendar){12}, NULL),
            FC_OK);
    }
    return out;
}

/* The event stands in front: the order of the reference. */
static fc_sample *make(const struct given *given, const fc_table *table)
{
    fc_term terms[most_terms + 1];
    fc_sample_request request = {.table = table,
                                 .response = "net_sales",
                                 .terms = terms,
                                 .logged = given->logged,
                                 .difference = given->difference,
                                 .from = period(given->from),
                                 .to = period(given->to)};
    fc_sample *sample = NULL;
    fc_error err = {0};
    bool first = given->difference > 0;

    if (given->event != NULL && first) {
        assert_int_equal(fc_term_parse_event(&terms[request.term_count++],
                                             given->event, NULL),
                         FC_OK);
    }
    for (size_t i = 0; i < most_terms && given->terms[i] != NULL; i++) {
        assert_int_equal(
            fc_term_parse(&terms[request.term_count++], given->terms[i], NULL),
            FC_OK);
    }
    if (given->event != NULL && !first) {
        assert_int_equal(fc_term_parse_event(&terms[request.term_count++],
                                             given->event, NULL),
                         FC_OK);
    }
    if (fc_sample_create(&sample, &request, &err) != FC_OK) {
        fail_msg("%s: %s", given->name, err.message);
    }
    return sample;
}

/* R solves by QR in double precision; the decay is found by a search whose
 * objective is flat to half the digits at its minimum. */
static double tolerance_of(const struct given *given)
{
    return strcmp(given->name, "geometric") == 0 ? 1e-6 : 1e-8;
}

static void compare(const struct given *given, const fc_sample *sample,
                    const fc_regression *fit)
{
    double tolerance = tolerance_of(given);

    assert_int_equal(sample->rows,
                     reference_value("terms.csv", given->name, "rows"));
    reference_assert_close(
        fit->rss, reference_value("terms.csv", given->name, "rss"), 1e-9, 0.0);
    for (size_t j = 0; j < fit->p; j++) {
        reference_assert_close(
            fit->coefficients[j],
            reference_numbered("terms.csv", given->name, "b", j), tolerance,
            0.0);
        reference_assert_close(
            fit->standard_errors[j],
            reference_numbered("terms.csv", given->name, "se", j), tolerance,
            0.0);
    }
}

static void agrees_with_r(void **state)
{
    fc_table *table = amazon();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_sample *sample = make(&cases[i], table);
        fc_regression *fit = NULL;

        assert_int_equal(
            fc_regression_fit(&fit, sample->design, sample->y, NULL, NULL),
            FC_OK);
        compare(&cases[i], sample, fit);
        fc_regression_free(fit);
        fc_sample_free(sample);
    }
    fc_table_free(table);
}

static void lag_weights_agree_with_r(void **state)
{
    fc_table *table = amazon();
    fc_sample *sample = make(&cases[3], table);
    fc_regression *fit = NULL;
    double weight[FC_TERM_LAG_MAX + 1];
    double error[FC_TERM_LAG_MAX + 1];

    (void)state;
    assert_int_equal(
        fc_regression_fit(&fit, sample->design, sample->y, NULL, NULL), FC_OK);
    assert_int_equal(fc_sample_lag_weights(weight, error, &sample->terms[2],
                                           fit->coefficients, fit->covariance,
                                           fit->p),
                     9);
    for (size_t j = 0; j < 9; j++) {
        reference_assert_close(
            weight[j], reference_numbered("terms.csv", "almon", "weight", j),
            1e-8, 0.0);
        reference_assert_close(
            error[j], reference_numbered("terms.csv", "almon", "weight_se", j),
            1e-8, 0.0);
    }
    fc_regression_free(fit);
    fc_sample_free(sample);
    sample = make(&cases[4], table);
    reference_assert_close(sample->terms[3].decay,
                           reference_value("terms.csv", "geometric", "decay"),
                           1e-6, 0.0);
    fc_sample_free(sample);
    fc_table_free(table);
}

/* A small table: y over ten years, x with a gap, w for weights. */
static fc_table *small(const char *frequency)
{
    static const char quarters[] = "period,y1,x,w,n\n"
                                   "2020Q1,3,1,1,1\n"
                                   "2020Q2,4,3,1,-1\n"
                                   "2020Q3,2,,1,2\n"
                                   "2020Q4,6,5,2,0\n"
                                   "2021Q1,5,4,1,3\n"
                                   "2021Q2,7,9,,4\n"
                                   "2021Q3,4,2,1,1\n"
                                   "2021Q4,9,6,1,2\n"
                                   "2022Q1,8,5,1,1\n"
                                   "2022Q2,,7,1,1\n";
    static const char years[] = "period,y1\n2019,3\n2020,4\n2021,6\n2022,5\n";
    const char *text = strcmp(frequency, "years") == 0 ? years : quarters;
    fc_table *table = NULL;

    assert_int_equal(
        fc_table_parse(&table, text, strlen(text), "small.csv", NULL, NULL),
        FC_OK);
    return table;
}

/* Dropped rows are told with what they lack first; a window ends where y does.
 */
static void tells_what_was_dropped(void **state)
{
    fc_table *table = small("quarters");
    fc_term terms[2];
    const fc_sample_request request = {.table = table,
                                       .response = "y1",
                                       .terms = terms,
                                       .term_count = 2,
                                       .weights = "w"};
    static const struct {
        size_t row; /* of the table */
        const char *missing;
    } dropped[] = {
        {0, "x(t-1)"},
        {2, "x(t)"},
        {3, "x(t-1)"},
        {5, "w"},
    };
    fc_sample *sample = NULL;

    (void)state;
    assert_int_equal(fc_term_parse(&terms[0], "x:0..1", NULL), FC_OK);
    assert_int_equal(fc_term_parse(&terms[1], "trend", NULL), FC_OK);
    assert_int_equal(fc_sample_create(&sample, &request, NULL), FC_OK);
    assert_int_equal(sample->rows, 5);
    assert_int_equal(sample->dropped_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(
            fc_period_distance(table->start, sample->dropped[i].period),
            dropped[i].row);
        assert_string_equal(sample->reasons[sample->dropped[i].reason],
                            dropped[i].missing);
    }
    assert_int_equal(fc_design_columns(sample->design), 4);
    assert_string_equal(fc_design_column_name(sample->design, 0), "constant");
    assert_string_equal(fc_design_column_name(sample->design, 2), "x(t-1)");
    assert_true(fc_design_value(sample->design, 0, 2) == 1.0);
    assert_true(fc_design_value(sample->design, 0, 3) == 2.0); /* trend */
    assert_true(sample->weights[1] == 1.0);
    fc_sample_free(sample);
    fc_table_free(table);
}

/* With logarithms a series with a value of 0 or less stays as it is. */
static void logs_what_is_positive(void **state)
{
    fc_table *table = small("quarters");
    fc_term terms[2];
    fc_sample_request request = {.table = table,
                                 .response = "y1",
                                 .terms = terms,
                                 .term_count = 2,
                                 .no_constant = true,
                                 .logged = true};
    fc_sample *sample = NULL;

    (void)state;
    assert_int_equal(fc_term_parse(&terms[0], "w", NULL), FC_OK);
    assert_int_equal(fc_term_parse(&terms[1], "n", NULL), FC_OK);
    assert_int_equal(fc_sample_create(&sample, &request, NULL), FC_OK);
    assert_string_equal(sample->response, "log y1");
    assert_string_equal(fc_design_column_name(sample->design, 0), "log w");
    assert_string_equal(fc_design_column_name(sample->design, 1), "n");
    assert_true(fc_design_value(sample->design, 1, 1) == -1.0);
    assert_true(sample->y[1] == log(4.0));
    fc_sample_free(sample);
    fc_table_free(table);
}

static const struct {
    const char *name;
    const char *table;
    const char *response;
    const char *terms[3];
    const char *event;
    const char *weights;
    bool logged;
    bool no_constant;
    const char *from;
    fc_status status;
    const char *message;
} impossible[] = {
    {"unknown series",
     "quarters",
     "y1",
     {"xx"},
     .status = FC_ERR_NOT_FOUND,
     .message = "did you mean 'x'"},
    {"unknown response",
     "quarters",
     "sales",
     {"x"},
     .status = FC_ERR_NOT_FOUND,
     .message = "no series 'sales'"},
    {"unknown weights",
     "quarters",
     "y1",
     {"x"},
     .weights = "ww",
     .status = FC_ERR_NOT_FOUND,
     .message = "no series 'ww'"},
    {"itself",
     "quarters",
     "y1",
     {"y1"},
     .status = FC_ERR_ARGUMENT,
     .message = "cannot explain itself"},
    {"twice",
     "quarters",
     "y1",
     {"x:0..1", "trend", "x:0,1"},
     .status = FC_ERR_ARGUMENT,
     .message = "'x:0..1' stands twice"},
    {"yearly season",
     "years",
     "y1",
     {"season"},
     .status = FC_ERR_ARGUMENT,
     .message = "needs a season"},
    {"too many pairs",
     "quarters",
     "y1",
     {"fourier:3"},
     .status = FC_ERR_ARGUMENT,
     .message = "at most 2"},
    {"two decays",
     "quarters",
     "y1",
     {"x:0..1~geometric", "w:0..1~geometric"},
     .status = FC_ERR_ARGUMENT,
     .message = "one series only"},
    {"no such event",
     "quarters",
     "y1",
     {"x"},
     .event = "2020Q5",
     .status = FC_ERR_ARGUMENT,
     .message = "event '2020Q5'"},
    {"event outside",
     "quarters",
     "y1",
     {"x"},
     .event = "2029Q1",
     .status = FC_ERR_ARGUMENT,
     .message = "lies outside the sample"},
    {"no logarithm",
     "quarters",
     "n",
     {"x"},
     .logged = true,
     .status = FC_ERR_DATA,
     .message = "is -1 in 2020Q2"},
    {"weights",
     "quarters",
     "y1",
     {"x"},
     .weights = "n",
     .status = FC_ERR_DATA,
     .message = "weights are positive"},
    {"lags too long",
     "quarters",
     "y1",
     {"x:20"},
     .status = FC_ERR_TOO_SHORT,
     .message = "no period has all"},
    {"window behind the data",
     "quarters",
     "y1",
     {"x"},
     .from = "2023Q1",
     .status = FC_ERR_DATA,
     .message = "no value in the periods"},
    {"nothing to regress on",
     "quarters",
     "y1",
     {NULL},
     .no_constant = true,
     .status = FC_ERR_ARGUMENT,
     .message = "needs a term"},
};

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++) {
        fc_table *table = small(impossible[i].table);
        fc_term terms[4];
        fc_sample_request request = {.table = table,
                                     .response = impossible[i].response,
                                     .terms = terms,
                                     .weights = impossible[i].weights,
                                     .logged = impossible[i].logged,
                                     .no_constant = impossible[i].no_constant,
                                     .from = period(impossible[i].from)};
        fc_sample *sample = NULL;
        fc_error err = {0};

        for (size_t k = 0; k < 3 && impossible[i].terms[k] != NULL; k++) {
            assert_int_equal(fc_term_parse(&terms[request.term_count++],
                                           impossible[i].terms[k], NULL),
                             FC_OK);
        }
        if (impossible[i].event != NULL) {
            assert_int_equal(fc_term_parse_event(&terms[request.term_count++],
                                                 impossible[i].event, NULL),
                             FC_OK);
        }
        if (fc_sample_create(&sample, &request, &err) != impossible[i].status
            || strstr(err.message, impossible[i].message) == NULL) {
            fail_msg("%s: %s", impossible[i].name, err.message);
        }
        assert_null(sample);
        fc_table_free(table);
    }
}

static fc_status whole_job(void *context, fc_error *err)
{
    fc_term terms[4];
    const fc_sample_request request = {.table = context,
                                       .response = "y1",
                                       .terms = terms,
                                       .term_count = 3,
                                       .weights = "w",
                                       .logged = true};
    fc_sample *sample = NULL;
    fc_status status = fc_term_parse(&terms[0], "x:0..1~geometric", err);

    if (status == FC_OK) {
        status = fc_term_parse(&terms[1], "trend", err);
    }
    if (status == FC_OK) {
        status = fc_term_parse_event(&terms[2], "2022Q1", err);
    }
    if (status == FC_OK) {
        status = fc_sample_create(&sample, &request, err);
    }
    fc_sample_free(sample);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    fc_table *table = small("quarters");

    (void)state;
    assert_true(faults_try_allocations(whole_job, table) > 50);
    fc_table_free(table);
    fc_sample_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(lag_weights_agree_with_r),
        cmocka_unit_test(tells_what_was_dropped),
        cmocka_unit_test(logs_what_is_positive),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(every_allocation_may_fail),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
