/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The projection of the shipped dataset: what the contract says of it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/projection.h"

#include "near.h"
#include "reports.h"

/* The main job, made once for the tests that only look. */
struct job {
    fc_dataset *dataset;
    fc_projection *projection;
    fc_report *report;
};

static struct job job_of(const fc_projection_request *request)
{
    struct job job = {.dataset = reports_open_amazon()};
    fc_projection_request full = *request;
    fc_error err = {0};

    full.dataset = job.dataset;
    full.intervals = FC_INTERVALS_AUTO;
    if (full.series == NULL) {
        full.series = "net_sales";
    }
    if (fc_projection_create(&job.projection, &full, &err) != FC_OK
        || fc_projection_report(&job.report, job.projection, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    return job;
}

static void job_release(struct job *job)
{
    fc_report_free(job->report);
    fc_projection_free(job->projection);
    fc_dataset_free(job->dataset);
}

static struct job main_job;

static int set_up(void **state)
{
    (void)state;
    main_job = job_of(&(fc_projection_request){.horizon = 4});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    job_release(&main_job);
    return 0;
}

static void test_columns(void **state)
{
    static const char *const names[] = {
        "series",       "unit",          "period",
        "period_end",   "kind",          "model",
        "value",        "lower_80",      "upper_80",
        "lower_95",     "upper_95",      "yoy_pct",
        "guidance_low", "guidance_high", "guidance_verdict",
        "p_below",      "p_inside",      "p_above",
        "origin",       "as_of",         "seed",
        "version",      "scenario",      "coverage_80",
        "coverage_95",  "coverage_n",
    };
    const fc_report_table *table = fc_report_table_at(main_job.report, 0);

    (void)state;
    /* CSV writes the first table for machines. */
    assert_string_equal(fc_report_table_name(table), "projection");
    assert_int_equal(fc_report_table_audience(table), FC_FOR_MACHINES);
    assert_int_equal(fc_report_table_column_count(table),
                     sizeof names / sizeof names[0]);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_string_equal(fc_report_table_column(table, i)->name, names[i]);
    }
}

static void test_kinds_in_order(void **state)
{
    static const char *const kinds[] = {"actual", "forecast", "total",
                                        "reference"};
    const fc_report_table *table = reports_table(main_job.report, "projection");
    size_t counts[4] = {0};
    size_t kind = 0;

    (void)state;
    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        while (kind < 4
               && strcmp(reports_text(table, r, "kind"), kinds[kind]) != 0) {
            kind++;
        }
        assert_true(kind < 4);
        counts[kind]++;
    }
    assert_int_equal(counts[0], 112);
    assert_int_equal(counts[1], 4);
    assert_int_equal(counts[2], 1);
    assert_true(counts[3] > 0 && counts[3] % 4 == 0);
}

static void test_actual_row(void **state)
{
    const fc_report_table *table = reports_table(main_job.report, "projection");
    size_t row = reports_row_of(table, "actual", "2024Q4");
    fc_cell value = fc_report_table_cell(table, row,
                                         reports_column(table, "value"));

    (void)state;
    assert_int_equal(value.style, FC_STYLE_EXACT);
    assert_near(value.number, 187792, 0.0);
    assert_string_equal(reports_text(table, row, "period_end"), "2024-12-31");
    assert_string_equal(reports_text(table, row, "model"), "");
    assert_near(reports_number(table, row, "yoy_pct"), 10.491, 5e-4);
    assert_near(reports_number(table, row, "guidance_high"), 188500, 0.0);
    assert_string_equal(reports_text(table, row, "guidance_verdict"), "inside");
    assert_true(isnan(reports_number(table, row, "p_inside")));
    assert_true(isnan(reports_number(table, row, "lower_80")));
    assert_string_equal(reports_text(table, row, "origin"), "2024Q4");
    assert_string_equal(reports_text(table, row, "as_of"), "2024Q4");
    assert_string_equal(reports_text(table, row, "seed"), "0");
    assert_string_equal(reports_text(table, row, "scenario"), "base");
}

