/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of options: every parser on the same text. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/argument.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_range(const char *text)
{
    struct fc_range_argument range = {.series = ""};

    if (fc_argument_range(&range, text, NULL) == FC_OK) {
        assert(range.low <= range.high);
        assert(strlen(range.series) < sizeof range.series);
        assert(strlen(range.period) < sizeof range.period);
        assert(range.series[0] == '\0' || range.period[0] != '\0');
    }
}

static void check_value(const char *text)
{
    struct fc_value_argument value = {.series = ""};
    struct fc_reconcile_argument reconcile = {.temporal = false};

    if (fc_argument_value(&value, text, NULL) == FC_OK) {
        assert(strlen(value.series) < sizeof value.series);
        assert(value.period[0] != '\0' && value.text[0] != '\0');
    }
    if (fc_argument_reconcile(&reconcile, text, NULL) == FC_OK) {
        assert((size_t)reconcile.method < FC_RECONCILIATIONS);
    }
}

static void check_quantiles(const char *text)
{
    struct fc_quantile_list list = {.count = 0};

    if (fc_argument_quantiles(&list, text, NULL) == FC_OK) {
        assert(list.count > 0 && list.count <= FC_QUANTILE_CAPACITY);
    }
    for (size_t i = 0; i < list.count; i++) {
        assert(list.items[i] > 0.0 && list.items[i] < 1.0);
    }
}

static void check_levels(const char *text)
{
    struct fc_level_list list = {.count = 0};

    (void)fc_argument_levels(&list, text, NULL);
    assert(list.count <= FC_BATCH_LEVEL_CAPACITY);
    for (size_t i = 0; i < list.count; i++) {
        assert(list.items[i] > 0.0 && list.items[i] < 100.0);
    }
}

static void check_small(const char *text)
{
    uint64_t count = 0;
    int month = 0;
    char delimiter = '\0';

    if (fc_argument_count(&count, text, 1, 1000, NULL) == FC_OK) {
        assert(count >= 1 && count <= 1000);
    }
    if (fc_argument_month(&month, text, NULL) == FC_OK) {
        assert(month >= 1 && month <= 12);
    }
    if (fc_argument_delimiter(&delimiter, text, NULL) == FC_OK) {
        assert(delimiter != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (text == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    check_value(text);
    check_range(text);
    check_value(text);
    check_quantiles(text);
    check_levels(text);
    check_small(text);
    free(text);
    return 0;
}
