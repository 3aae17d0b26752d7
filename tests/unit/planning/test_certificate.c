/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NIST's problems through the public functions. The digits asked for are a
 * little under those reached, so that a loss shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "forecast/certificate.h"
#include "forecast/init.h"

#include "reports.h"
#include "support/faults.h"
#include "support/folder.h"

static const char *const kinds[] = {"linear", "nonlinear", "univariate"};

static const struct {
    const char *problem;
    double digits[3]; /* coef, se, rsd */
} floors[] = {
    {"Filip", {13.7, 14.4, 14.5}},    {"Longley", {14.3, 14.6, 14.7}},
    {"NoInt1", {14.4, 14.7, 14.7}},   {"NoInt2", {14.7, 14.6, 14.7}},
    {"Norris", {13.7, 13.6, 13.7}},   {"Pontius", {13.2, 13.4, 13.4}},
    {"Wampler1", {14.7, 14.7, 14.7}}, {"Wampler2", {12.9, 14.7, 14.7}},
    {"Wampler3", {14.7, 14.1, 14.5}}, {"Wampler4", {14.7, 14.1, 14.5}},
    {"Wampler5", {14.7, 14.1, 12.8}}, {"Bennett5", {9.6, 9.3, 10.3}},
    {"BoxBOD", {10.7, 10.1, 10.1}},   {"Chwirut1", {10.3, 10.7, 10.6}},
    {"Chwirut2", {10.5, 10.6, 10.5}}, {"DanWood", {10.7, 10.7, 10.7}},
    {"ENSO", {9.6, 10.5, 10.7}},      {"Eckerle4", {10.2, 10.1, 10.4}},
    {"Gauss1", {10.2, 10.3, 10.7}},   {"Gauss2", {10.0, 10.1, 10.3}},
    {"Gauss3", {10.1, 10.1, 10.4}},   {"Hahn1", {10.2, 10.0, 10.2}},
    {"Kirby2", {10.0, 10.5, 10.4}},   {"Lanczos1", {10.2, 2.2, 2.2}},
    {"Lanczos2", {10.0, 8.8, 9.8}},   {"Lanczos3", {8.7, 8.5, 10.2}},
    {"MGH09", {10.1, 10.0, 10.7}},    {"MGH10", {10.6, 10.3, 10.7}},
    {"MGH17", {10.4, 9.7, 10.7}},     {"Misra1a", {10.7, 10.5, 10.1}},
    {"Misra1b", {10.6, 9.9, 10.7}},   {"Misra1c", {10.4, 10.2, 10.7}},
    {"Misra1d", {10.7, 10.5, 10.7}},  {"Nelson", {9.4, 9.4, 10.6}},
    {"Rat42", {10.7, 10.2, 10.1}},    {"Rat43", {10.3, 10.1, 10.7}},
    {"Roszman1", {10.3, 10.0, 10.7}}, {"Thurber", {10.1, 10.3, 10.3}},
    {"Lew", {14.7, 14.7, 14.5}},      {"Lottery", {14.7, 14.7, 14.6}},
    {"Mavro", {14.7, 12.8, 13.6}},    {"Michelso", {14.7, 13.5, 13.1}},
    {"NumAcc1", {14.7, 14.7, 14.7}},  {"NumAcc2", {14.7, 14.7, 14.7}},
    {"NumAcc3", {14.7, 9.1, 11.9}},   {"NumAcc4", {14.7, 7.9, 10.7}},
    {"PiDigits", {14.7, 14.7, 14.7}},
};

static void test_digits(void **state)
{
    static const char *const names[] = {"coef", "se", "rsd"};
    fc_report *report = NULL;
    const fc_report_table *table = NULL;
    fc_certificate_result result = {0};
    size_t count = sizeof floors / sizeof floors[0];

    (void)state;
    assert_int_equal(
        fc_certificate_nist(&report, &result, FC_DATASETS "/nist", NULL),
        FC_OK);
    assert_int_equal(result.problems, 47);
    assert_int_equal(result.failures, 0);
    table = reports_table(report, "certificate");
    assert_int_equal(fc_report_table_row_count(table), count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(reports_text(table, i, "problem"),
                            floors[i].problem);
        assert_string_equal(reports_text(table, i, "verdict"), "reached");
        for (size_t j = 0; j < 3; j++) {
            double digits = reports_number(table, i, names[j]);

            if (!(digits >= floors[i].digits[j])) {
                print_error("%s: %s has %.1f digits\n", floors[i].problem,
                            names[j], digits);
            }
            assert_true(digits >= floors[i].digits[j]);
            assert_true(digits <= 15.0);
        }
    }
    assert_int_equal(fc_report_note_count(report), 0);
    fc_report_free(report);
}

/* One small problem of each kind in the current folder. */
static const char header[] =
    "dataset,quantity,start1,start2,certified,certified_sd,n_obs\n";
static const char line[] = "B0,,,1,0,4\nL,B1,,,2,0,4\n"
                           "L,residual_sd,,,0,,4\nL,r_squared,,,1,,4\n";