static void test_quarters_add_to_the_year(void **state)
{
    static const char *const quarters[] = {"2025Q1", "2025Q2", "2025Q3",
                                           "2025Q4"};
    const fc_report_table *table = reports_table(main_job.report, "projection");
    size_t year = reports_row_of(table, "total", "FY2025");
    double sum = 0.0;
    double width = 0.0;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        size_t row = reports_row_of(table, "forecast", quarters[i]);

        sum += reports_number(table, row, "value");
        width += reports_number(table, row, "upper_80")
                 - reports_number(table, row, "lower_80");
        assert_true(reports_number(table, row, "lower_95")
                    < reports_number(table, row, "lower_80"));
        assert_true(reports_number(table, row, "upper_80")
                    < reports_number(table, row, "upper_95"));
    }
    assert_near(reports_number(table, year, "value"), sum, 1e-6 * sum);
    assert_near(reports_number(table, year, "yoy_pct"),
                100.0 * (sum / 637959.0 - 1.0), 1e-6);
    assert_string_equal(reports_text(table, year, "period_end"), "2025-12-31");
    /* Joint paths: narrower than the quarters' widths added up. */
    assert_true(reports_number(table, year, "upper_80")
                    - reports_number(table, year, "lower_80")
                < width);
}

/* Machines get by step what people read beside the accuracy. */
static void test_coverage_of_each_step(void **state)
{
    const fc_report_table *table = reports_table(main_job.report, "projection");
    const fc_report_table *shown = reports_table(main_job.report, "accuracy");
    size_t forecasts = 0;

    (void)state;
    for (size_t r = 0; r < fc_report_table_row_count(table); r++) {
        if (strcmp(reports_text(table, r, "kind"), "forecast") != 0) {
            assert_true(isnan(reports_number(table, r, "coverage_80")));
            assert_true(isnan(reports_number(table, r, "coverage_n")));
            continue;
        }
        assert_true(fabs(100.0 * reports_number(table, r, "coverage_80")
                         - reports_number(shown, forecasts, "coverage_80_pct"))
                    < 1e-9);
        assert_true(fabs(100.0 * reports_number(table, r, "coverage_95")
                         - reports_number(shown, forecasts, "coverage_95_pct"))
                    < 1e-9);
        assert_true(reports_number(table, r, "coverage_n")
                    == reports_number(shown, forecasts, "n"));
        forecasts++;
    }
    assert_int_equal(forecasts, 4);
}

static void test_verdict_and_odds(void **state)
{
    const fc_report_table *table = reports_table(main_job.report, "projection");
    const fc_report_table *verdict = reports_table(main_job.report, "verdict");
    size_t row = reports_row_of(table, "forecast", "2025Q1");
    double value = reports_number(table, row, "value");
    double below = reports_number(table, row, "p_below");
    double inside = reports_number(table, row, "p_inside");
    double above = reports_number(table, row, "p_above");

    (void)state;
    /* The range of the task, not that of the release. */
    assert_near(reports_number(table, row, "guidance_low"), 151000, 0);
    assert_near(reports_number(table, row, "guidance_high"), 155000, 0);
    assert_near(below + inside + above, 1.0, 1e-12);
    assert_true(below > 0.0 && inside > 0.0 && above > 0.0);
    assert_near(round(below * 10000.0), below * 10000.0, 1e-9);
    assert_near(round(inside * 10000.0), inside * 10000.0, 1e-9);
    assert_string_equal(reports_text(table, row, "guidance_verdict"),
                        fc_guidance_verdict(151000, 155000, value));
    assert_string_equal(fc_projection_verdict(main_job.projection),
                        fc_guidance_verdict(151000, 155000, value));
    assert_int_equal(fc_report_table_row_count(verdict), 2);
    assert_string_equal(reports_text(verdict, 0, "range"), "asked");
    assert_near(reports_number(verdict, 0, "p_above"), above, 0.0);
    assert_near(reports_number(verdict, 1, "high"), 155500, 0.0);
    assert_true(reports_has_note(main_job.report, "151,000-155,500"));
    assert_true(reports_has_note(main_job.report, "the range 151,000-155,000"));
    assert_true(isnan(reports_number(
        table, reports_row_of(table, "forecast", "2025Q2"), "p_inside")));
}

