/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From plans to paths, against tests/reference/scenario.csv. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planning/plan_path.h"
#include "reports.h"
#include "support/reference.h"

enum { MOST = 8 };

/* A path of capex_net, from plans as they are written. */
struct job {
    fc_dataset *dataset;
    fc_plan plans[MOST];
    struct fc_plan_path path;
};

static fc_status make(struct job *job, const char *known_until,
                      const char *plans, fc_plan_split split, bool is_record,
                      fc_error *err)
{
    const fc_series *series = fc_table_find(job->dataset->table, "capex_net");
    fc_period last = {0};
    char text[200];
    char *rest = NULL;

    assert_non_null(series);
    assert_int_equal(fc_period_parse(&last, known_until, FC_QUARTERLY,
                                     (fc_calendar){0}, NULL),
                     FC_OK);
    job->path = (struct fc_plan_path){
        .series = series,
        .source = "--plan",
        .known = fc_span_trim(fc_span_until(fc_series_span(series), last)),
        .split = split,
        .is_record = is_record,
        .rows = calloc(MOST, sizeof(struct fc_plan_row)),
    };
    (void)snprintf(text, sizeof text, "%s", plans);
    for (char *word = strtok_r(text, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        size_t i = job->path.row_count++;

        assert_int_equal(fc_plan_parse(&job->plans[i], word, NULL), FC_OK);
        job->path.rows[i] = (struct fc_plan_row){.plan = &job->plans[i],
                                                 .basis = ""};
    }
    return fc_plan_path_init(&job->path, err);
}

/* What is reported or planned of a quarter. */
static double value_at(const struct job *job, int year, int quarter)
{
    fc_period period = {FC_QUARTERLY, 0};
    char text[16];
    double known = 0.0;

    (void)snprintf(text, sizeof text, "%dQ%d", year, quarter);
    assert_int_equal(
        fc_period_parse(&period, text, FC_QUARTERLY, (fc_calendar){0}, NULL),
        FC_OK);
    known = fc_span_at(job->path.known, period);
    return isnan(known) ? fc_plan_path_at(&job->path, period) : known;
}

static void test_against_reference(void **state)
{
    static const struct {
        const char *name; /* in scenario.csv */
        const char *known;
        const char *plans;
        fc_plan_split split;
        int year;
    } cases[] = {
        {"seasonal", "2024Q4", "FY2025=100000", FC_SPLIT_SEASONAL, 2025},
        {"runrate", "2024Q4", "FY2025=100000", FC_SPLIT_RUN_RATE, 2025},
        {"front", "2024Q4", "FY2025=100000", FC_SPLIT_FRONT, 2025},
        {"back", "2024Q4", "2025=100000", FC_SPLIT_BACK, 2025},
        {"flat", "2024Q4", "FY2025=100000", FC_SPLIT_FLAT, 2025},
        {"seasonal_reported", "2024Q2", "FY2024=80000", FC_SPLIT_SEASONAL,
         2024},
        {"runrate_reported", "2024Q2", "FY2024=80000", FC_SPLIT_RUN_RATE, 2024},
        {"front_reported", "2024Q2", "FY2024=80000", FC_SPLIT_FRONT, 2024},
        {"back_reported", "2024Q2", "FY2024=80000", FC_SPLIT_BACK, 2024},
        {"flat_reported", "2024Q2", "FY2024=80000", FC_SPLIT_FLAT, 2024},
        {"given", "2024Q4", "FY2025=100000 2025Q2=24000", FC_SPLIT_SEASONAL,
         2025},
        {"growth", "2024Q4", "FY2025=+20%", FC_SPLIT_SEASONAL, 2025},
    };
    struct job job = {.dataset = reports_open_amazon()};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        if (make(&job, cases[i].known, cases[i].plans, cases[i].split, false,
                 &err)
            != FC_OK) {
            fail_msg("%s", err.message);
        }
        for (int q = 1; q <= 4; q++) {
            /* The same arithmetic, in another order: rounding alone. */
            reference_assert_close(value_at(&job, cases[i].year, q),
                                   reference_numbered("scenario.csv",
                                                      cases[i].name, "q",
                                                      (size_t)q),
                                   1e-12, 1.0);
        }
        fc_plan_path_release(&job.path);
    }
    fc_dataset_free(job.dataset);
}