static void write_table(const char *kind, const char *rows)
{
    char path[64];
    char text[1024];

    (void)snprintf(path, sizeof path, "%s/certified.csv", kind);
    (void)snprintf(text, sizeof text, "%s%s", header, rows);
    folder_write(path, text);
}

static void write_line(const char *certified)
{
    char rows[512];

    (void)snprintf(rows, sizeof rows, "L,%s", certified);
    write_table("linear", rows);
}

static int set_up(void **state)
{
    int result = folder_enter(state);

    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(mkdir(kinds[i], 0777), 0);
        write_table(kinds[i], "");
    }
    write_line(line);
    folder_write("linear/L.csv", "y,x\n1,0\n3,1\n5,2\n7,3\n");
    write_table("univariate",
                "U,mean,,,2,,3\nU,sd,,,1,,3\nU,autocorrelation,,,0,,3\n");
    folder_write("univariate/U.csv", "y\n1\n2\n3\n");
    return result;
}

static fc_status certify(void *context, fc_error *err)
{
    fc_report *report = NULL;
    fc_certificate_result result = {0};
    fc_status status = fc_certificate_nist(&report, &result, ".", err);

    if (context != NULL) {
        *(fc_certificate_result *)context = result;
    }
    fc_report_free(report);
    return status;
}

static void test_a_wrong_result_is_noticed(void **state)
{
    fc_certificate_result result = {0};

    (void)state;
    assert_int_equal(certify(&result, NULL), FC_OK);
    assert_int_equal(result.problems, 2);
    assert_int_equal(result.failures, 0);
    write_line("B0,,,1.00000001,0,4\nL,B1,,,2,0,4\n"
               "L,residual_sd,,,0,,4\nL,r_squared,,,1,,4\n");
    assert_int_equal(certify(&result, NULL), FC_OK);
    assert_int_equal(result.failures, 1);
    write_line("B0,,,1,1e-8,4\nL,B1,,,2,0,4\n"
               "L,residual_sd,,,0,,4\nL,r_squared,,,1,,4\n");
    assert_int_equal(certify(&result, NULL), FC_OK);
    assert_int_equal(result.failures, 1);
}

/* A problem that cannot be computed: no digits, and the reason. */
static void test_what_cannot_be_computed(void **state)
{
    fc_report *report = NULL;
    fc_certificate_result result = {0};

    (void)state;
    folder_write("linear/L.csv", "y,x\n1,1\n3,1\n5,1\n7,1\n");
    write_table("nonlinear", "Unknown,b1,1,2,3,4,3\n");
    folder_write("nonlinear/Unknown.csv", "y,x\n1,1\n2,2\n3,3\n");
    assert_int_equal(fc_certificate_nist(&report, &result, ".", NULL), FC_OK);
    assert_int_equal(result.problems, 3);
    assert_int_equal(result.failures, 2);
    assert_true(reports_has_note(report, "L: "));
    assert_true(reports_has_note(report, "no curve of 1 parameters 'Unknown'"));
    assert_true(reports_number(reports_table(report, "certificate"), 0, "coef")
                == 0.0);
    fc_report_free(report);
}

static void test_bad_files_are_refused(void **state)
{
    static const struct {
        const char *rows;
        const char *words;
        size_t line;
        size_t column;
    } cases[] = {
        {"L,B0,,,one,0,4\n", "'one' is not a number", 2, 5},
        {"L,B0,,,1,,4\n", "'' is not a number", 2, 6},
        {"L,C,,,1,,4\n", "no quantity 'C'", 2, 2},
        {"L,mean,,,1,,5\n", "4 rows instead of 5", 0, 0},
        {"M,mean,,,1,,5\n", "", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_error err = {0};

        write_table("linear", cases[i].rows);
        assert_int_not_equal(certify(NULL, &err), FC_OK);
        assert_non_null(strstr(err.message, cases[i].words));
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
    }
    folder_write("linear/certified.csv", "name,value\nL,1\n");
    assert_int_equal(certify(NULL, NULL), FC_ERR_FORMAT);
}

static void test_too_many_coefficients(void **state)
{
    char rows[1024] = "";

    (void)state;
    for (int i = 0; i < 17; i++) {
        char row[40];

        (void)snprintf(row, sizeof row, "L,B%d,,,1,1,4\n", i);
        (void)strncat(rows, row, sizeof rows - strlen(rows) - 1);
    }
    write_table("linear", rows);
    assert_int_equal(certify(NULL, NULL), FC_ERR_FORMAT);
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(certify, NULL) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits),
        cmocka_unit_test_setup_teardown(test_a_wrong_result_is_noticed, set_up,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_computed, set_up,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_bad_files_are_refused, set_up,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_too_many_coefficients, set_up,
                                        folder_leave),
        cmocka_unit_test_setup_teardown(test_memory_runs_out, set_up,
                                        folder_leave),
    };

    fc_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
