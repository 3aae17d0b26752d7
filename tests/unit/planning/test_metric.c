/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "planning/facts.h"

static void test_metrics_of_the_shipped_tables(void **state)
{
    static const struct {
        const char *metric;
        const char *company;
        const char *period;
        bool known;
        double value;
    } cases[] = {
        {"net_sales", "", "2024Q4", true, 187792},
        {"net_sales", "", "2024", true, 637959},
        {"net_sales", "", "FY2024", true, 637959},
        {"net_sales", "", "FY2025", false, 0},
        {"net_sales_growth_yoy", "", "2024Q4", true, 10.4912},
        {"aws_growth_yoy", "", "2024", true, 18.5099},
        {"aws_growth_yoy", "", "2014", false, 0},
        {"capex_net_run_rate", "", "2024Q4", true, 104208},
        {"aws_first_above", "", "2024", true, 107556},
        {"capex_net_plan", "", "FY2025", true, 100000},
        {"capex_net_plan", "", "FY2026", false, 0},
        {"guidance_net_sales_high", "", "2025Q1", true, 155500},
        {"task_net_sales_high", "", "2025Q1", true, 155000},
        {"task_net_sales_growth_high", "", "2025Q1", true, 8.1549},
        {"guidance_net_sales_growth_low", "", "2025Q1", true, 5.3638},
        {"guidance_operating_income_low", "", "2025Q1", true, 14000},
        {"guidance_net_sales_high", "", "FY2025", false, 0},
        {"capex_plan", "Alphabet", "FY2025", true, 75000},
        {"capex", "Alphabet", "2015Q1", true, 2927},
        {"capex_plan", "Nobody", "FY2025", false, 0},
        {"alexa_devices", "", "2025-02", false, 0},
        {"", "", "", false, 0},
        {"_plan", "", "FY2025", false, 0},
        {"guidance_", "", "2025Q1", false, 0},
    };
    struct fc_fact_tables tables = {0};
    fc_dataset *dataset = NULL;

    (void)state;
    assert_int_equal(fc_dataset_open(&dataset,
                                     FC_DATASETS "/amazon/amazon_quarterly.csv",
                                     NULL, NULL),
                     FC_OK);
    assert_int_equal(fc_fact_tables_init(&tables, dataset, NULL), FC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fc_metric metric = {.name = cases[i].metric,
                                   .company = cases[i].company,
                                   .period = cases[i].period};
        struct fc_metric_value value = fc_metric_compute(&tables, &metric);

        print_message("  %s %s\n", cases[i].metric, cases[i].period);
        assert_int_equal(value.known, cases[i].known);
        if (value.known) {
            assert_near(value.value, cases[i].value, 5e-5);
        }
    }
    fc_fact_tables_release(&tables);
    fc_dataset_free(dataset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_metrics_of_the_shipped_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
