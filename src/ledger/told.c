/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger/told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "planning/informed.h"
#include "planning/projection_scenario.h"

static const char separator[] = "; ";
static const char split_key[] = "split=";

fc_status fc_told_format(char **out,
                         const struct fc_projected_scenarios *scenarios,
                         size_t index, fc_error *err)
{
    size_t size = scenarios->line_count * (FC_PLAN_TEXT_SIZE + 2) + 64;
    char *text = fc_calloc(size, 1);
    size_t used = 0;

    *out = text;
    if (text == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
    }
    for (size_t i = 0; i < scenarios->line_count; i++) {
        if (scenarios->lines[i].scenario == index) {
            used += (size_t)snprintf(text + used, size - used, "%s%s",
                                     scenarios->lines[i].text, separator);
        }
    }
    (void)snprintf(text + used, size - used, "%s%s", split_key,
                   fc_plan_split_name(scenarios->split));
    return FC_OK;
}

static fc_status bad_plan(const char *word, fc_error *err)
{
    return FC_FAIL(err, FC_ERR_DATA,
                   "'%.120s' is no plan that this version can read", word);
}

static fc_status parse_word(fc_scenario_list *out, fc_plan_split *split,
                            const char *word, fc_error *err)
{
    fc_plan plan;

    if (strncmp(word, split_key, strlen(split_key)) == 0) {
        return fc_plan_split_find(split, word + strlen(split_key))
                   ? FC_OK
                   : bad_plan(word, err);
    }
    if (fc_plan_parse(&plan, word, NULL) != FC_OK) {
        return bad_plan(word, err);
    }
    return fc_scenario_list_add(out, "plan", "ledger", &plan, NULL, err);
}

fc_status fc_told_parse(fc_scenario_list *out, fc_plan_split *split,
                        const char *text, fc_error *err)
{
    char *copy = fc_text_copy(text);
    char *word = copy;
    fc_status status = FC_OK;

    *out = (fc_scenario_list){0};
    if (copy == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for plans");
    }
    while (status == FC_OK && word != NULL && word[0] != '\0') {
        char *end = strstr(word, separator);

        if (end != NULL) {
            *end = '\0';
            end += strlen(separator);
        }
        status = parse_word(out, split, word, err);
        word = end;
    }
    free(copy);
    if (status == FC_OK && out->count > 0) {
        /* those that the horizon does not reach were let through then */
        out->items[0].is_record = true;
    }
    return status;
}

bool fc_told_guidance(char *spec, const char *parameters)
{
    size_t length = strlen(spec);
    size_t suffix = strlen(FC_INFORMED_SUFFIX);

    if (strstr(parameters, "\"" FC_TOLD_WEIGHT "\"") == NULL || length < suffix
        || strcmp(spec + length - suffix, FC_INFORMED_SUFFIX) != 0) {
        return false;
    }
    spec[length - suffix] = '\0';
    return true;
}