static void test_evidence(void **state)
{
    const fc_report *report = main_job.report;
    const fc_report_table *accuracy = reports_table(report, "accuracy");
    const fc_report_table *all = reports_table(report, "candidates_all");
    const fc_report_table *people = reports_table(report, "candidates");
    const fc_report_table *regressors = reports_table(report, "regressors");
    size_t naive = reports_find(all, "model", "snaive");

    (void)state;
    assert_int_equal(fc_report_table_row_count(accuracy), 5);
    assert_near(reports_number(accuracy, 0, "n"), 40, 0.0);
    assert_near(reports_number(accuracy, 4, "n"), 160, 0.0);
    /* What the project promises of the whole procedure. */
    assert_true(reports_number(accuracy, 0, "mape_pct") <= 3.8);
    assert_true(reports_number(accuracy, 4, "mape_pct") <= 6.2);
    assert_string_equal(reports_text(all, 0, "chosen"), "*");
    assert_string_equal(reports_text(people, 0, "model"),
                        reports_text(all, 0, "model"));
    assert_int_equal(fc_report_table_row_count(people), 10);
    assert_true(fc_report_table_row_count(all) > 10);
    assert_true(reports_has_note(report, "Candidates: 10 of "));
    assert_true(reports_find(people, "model", "snaive")
                < fc_report_table_row_count(people));
    /* R on the same 40 origins: 18.1 at the first step, 17.9 over all. */
    assert_near(reports_number(all, naive, "mape_first_pct"), 18.1, 0.05);
    assert_near(reports_number(all, naive, "mape_all_pct"), 17.9, 0.05);
    assert_near(reports_number(all, naive, "forecast_first"), 143313, 1e-6);
    assert_near(reports_number(all, naive, "forecast_year"), 637959, 1e-6);
    assert_int_equal(fc_report_table_row_count(regressors), 2);
    assert_string_equal(reports_text(regressors, 0, "regressor"), "capex_net");
    assert_true(reports_has_note(report, "Adding capex_net "));
    assert_true(reports_has_note(report, "40 origins, 2014Q1 to 2023Q4"));
}

static void test_references(void **state)
{
    const fc_report_table *table = reports_table(main_job.report, "projection");
    const fc_report_table *all = reports_table(main_job.report,
                                               "candidates_all");
    size_t row = reports_row_of(table, "reference", "2025Q1");
    const char *chosen = reports_text(all, 0, "model");

    (void)state;
    for (size_t r = row; r < fc_report_table_row_count(table); r++) {
        const char *model = reports_text(table, r, "model");

        assert_string_not_equal(model, chosen);
        assert_true(reports_find(all, "model", model)
                    < fc_report_table_row_count(all));
        assert_true(isfinite(reports_number(table, r, "yoy_pct")));
        assert_true(isnan(reports_number(table, r, "lower_80")));
    }
}

static void test_provenance(void **state)
{
    static const char *const keys[] = {
        "version",      "command", "series", "unit",       "input",
        "input_sha256", "origin",  "as_of",  "horizon",    "model",
        "parameters",   "seed",    "draws",  "candidates", "origins"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        bool found = false;

        for (size_t k = 0; k < fc_report_meta_count(main_job.report); k++) {
            found = found
                    || strcmp(fc_report_meta_key(main_job.report, k), keys[i])
                           == 0;
        }
        print_message("  %s\n", keys[i]);
        assert_true(found);
    }
}

static void test_same_request_same_draws(void **state)
{
    struct job again = job_of(&(fc_projection_request){.horizon = 4});
    struct job other = job_of(
        &(fc_projection_request){.horizon = 4, .seed = 7});
    const fc_paths *a = fc_projection_paths(main_job.projection);
    const fc_paths *b = fc_projection_paths(again.projection);
    const fc_paths *c = fc_projection_paths(other.projection);

    (void)state;
    assert_int_equal(a->draws, 10000);
    assert_int_equal(a->steps, 4);
    assert_memory_equal(a->values, b->values,
                        a->draws * a->steps * sizeof *a->values);
    assert_memory_not_equal(a->values, c->values,
                            a->draws * a->steps * sizeof *a->values);
    job_release(&again);
    job_release(&other);
}

static void test_as_of(void **state)
{
    fc_projection_request request = {.horizon = 4, .draws = 500, .origins = 8};
    struct job job = {0};
    const fc_report_table *table = NULL;
    size_t row = 0;

    (void)state;
    assert_int_equal(fc_period_parse(&request.as_of, "2019Q4", FC_QUARTERLY,
                                     (fc_calendar){0}, NULL),
                     FC_OK);
    job = job_of(&request);
    table = reports_table(job.report, "projection");
    row = reports_row_of(table, "actual", "2019Q4");
    assert_string_equal(reports_text(table, row + 1, "kind"), "forecast");
    assert_string_equal(reports_text(table, row + 1, "as_of"), "2019Q4");
    /* The range for the next quarter stood in public, none beyond. */
    assert_near(reports_number(table, row + 1, "guidance_high"), 73000, 0.0);
    assert_true(isnan(reports_number(table, row + 2, "guidance_high")));
    assert_true(reports_has_note(job.report, "pseudo real time"));
    row = reports_row_of(table, "total", "FY2020");
    assert_true(isfinite(reports_number(table, row, "yoy_pct")));
    job_release(&job);
}