static void test_errors(void **state)
{
    static const struct {
        const char *known;
        const char *plans;
        fc_plan_split split;
        const char *message; /* a part of it */
    } cases[] = {
        {"2024Q4", "FY2025=100", 0,
         "100 for FY2025 is under 1 % of the 77,658 of the year before; "
         "give it in USD million"},
        {"2024Q4", "FY2025=100000000", 0,
         "100,000,000 for FY2025 is over 100 times the 77,658"},
        {"2024Q4", "FY2026=100", 0, "under 1 % of the 77,658 reported last"},
        {"2024Q4", "2026Q1=24", 0, "under 1 % of the 26,052 reported last"},
        {"2024Q4", "2025Q1=24", 0,
         "24.0 for 2025Q1 is under 1 % of the 13,935"},
        {"2024Q4", "FY2024=80000", 0, "reported up to 2024Q4"},
        {"2024Q4", "2024Q4=80000", 0, "reported up to 2024Q4"},
        {"2024Q3", "FY2024=50000", 0,
         "is 50,000, less than the 51,606 that are reported already"},
        {"2024Q3", "FY2024=60000 2024Q4=20000", 0,
         "is 60,000, but its periods add up to 71,606"},
        {"2024Q2", "FY2024=60000 2024Q3=40000", 0,
         "less than the 70,328 that are reported and planned already"},
        {"2024Q4", "FY2025=1e5 FY2025=9e4", 0, "a second plan"},
        {"2024Q4", "FY2025=1e5 2025=9e4", 0, "a second plan"},
        {"2024Q4", "FY2026=+10%", 0, "has no base"},
        {"2024Q4", "2025-W05=5", 0, "is no period of capex_net"},
        {"2024Q4", "2025H1=5", 0, "is no period of capex_net"},
        {"2024Q4", "FY9999=5", 0, "more than 10000 periods ahead"},
        {"2024Q4", "FY2025=30000", FC_SPLIT_RUN_RATE, "below the run rate"},
    };
    struct job job = {.dataset = reports_open_amazon()};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        print_message("  %s\n", cases[i].plans);
        assert_int_equal(make(&job, cases[i].known, cases[i].plans,
                              cases[i].split, false, &err),
                         FC_ERR_DATA);
        assert_string_equal(err.source, "--plan");
        print_message("    %s\n", err.message);
        assert_non_null(strstr(err.message, cases[i].message));
        fc_plan_path_release(&job.path);
    }
    fc_dataset_free(job.dataset);
}

/* What is equal to what is reported leaves nothing, and is no error. */
static void test_edges(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};

    (void)state;
    assert_int_equal(make(&job, "2024Q3", "FY2024=51606", 0, false, NULL),
                     FC_OK);
    assert_true(fabs(value_at(&job, 2024, 4)) < 1e-9);
    fc_plan_path_release(&job.path);
    fc_dataset_free(job.dataset);
}

static void test_growth_on_a_plan(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};
    double sum = 0.0;

    (void)state;
    assert_int_equal(make(&job, "2024Q4",
                          "2027Q1=+50% FY2026=+10% FY2025=100000", 0, false,
                          NULL),
                     FC_OK);
    for (int q = 1; q <= 4; q++) {
        sum += value_at(&job, 2026, q);
    }
    reference_assert_close(sum, 110000.0, 1e-12, 1.0);
    reference_assert_close(value_at(&job, 2027, 1),
                           1.5 * value_at(&job, 2026, 1), 1e-12, 1.0);
    fc_plan_path_release(&job.path);
    fc_dataset_free(job.dataset);
}

/* A record holds old plans, too: they are past. */
static void test_record(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};

    (void)state;
    assert_int_equal(make(&job, "2024Q4", "FY2023=5e4 FY2025=1e5 2024Q4=2e4",
                          FC_SPLIT_SEASONAL, true, NULL),
                     FC_OK);
    assert_int_equal(job.path.row_count, 1);
    assert_string_equal(job.path.rows[0].plan->period, "FY2025");
    fc_plan_path_release(&job.path);
    fc_dataset_free(job.dataset);
}

/* The deviation is that of the whole plan; the rest carries it. */
static void test_deviation(void **state)
{
    struct job job = {.dataset = reports_open_amazon()};

    (void)state;
    assert_int_equal(make(&job, "2024Q2", "FY2024=80000~5", 0, false, NULL),
                     FC_OK);
    reference_assert_close(fc_plan_row_deviation(&job.path.rows[0]),
                           0.05 * 80000.0 / (80000.0 - 30328.0), 1e-12, 0.0);
    fc_plan_path_release(&job.path);
    fc_dataset_free(job.dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_reference),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_growth_on_a_plan),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_deviation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
