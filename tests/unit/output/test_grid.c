/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "output/grid.h"

static void test_a_line_takes_whole_words(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        size_t width;
        size_t size;
    } cases[] = {
        {"nothing", "", 5, 0},
        {"all of it fits", "one two", 7, 7},
        {"the last word does not", "one two", 6, 3},
        {"a long word stands alone", "extraordinary day", 5, 13},
        {"several blanks", "one   two", 9, 9},
        {"blanks at the end do not count", "one ", 3, 3},
        {"characters, not bytes", "caf\u00e9 au lait", 7, 8},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_message("%s\n", cases[i].name);
        assert_int_equal(fc_grid_line(cases[i].text, cases[i].width),
                         cases[i].size);
    }
}

static const char long_text[] =
    "the quick brown fox jumps over the lazy dog and the quick brown fox";

static fc_report *make_report(void)
{
    static const fc_column columns[] = {
        {.name = "label", .style = FC_STYLE_TEXT},
        {.name = "number", .style = FC_STYLE_EXACT, .decimals = -1},
        {.name = "text", .style = FC_STYLE_TEXT},
    };
    fc_report *report = NULL;
    fc_report_table *table = NULL;

    assert_int_equal(fc_report_create(&report, NULL, NULL), FC_OK);
    table = fc_report_add_table(report, "t", NULL, FC_FOR_ALL, columns, 3);
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, "1 to 4");
    fc_report_table_set_number(table, 1, 1234567.0);
    fc_report_table_set_text(table, 2, long_text);
    assert_int_equal(fc_report_finish(report, NULL), FC_OK);
    return report;
}

static void test_only_long_texts_give(void **state)
{
    static const size_t whole = 6 + 2 + 9 + 2 + sizeof long_text - 1;
    static const struct {
        const char *name;
        size_t width;
        size_t table_width;
    } cases[] = {
        {"wide enough", 200, 6 + 2 + 9 + 2 + sizeof long_text - 1},
        {"just wide enough", 6 + 2 + 9 + 2 + sizeof long_text - 1,
         6 + 2 + 9 + 2 + sizeof long_text - 1},
        /* "the quick brown fox jumps over the" / "lazy dog and ..." */
        {"broken in two", 55, 6 + 2 + 9 + 2 + 34},
        /* "the quick brown" / "fox jumps over" / "the lazy dog and" ... */
        {"no width at all", 0, 6 + 2 + 9 + 2 + 16},
    };
    fc_report *report = make_report();
    fc_writer_options options = {.width = 80};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_grid grid = {0};

        print_message("%s\n", cases[i].name);
        assert_int_equal(fc_grid_init(&grid, fc_report_table_at(report, 0),
                                      &options, cases[i].width),
                         FC_OK);
        assert_int_equal(fc_grid_width(&grid), cases[i].table_width);
        assert_true(fc_grid_width(&grid) <= whole);
        assert_int_equal(grid.widths[0], 6);
        assert_int_equal(grid.widths[1], 9);
        assert_string_equal(grid.cells[4], "1,234,567");
        fc_grid_release(&grid);
    }
    fc_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_takes_whole_words),
        cmocka_unit_test(test_only_long_texts_give),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
