/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario files, plans files and the text of a plan: all on the same bytes. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_list(fc_scenario_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->items[i].plan_count; j++) {
            const fc_plan *plan = &list->items[i].plans[j];

            assert(isfinite(plan->value));
            assert(plan->sd_pct >= 0.0 && plan->sd_pct <= 100.0);
            assert(list->items[i].basis[j] != NULL);
        }
    }
    fc_scenario_list_release(list);
}

/* What is parsed can be written, and reads back as the same. */
static void check_plan(const char *text)
{
    fc_plan plan = {.series = ""};
    fc_plan again = {.series = ""};
    char written[FC_PLAN_TEXT_SIZE];

    if (fc_plan_parse(&plan, text, NULL) == FC_OK) {
        assert(isfinite(plan.value));
        fc_plan_format(written, &plan);
        assert(fc_plan_parse(&again, written, NULL) == FC_OK);
        assert(strcmp(again.series, plan.series) == 0);
        assert(strcmp(again.period, plan.period) == 0);
        assert(again.is_growth == plan.is_growth);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_scenario_list list = {0};
    char *text = malloc(size + 1);

    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    check_plan(text);
    (void)fc_scenario_list_parse(&list, text, size, "fuzz", NULL);
    check_list(&list);
    (void)fc_scenario_list_parse_plans(&list, text, size, "fuzz", "plans",
                                       NULL);
    check_list(&list);
    free(text);
    return 0;
}