static void test_years_that_the_horizon_completes(void **state)
{
    fc_projection_request request = {.horizon = 9, .draws = 500, .origins = 4};
    struct job job = {0};
    const fc_report_table *table = NULL;
    size_t first = 0;
    double before = 0.0;

    (void)state;
    assert_int_equal(fc_period_parse(&request.as_of, "2024Q2", FC_QUARTERLY,
                                     (fc_calendar){0}, NULL),
                     FC_OK);
    job = job_of(&request);
    table = reports_table(job.report, "projection");
    /* 2024 is half reported; 2026 is not complete with 2026Q3. */
    first = reports_row_of(table, "total", "FY2024");
    before = reports_number(table, first, "value");
    assert_near(
        before,
        143313 + 147977
            + reports_number(table, reports_row_of(table, "forecast", "2024Q3"),
                             "value")
            + reports_number(table, reports_row_of(table, "forecast", "2024Q4"),
                             "value"),
        1e-6 * before);
    assert_string_equal(reports_text(table, first + 1, "period"), "FY2025");
    assert_string_equal(reports_text(table, first + 2, "kind"), "reference");
    /* Growth of a year on a forecast year. */
    assert_near(
        reports_number(table, first + 1, "yoy_pct"),
        100.0 * (reports_number(table, first + 1, "value") / before - 1.0),
        1e-9);
    job_release(&job);
}

static void test_options(void **state)
{
    static const double quantiles[] = {0.5, 0.05};
    fc_projection_request request = {.horizon = 2,
                                     .draws = 500,
                                     .origins = 4,
                                     .has_range = true,
                                     .range_low = 100000,
                                     .range_high = 120000,
                                     .quantiles = quantiles,
                                     .quantile_count = 2};
    struct job job = job_of(&request);
    const fc_report_table *table = reports_table(job.report, "projection");
    size_t row = reports_row_of(table, "forecast", "2025Q1");

    (void)state;
    assert_near(reports_number(table, row, "guidance_high"), 120000, 0.0);
    assert_string_equal(fc_projection_verdict(job.projection), "above");
    assert_true(reports_number(table, row, "q0.05")
                < reports_number(table, row, "q0.5"));
    job_release(&job);
}

static void test_refused_requests(void **state)
{
    static const double bad_quantile = 1.5;
    fc_dataset *dataset = reports_open_amazon();
    fc_period far = {.frequency = FC_QUARTERLY, .index = 0};
    fc_period month = {.frequency = FC_MONTHLY, .index = 24000};
    const struct {
        const char *name;
        fc_projection_request request;
        fc_status status;
    } cases[] = {
        {"misspelt", {.series = "net_sale"}, FC_ERR_NOT_FOUND},
        {"before the first", {.as_of = far}, FC_ERR_DATA},
        {"as of a month", {.as_of = month}, FC_ERR_ARGUMENT},
        {"upside down",
         {.has_range = true, .range_low = 2, .range_high = 1},
         FC_ERR_ARGUMENT},
        {"range of the past",
         {.has_range = true, .range_period = far, .range_high = 1},
         FC_ERR_ARGUMENT},
        {"no quantile",
         {.quantiles = &bad_quantile, .quantile_count = 1},
         FC_ERR_ARGUMENT},
        {"no guidance file", {.guidance_path = "none.csv"}, FC_ERR_READ},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_projection_request request = cases[i].request;
        fc_projection *projection = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        request.dataset = dataset;
        request.series = request.series != NULL ? request.series : "net_sales";
        assert_int_equal(fc_projection_create(&projection, &request, &err),
                         cases[i].status);
        assert_null(projection);
        assert_true(err.message[0] != '\0');
    }
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_kinds_in_order),
        cmocka_unit_test(test_actual_row),
        cmocka_unit_test(test_quarters_add_to_the_year),
        cmocka_unit_test(test_coverage_of_each_step),
        cmocka_unit_test(test_verdict_and_odds),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_provenance),
        cmocka_unit_test(test_same_request_same_draws),
        cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_years_that_the_horizon_completes),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_refused_requests),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
