/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hierarchy files: what is read, what is refused, and the trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/hierarchy.h"

#include "support/faults.h"

static const char table_text[] = "period,a,b,c,d,e,f\n2024Q1,1,2,3,4,5,6\n";

static fc_table *table_open(void)
{
    fc_table *table = NULL;

    assert_int_equal(fc_table_parse(&table, table_text, sizeof table_text - 1,
                                    "table.csv", NULL, NULL),
                     FC_OK);
    return table;
}

static fc_status parse(fc_hierarchy **out, const fc_table *table,
                       const char *text, fc_error *err)
{
    return fc_hierarchy_parse(out, text, strlen(text), "h.csv", table, err);
}

static void test_reads_signs_and_rounding(void **state)
{
    fc_table *table = table_open();
    fc_hierarchy *hierarchy = NULL;

    (void)state;
    assert_int_equal(parse(&hierarchy, table,
                           "sign,child,parent,rounding\n,b,a,0.5\n-1,c,a,\n",
                           NULL),
                     FC_OK);
    assert_int_equal(hierarchy->link_count, 2);
    assert_string_equal(hierarchy->links[0].parent->name, "a");
    assert_string_equal(hierarchy->links[0].child->name, "b");
    assert_true(hierarchy->links[0].sign == 1.0);
    assert_true(hierarchy->links[0].rounding == 0.5);
    assert_true(hierarchy->links[1].sign == -1.0);
    assert_true(hierarchy->links[1].rounding != hierarchy->links[1].rounding);
    assert_int_equal(hierarchy->links[1].line, 3);
    fc_hierarchy_free(hierarchy);
    fc_table_free(table);
}

static void test_refuses(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        fc_status status;
        size_t line;
        const char *words;
    } cases[] = {
        {"no child", "parent,sign\na,1\n", FC_ERR_FORMAT, 1, "child"},
        {"unknown series", "parent,child\na,b\na,x\n", FC_ERR_FORMAT, 3,
         "'x' is not a series"},
        {"sign in words", "parent,child,sign\na,b,minus\n", FC_ERR_FORMAT, 2,
         "not a number"},
        {"sign 0", "parent,child,sign\na,b,0\n", FC_ERR_FORMAT, 2,
         "a sign of 0"},
        {"rounding", "parent,child,rounding\na,b,x\n", FC_ERR_FORMAT, 2,
         "not a number"},
        {"twice", "parent,child\na,b\na,c\na,b\n", FC_ERR_DATA, 4,
         "already (line 2)"},
        {"its own child", "parent,child\na,b\nc,c\n", FC_ERR_DATA, 3,
         "a part of itself"},
        {"circle", "parent,child\na,b\nb,c\nc,d\nd,b\n", FC_ERR_DATA, 3,
         "'b' is, over 'c', a part of itself"},
    };
    fc_table *table = table_open();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_hierarchy *hierarchy = NULL;
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(parse(&hierarchy, table, cases[i].text, &err),
                         cases[i].status);
        assert_null(hierarchy);
        assert_string_equal(err.source, "h.csv");
        assert_int_equal(err.line, cases[i].line);
        assert_non_null(strstr(err.message, cases[i].words));
    }
    fc_table_free(table);
}

static fc_tree *tree_of(const fc_table *table, const char *text,
                        const char *series)
{
    fc_hierarchy *hierarchy = NULL;
    fc_tree *tree = NULL;
    fc_error err = {0};

    assert_int_equal(parse(&hierarchy, table, text, &err), FC_OK);
    if (fc_hierarchy_tree(&tree, hierarchy, fc_table_find(table, series), &err)
        != FC_OK) {
        fail_msg("%s", err.message);
    }
    fc_hierarchy_free(hierarchy);
    return tree;
}

/* a = b - c, b = d + e; f stands apart. The leaf's tree is that of its root. */
static void test_tree_of_three_levels(void **state)
{
    static const char text[] = "parent,child,sign\na,b,1\na,c,-1\nb,d,1\n"
                               "b,e,1\n";
    static const char *const order[] = {"a", "b", "c", "d", "e"};
    static const double summing[] = {-1, 1, 1, 0, 1, 1, 1, 0,
                                     0,  0, 1, 0, 0, 0, 1};
    static const char *const members[] = {"a", "e"};
    fc_table *table = table_open();

    (void)state;
    for (size_t m = 0; m < 2; m++) {
        fc_tree *tree = tree_of(table, text, members[m]);

        assert_int_equal(tree->count, 5);
        assert_int_equal(tree->aggregates, 2);
        assert_int_equal(fc_tree_leaves(tree), 3);
        for (size_t i = 0; i < 5; i++) {
            assert_string_equal(tree->series[i]->name, order[i]);
            assert_int_equal(fc_tree_find(tree, tree->series[i]), i);
        }
        assert_true(tree->parent[0] == FC_NO_PARENT);
        assert_int_equal(tree->parent[4], 1);
        assert_true(tree->sign[2] == -1.0);
        for (size_t i = 0; i < 15; i++) {
            assert_true(tree->summing[i] == summing[i]);
        }
        assert_int_equal(fc_tree_find(tree, fc_table_find(table, "f")), 5);
        fc_tree_free(tree);
    }
    fc_table_free(table);
}

/* A file may hold trees that overlap, which the audit checks one by one; they
 * cannot be reconciled. */
static void test_trees_refused(void **state)
{
    static const struct {
        const char *text;
        const char *series;
        fc_status status;
        size_t line;
        const char *words;
    } cases[] = {
        {"parent,child\na,b\n", "f", FC_ERR_ARGUMENT, 0, "does not name 'f'"},
        {"parent,child\na,b\nc,b\n", "b", FC_ERR_DATA, 3,
         "'b' has two parents, 'a' and 'c'"},
        {"parent,child\na,b\na,c\nb,d\nc,d\n", "a", FC_ERR_DATA, 5,
         "'d' has two parents, 'b' and 'c'"},
    };
    fc_table *table = table_open();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_hierarchy *hierarchy = NULL;
        fc_tree *tree = NULL;
        fc_error err = {0};

        assert_int_equal(parse(&hierarchy, table, cases[i].text, &err), FC_OK);
        assert_int_equal(
            fc_hierarchy_tree(&tree, hierarchy,
                              fc_table_find(table, cases[i].series), &err),
            cases[i].status);
        assert_null(tree);
        assert_int_equal(err.line, cases[i].line);
        assert_non_null(strstr(err.message, cases[i].words));
        fc_hierarchy_free(hierarchy);
    }
    fc_table_free(table);
}

static fc_status work(void *context, fc_error *err)
{
    const fc_table *table = context;
    fc_hierarchy *hierarchy = NULL;
    fc_tree *tree = NULL;
    fc_status status = parse(&hierarchy, table, "parent,child\na,b\na,c\n",
                             err);

    if (status == FC_OK) {
        status = fc_hierarchy_tree(&tree, hierarchy, table->series[1], err);
    }
    fc_tree_free(tree);
    fc_hierarchy_free(hierarchy);
    return status;
}

static void test_allocation_faults(void **state)
{
    fc_table *table = table_open();

    (void)state;
    assert_true(faults_try_allocations(work, table) > 8);
    fc_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_signs_and_rounding),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_tree_of_three_levels),
        cmocka_unit_test(test_trees_refused),
        cmocka_unit_test(test_allocation_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
