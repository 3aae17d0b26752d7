/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reconciled projections: draws that add up, whichever series is asked for;
 * targets; the backtest; every allocation failing once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/backtest_report.h"
#include "forecast/init.h"
#include "forecast/projection.h"

#include "near.h"
#include "reports.h"
#include "support/faults.h"
#include "support/folder.h"

enum { QUARTERS = 40, DRAWS = 200 };

/* t = a + b, n = a - b, b = c + 10; whole numbers, so that sums are exact. */
static void write_group(const char *file, size_t quarters)
{
    char text[4096];
    size_t used = (size_t)snprintf(text, sizeof text, "period,t,n,a,b,c,d\n");

    for (size_t i = 0; i < quarters; i++) {
        int a = 100 + (int)(3 * i + 7 * (i * i % 5) + (i % 4 == 3 ? 20 : 0));
        int b = 40 + (int)(i / 2 + 5 * (i * i % 3));

        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%zuQ%zu,%d,%d,%d,%d,%d,10\n", 2015 + i / 4,
                                 i % 4 + 1, a + b, a - b, a, b, b - 10);
    }
    folder_write(file, text);
}

/* t = a + b, b next to nothing. */
static void write_small_part(void)
{
    char text[4096];
    size_t used = (size_t)snprintf(text, sizeof text, "period,t,a,b\n");

    for (size_t i = 0; i < QUARTERS; i++) {
        int a = 100 + (int)(7 * (i * i % 5) + (i % 4 == 3 ? 20 : 0));
        int b = 1 + (int)(i * i % 3);

        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%zuQ%zu,%d,%d,%d\n", 2015 + i / 4, i % 4 + 1,
                                 a + b, a, b);
    }
    folder_write("f.csv", text);
    folder_write("f.ini", "[dataset]\nhierarchy = h.csv\n");
}

static int set_up(void **state)
{
    if (folder_enter(state) != 0) {
        return -1;
    }
    fc_init();
    write_group("g.csv", QUARTERS);
    folder_write("g.ini", "[dataset]\nhierarchy = h.csv\n");
    folder_write("h.csv", "parent,child\nt,a\nt,b\n");
    write_group("d.csv", QUARTERS);
    folder_write("d.ini", "[dataset]\nhierarchy = hd.csv\n");
    folder_write("hd.csv", "parent,child,sign\nn,a,1\nn,b,-1\n");
    write_small_part();
    write_group("l.csv", QUARTERS);
    folder_write("l.ini", "[dataset]\nhierarchy = hl.csv\n");
    folder_write("hl.csv", "parent,child\nt,a\nt,b\nb,c\nb,d\n");
    write_group("s.csv", 20);
    folder_write("s.ini", "[dataset]\nhierarchy = h.csv\n");
    return 0;
}

static fc_model_spec spec_of(const char *text)
{
    fc_model_spec spec;

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    return spec;
}

