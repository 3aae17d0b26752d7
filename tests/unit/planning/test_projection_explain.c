/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `forecast explain` says of the figures that `forecast` prints. */
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

/* With a regressor whose future is uncertain, and without. */
static const char *const specs[] = {"yoy", "yoy:capex_net:0..2", "tslm",
                                    "snaive"};

static fc_projection *project(const fc_dataset *dataset, const char *text)
{
    fc_model_spec spec = {0};
    const fc_projection_request request = {.dataset = dataset,
                                           .series = "net_sales",
                                           .horizon = 6,
                                           .specs = &spec,
                                           .spec_count = 1,
                                           .draws = 200,
                                           .origins = 4,
                                           .intervals = FC_INTERVALS_AUTO};
    fc_projection *projection = NULL;
    fc_error err = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, NULL), FC_OK);
    if (fc_projection_create(&projection, &request, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return projection;
}

/* Contributions and effects of each period add up to its last row, and that is
 * the mean of the paths. */
static void check_sums(const fc_report_table *table, const fc_paths *paths)
{
    double contribution = 0.0;
    double effect = 0.0;
    size_t step = 0;

    for (size_t row = 0; row < fc_report_table_row_count(table); row++) {
        double part = reports_number(table, row, "contribution");
        double added = reports_number(table, row, "effect");

        if (strcmp(reports_text(table, row, "part"), "forecast") != 0) {
            contribution += part;
            effect += added;
            continue;
        }
        assert_near(contribution, part, 1e-9);
        assert_near(effect / added, 1.0, 1e-9);
        assert_near(added / fc_paths_mean(paths, step), 1.0, 1e-12);
        contribution = 0.0;
        effect = 0.0;
        step++;
    }
    assert_int_equal(step, 6);
}

static void parts_add_up_to_what_is_printed(void **state)
{
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        fc_projection *projection = project(dataset, specs[i]);
        fc_report *report = NULL;

        assert_int_equal(fc_projection_explain(&report, projection, NULL),
                         FC_OK);
        check_sums(reports_table(report, "contributions"),
                   fc_projection_paths(projection));
        assert_true(reports_has_note(report, "with y = net_sales"));
        assert_true(reports_has_note(report, "The first 5 of 6 periods"));
        fc_report_free(report);
        fc_projection_free(projection);
    }
    fc_dataset_free(dataset);
}

/* Every coefficient has a sentence. */
static void coefficients_are_told_in_words(void **state)
{
    static const struct {
        const char *spec;
        const char *term;
        const char *words; /* part of them */
    } cases[] = {
        {"yoy", "constant", "% over 4 quarters where all else is zero"},
        {"yoy", "yoy log growth(t-1)", "of the growth 1 quarter before,"},
        {"yoy:capex_net:0..2", "yoy log growth of capex_net(t-2)",
         "1 % more growth of capex_net 2 quarters before goes with "},
        {"yoy:capex_net:0..2", "yoy log growth of capex_net(t)",
         "in the same quarter"},
        {"tslm", "trend", "% a quarter"},
        {"tslm", "season 4", "against season 1"},
        {"tslm", "constant", "the level where all else is zero"},
    };
    fc_dataset *dataset = reports_open_amazon();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_projection *projection = project(dataset, cases[i].spec);
        fc_report *report = NULL;
        const fc_report_table *table = NULL;
        size_t row = 0;

        assert_int_equal(fc_projection_explain(&report, projection, NULL),
                         FC_OK);
        table = reports_table(report, "coefficients");
        row = reports_find(table, "term", cases[i].term);
        assert_true(row < fc_report_table_row_count(table));
        if (strstr(reports_text(table, row, "meaning"), cases[i].words)
            == NULL) {
            fail_msg("%s: %s", cases[i].term,
                     reports_text(table, row, "meaning"));
        }
        fc_report_free(report);
        fc_projection_free(projection);
    }
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_what_is_printed),
        cmocka_unit_test(coefficients_are_told_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