static fc_projection *project(const char *file, fc_projection_request request)
{
    fc_dataset *dataset = reports_open(file);
    fc_model_spec spec = spec_of("theta");
    fc_projection *projection = NULL;
    fc_error err = {0};

    request.dataset = dataset;
    request.specs = &spec;
    request.spec_count = 1;
    request.draws = DRAWS;
    request.intervals = FC_INTERVALS_AUTO;
    if (fc_projection_create(&projection, &request, &err) != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_dataset_free(dataset);
    return projection;
}

/* The same joint draws come of asking for each series. */
static void test_draws_add_up(void **state)
{
    static const struct {
        const char *file;
        const char *series[3];
        double sign;
    } cases[] = {{"g.csv", {"t", "a", "b"}, 1.0},
                 {"d.csv", {"n", "a", "b"}, -1.0}};

    (void)state;
    for (size_t c = 0; c < 2; c++) {
        for (size_t m = FC_RECONCILE_BOTTOM_UP; m < FC_RECONCILIATIONS; m++) {
            fc_projection *out[3];
            const double *values[3];

            print_message("  %s %s\n", cases[c].file,
                          fc_reconciliation_name((fc_reconciliation)m));
            for (size_t i = 0; i < 3; i++) {
                out[i] = project(
                    cases[c].file,
                    (fc_projection_request){.series = cases[c].series[i],
                                            .horizon = 5,
                                            .reconcile = (fc_reconciliation)m});
                values[i] = fc_projection_paths(out[i])->values;
            }
            for (size_t k = 0; k < (size_t)DRAWS * 5; k++) {
                assert_near(values[0][k],
                            values[1][k] + cases[c].sign * values[2][k], 1e-9);
            }
            for (size_t i = 0; i < 3; i++) {
                fc_projection_free(out[i]);
            }
        }
    }
}

/* Three levels, with a leaf that is certain: it stays where it is. */
static void test_levels_add_up(void **state)
{
    static const char *const series[] = {"t", "a", "b", "c", "d"};

    (void)state;
    for (size_t m = FC_RECONCILE_STRUCTURAL; m < FC_RECONCILIATIONS; m++) {
        fc_projection *out[5];
        const double *values[5];

        for (size_t i = 0; i < 5; i++) {
            out[i] = project("l.csv", (fc_projection_request){
                                          .series = series[i],
                                          .horizon = 2,
                                          .reconcile = (fc_reconciliation)m});
            values[i] = fc_projection_paths(out[i])->values;
        }
        for (size_t k = 0; k < (size_t)DRAWS * 2; k++) {
            assert_near(values[0][k], values[1][k] + values[2][k], 1e-9);
            assert_near(values[2][k], values[3][k] + values[4][k], 1e-9);
            if (m != FC_RECONCILE_STRUCTURAL) {
                assert_near(values[4][k], 10.0, 1e-4);
            }
        }
        for (size_t i = 0; i < 5; i++) {
            fc_projection_free(out[i]);
        }
    }
}

/* Years and half-years are the sums of their quarters in the table. */
static void test_periods_add_up(void **state)
{
    static const fc_reconciliation methods[] = {
        FC_RECONCILE_OLS, FC_RECONCILE_STRUCTURAL, FC_RECONCILE_WLS};

    (void)state;
    for (size_t m = 0; m < 3; m++) {
        fc_projection *projection = project(
            "g.csv", (fc_projection_request){.series = "t",
                                             .horizon = 8,
                                             .reconcile = methods[m],
                                             .temporal = true});
        fc_report *report = NULL;
        const fc_report_table *table = NULL;
        double after[14];

        assert_int_equal(fc_projection_report(&report, projection, NULL),
                         FC_OK);
        table = reports_table(report, "temporal");
        assert_int_equal(fc_report_table_row_count(table), 14);
        for (size_t i = 0; i < 14; i++) {
            after[i] = reports_number(table, i, "after");
        }
        for (size_t y = 0; y < 2; y++) {
            assert_near(after[y], after[2 + 2 * y] + after[3 + 2 * y], 1e-9);
        }
        for (size_t h = 0; h < 4; h++) {
            assert_near(after[2 + h], after[6 + 2 * h] + after[7 + 2 * h],
                        1e-9);
        }
        assert_string_equal(reports_text(table, 1, "period"), "2026Q1-2026Q4");
        fc_report_free(report);
        fc_projection_free(projection);
    }
}

/* OLS over a year of four quarters and two halves, by the closed form of the
 * projection, from the means before it. */
static void test_periods_by_hand(void **state)
{
    /* rows sum to the constraint gaps; (C C')^-1 of years and halves */
    fc_projection *projection = project(
        "g.csv", (fc_projection_request){.series = "t",
                                         .horizon = 4,
                                         .reconcile = FC_RECONCILE_OLS,
                                         .temporal = true});
    const fc_report_table *table = NULL;
    fc_report *report = NULL;
    double b[7];
    double gap[3];
    double pull = 0.0;

    (void)state;
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    table = reports_table(report, "temporal");
    for (size_t i = 0; i < 7; i++) {
        b[i] = reports_number(table, i, "before");
    }
    gap[0] = b[0] - b[3] - b[4] - b[5] - b[6];
    gap[1] = b[1] - b[3] - b[4];
    gap[2] = b[2] - b[5] - b[6];
    /* C C' = [5 2 2; 2 3 0; 2 0 3], whose inverse times the gaps is */
    pull = (9.0 * gap[0] - 6.0 * gap[1] - 6.0 * gap[2]) / 21.0;
    assert_near(reports_number(table, 0, "after"), b[0] - pull, 1e-9);
    for (size_t h = 0; h < 2; h++) {
        double half = (gap[1 + h] - 2.0 * pull) / 3.0;

        assert_near(reports_number(table, 1 + h, "after"), b[1 + h] - half,
                    1e-9);
        for (size_t q = 3 + 2 * h; q < 5 + 2 * h; q++) {
            assert_near(reports_number(table, q, "after"), b[q] + pull + half,
                        1e-9);
        }
    }
    fc_report_free(report);
    fc_projection_free(projection);
}

/* Required and conditional paths meet the target; odds count draws. */
static void test_targets(void **state)
{
    const fc_target targets[] = {
        {.year = 2025, .value = 1300.0},
        {.period = {.frequency = FC_QUARTERLY, .index = 2025 * 4},
         .value = 1.0},
    };
    fc_projection *projection = project(
        "g.csv", (fc_projection_request){.series = "t",
                                         .horizon = 4,
                                         .targets = targets,
                                         .target_count = 2});
    const fc_paths *paths = fc_projection_paths(projection);
    const fc_report_table *table = NULL;
    fc_report *report = NULL;
    double sums[2] = {0.0, 0.0};
    size_t reached = 0;

    (void)state;
    assert_int_equal(fc_projection_report(&report, projection, NULL), FC_OK);
    table = reports_table(report, "target_path");
    for (size_t i = 0; i < 4; i++) {
        sums[0] += reports_number(table, i, "required");
        sums[1] += reports_number(table, i, "given");
        assert_near(reports_number(table, i, "required")
                        / reports_number(table, 0, "required"),
                    reports_number(table, i, "forecast")
                        / reports_number(table, 0, "forecast"),
                    1e-12);
    }
    assert_near(sums[0], 1300.0, 1e-9);
    assert_near(sums[1], 1300.0, 1e-9);
    for (size_t d = 0; d < paths->draws; d++) {
        double sum = 0.0;

        for (size_t s = 0; s < 4; s++) {
            sum += paths->values[d * 4 + s];
        }
        reached += sum >= 1300.0;
    }
    table = reports_table(report, "target");
    assert_near(reports_number(table, 0, "p_reach"),
                ((double)reached + 0.5) / (DRAWS + 1.0), 1e-12);
    assert_near(reports_number(table, 1, "p_reach"),
                (DRAWS + 0.5) / (DRAWS + 1.0), 1e-12);
    fc_report_free(report);
    fc_projection_free(projection);
}

static size_t count_below(bool positive)
{
    fc_projection *projection = project(
        "f.csv", (fc_projection_request){.series = "b",
                                         .horizon = 4,
                                         .transform = {.positive = positive},
                                         .reconcile = FC_RECONCILE_OLS});
    const fc_paths *paths = fc_projection_paths(projection);
    size_t count = 0;

    for (size_t k = 0; k < paths->draws * paths->steps; k++) {
        count += paths->values[k] < 0.0;
    }
    fc_projection_free(projection);
    return count;
}

/* A leaf near 0, which reconciliation takes below it, is held there. */
static void test_floor_holds(void **state)
{
    (void)state;
    assert_true(count_below(false) > 50);
    assert_int_equal(count_below(true), 0);
}

/* What the command line refuses, the library refuses as well. */
static void test_refuses(void **state)
{
    fc_dataset *dataset = reports_open("s.csv");
    fc_model_spec spec = spec_of("snaive");
    const fc_projection_request request = {.dataset = dataset,
                                           .series = "t",
                                           .horizon = 4,
                                           .specs = &spec,
                                           .spec_count = 1,
                                           .draws = 20,
                                           .reconcile = FC_RECONCILE_MINT,
                                           .temporal = true};
    fc_projection *projection = NULL;
    fc_error err = {0};

    (void)state;
    assert_int_equal(fc_projection_create(&projection, &request, &err),
                     FC_ERR_ARGUMENT);
    assert_null(projection);
    assert_non_null(strstr(err.message, "ols, structural or wls, not mint"));
    fc_dataset_free(dataset);
}

static fc_report *backtest_report(size_t origins)
{
    fc_dataset *dataset = reports_open("g.csv");
    fc_model_spec spec = spec_of("snaive");
    const fc_backtest_report_request request = {.dataset = dataset,
                                                .series = "t",
                                                .specs = &spec,
                                                .spec_count = 1,
                                                .horizon = 2,
                                                .origins = origins};
    fc_report *report = NULL;
    fc_error err = {0};

    if (fc_reconcile_report(&report, &request, FC_RECONCILE_WLS, &err)
        != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_dataset_free(dataset);
    return report;
}

/* Seasonal naive forecasts add up by themselves: nothing can move. */
static void test_backtest_of_coherent_forecasts(void **state)
{
    fc_report *report = backtest_report(6);
    const fc_report_table *table = reports_table(report, "reconciliation");
    size_t rows = fc_report_table_row_count(table);

    (void)state;
    /* methods x (t, a, b, all) x (all steps, 1, 2) */
    assert_int_equal(rows, FC_RECONCILIATIONS * 4 * 3);
    for (size_t r = 0; r < rows; r++) {
        if (strcmp(reports_text(table, r, "method"), "top-down-average") != 0) {
            assert_near(reports_number(table, r, "rmsse_change_pct"), 0.0,
                        1e-9);
        }
    }
    assert_near(reports_number(table, 0, "n"), 12.0, 0.0);
    fc_report_free(report);
}

static fc_status projection_work(void *context, fc_error *err)
{
    fc_projection_request request = *(const fc_projection_request *)context;
    fc_projection *projection = NULL;
    fc_report *report = NULL;
    fc_status status = fc_projection_create(&projection, &request, err);

    if (status == FC_OK) {
        status = fc_projection_report(&report, projection, err);
    }
    fc_report_free(report);
    fc_projection_free(projection);
    return status;
}

static fc_status backtest_work(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_reconcile_report(&report, context, FC_RECONCILE_MINT,
                                           err);

    fc_report_free(report);
    return status;
}

static void test_allocation_faults(void **state)
{
    fc_dataset *dataset = reports_open("s.csv");
    fc_model_spec spec = spec_of("snaive");
    const fc_target target = {.year = 2020, .value = 900.0};
    fc_projection_request request = {.dataset = dataset,
                                     .series = "t",
                                     .horizon = 4,
                                     .specs = &spec,
                                     .spec_count = 1,
                                     .draws = 20,
                                     .origins = 2,
                                     .transform = {.positive = true},
                                     .reconcile = FC_RECONCILE_TOP_DOWN_AVERAGE,
                                     .targets = &target,
                                     .target_count = 1};
    fc_backtest_report_request backtest = {.dataset = dataset,
                                           .series = "t",
                                           .specs = &spec,
                                           .spec_count = 1,
                                           .horizon = 1,
                                           .origins = 2};

    (void)state;
    assert_true(faults_try_allocations(projection_work, &request) > 50);
    request.reconcile = FC_RECONCILE_MINT;
    assert_true(faults_try_allocations(projection_work, &request) > 50);
    request.reconcile = FC_RECONCILE_WLS;
    request.temporal = true;
    assert_true(faults_try_allocations(projection_work, &request) > 50);
    assert_true(faults_try_allocations(backtest_work, &backtest) > 50);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draws_add_up),
        cmocka_unit_test(test_levels_add_up),
        cmocka_unit_test(test_periods_add_up),
        cmocka_unit_test(test_periods_by_hand),
        cmocka_unit_test(test_targets),
        cmocka_unit_test(test_floor_holds),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_backtest_of_coherent_forecasts),
        cmocka_unit_test(test_allocation_faults),
    };

    return cmocka_run_group_tests(tests, set_up, folder_leave);
}
