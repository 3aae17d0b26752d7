/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/argument.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A number in an option is plain decimal, as in a file: strtod() alone would
 * also take blanks, hexadecimal, "inf" and "nan". */
static bool parse_number(double *out, const char *text, size_t length)
{
    char copy[64];
    char *end = NULL;
    double value = 0.0;

    if (length == 0 || length >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (strspn(copy, "0123456789+-.eE") != length) {
        return false;
    }
    value = strtod(copy, &end);
    if (*end != '\0' || !isfinite(value)) {
        return false;
    }
    *out = value;
    return true;
}

fc_status fc_argument_count(uint64_t *out, const char *text, uint64_t low,
                            uint64_t high, fc_error *err)
{
    char *end = NULL;
    uintmax_t value = 0;
    size_t digits = strspn(text, "0123456789");

    errno = 0;
    value = strtoumax(text, &end, 10);
    if (digits == 0 || text[digits] != '\0' || errno != 0 || value < low
        || value > high) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a whole number from %" PRIu64 " to %" PRIu64, low,
                       high);
    }
    *out = value;
    return FC_OK;
}

/* LOW:HIGH */
static fc_status parse_bounds(struct fc_range_argument *range, const char *text,
                              fc_error *err)
{
    const char *colon = strchr(text, ':');

    if (colon == NULL
        || !parse_number(&range->low, text, (size_t)(colon - text))
        || !parse_number(&range->high, colon + 1, strlen(colon + 1))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a range; write LOW:HIGH as in 151000:155000, or "
                       "[SERIES:]PERIOD=LOW:HIGH as in 2025Q1=151000:155000");
    }
    if (range->low > range->high) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the low end is above the high end; write LOW:HIGH");
    }
    return FC_OK;
}

/* [SERIES:]PERIOD. An hour has a colon of its own (2025-03-31 14:00), so what
 * is a period as a whole has no series in front of it. */
static fc_status parse_key(char series[FC_ARGUMENT_NAME_SIZE],
                           char out[FC_PERIOD_TEXT_SIZE], const char *key,
                           fc_error *err)
{
    fc_calendar calendar = {0};
    fc_period ignored;
    const char *period = key;
    const char *colon = strchr(key, ':');
    size_t name_length = 0;

    if (colon != NULL
        && fc_period_parse(&ignored, key, FC_FREQUENCY_NONE, calendar, NULL)
               != FC_OK) {
        name_length = (size_t)(colon - key);
        period = colon + 1;
        if (name_length == 0) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "there is no series in front of the colon");
        }
    }
    if (period[0] == '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there is no period in front of the equals sign");
    }
    if (name_length >= FC_ARGUMENT_NAME_SIZE
        || strlen(period) >= FC_PERIOD_TEXT_SIZE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the name or the period in it is too long");
    }
    memcpy(series, key, name_length);
    (void)snprintf(out, FC_PERIOD_TEXT_SIZE, "%s", period);
    return FC_OK;
}

/* The same of the @p length bytes in front of an equals sign. */
static fc_status parse_key_of(char series[FC_ARGUMENT_NAME_SIZE],
                              char period[FC_PERIOD_TEXT_SIZE],
                              const char *text, size_t length, fc_error *err)
{
    char key[FC_ARGUMENT_NAME_SIZE + FC_PERIOD_TEXT_SIZE];

    if (length >= sizeof key) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the name or the period in it is too long");
    }
    memcpy(key, text, length);
    key[length] = '\0';
    return parse_key(series, period, key, err);
}

fc_status fc_argument_range(struct fc_range_argument *out, const char *text,
                            fc_error *err)
{
    struct fc_range_argument range = {.series = ""};
    const char *equals = strrchr(text, '=');
    fc_status status = FC_OK;

    if (equals != NULL) {
        status = parse_key_of(range.series, range.period, text,
                              (size_t)(equals - text), err);
    }
    if (status == FC_OK) {
        status = parse_bounds(&range, equals != NULL ? equals + 1 : text, err);
    }
    if (status == FC_OK) {
        *out = range;
    }
    return status;
}

fc_status fc_argument_value(struct fc_value_argument *out, const char *text,
                            fc_error *err)
{
    struct fc_value_argument value = {.series = ""};
    const char *equals = strrchr(text, '=');
    fc_status status = FC_OK;
    double number = 0.0;

    if (equals == NULL) {
        return FC_FAIL(
            err, FC_ERR_ARGUMENT,
            "no value; write [SERIES:]PERIOD=VALUE, as FY2025=700000 "
            "or net_sales:2025Q1=155667");
    }
    if (!parse_number(&number, equals + 1, strlen(equals + 1))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.40s' is not a plain number, as 155667 or 1.5e3",
                       equals + 1);
    }
    status = parse_key_of(value.series, value.period, text,
                          (size_t)(equals - text), err);
    if (status == FC_OK) {
        value.text = equals + 1;
        value.number = number;
        *out = value;
    }
    return status;
}

fc_status fc_argument_reconcile(struct fc_reconcile_argument *out,
                                const char *text, fc_error *err)
{
    struct fc_reconcile_argument reconcile = {.method = FC_RECONCILE_WLS};
    const char *name = text;
    bool known = false;

    if (strncmp(text, "temporal", strlen("temporal")) == 0) {
        reconcile.temporal = true;
        name = text + strlen("temporal");
        known = name[0] == '\0';
        name += name[0] == ':';
    }
    known = known || fc_reconciliation_find(&reconcile.method, name);
    if (!known
        || (reconcile.temporal && reconcile.method != FC_RECONCILE_OLS
            && reconcile.method != FC_RECONCILE_STRUCTURAL
            && reconcile.method != FC_RECONCILE_WLS)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "no way to reconcile; write mint, wls, structural, ols, "
                       "bottom-up, top-down, top-down-average or none, or "
                       "temporal[:wls|structural|ols]");
    }
    *out = reconcile;
    return FC_OK;
}

/* What a list of numbers may hold. */
struct list_rule {
    double limit; /* every number is above 0 and below this */
    size_t capacity;
    const char *what;
    const char *example;
};

static fc_status append_number(double *items, size_t *count,
                               const struct list_rule *rule, const char *text,
                               size_t length, fc_error *err)
{
    double value = 0.0;

    if (!parse_number(&value, text, length)
        || !(value > 0.0 && value < rule->limit)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a list of numbers between 0 and %g, such as %s",
                       rule->limit, rule->example);
    }
    for (size_t i = 0; i < *count; i++) {
        if (items[i] == value) {
            return FC_FAIL(err, FC_ERR_ARGUMENT, "%g is given twice", value);
        }
    }
    if (*count == rule->capacity) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %zu %s", rule->capacity,
                       rule->what);
    }
    items[(*count)++] = value;
    return FC_OK;
}

static fc_status append_list(double *items, size_t *count,
                             const struct list_rule *rule, const char *text,
                             fc_error *err)
{
    static const char separators[] = ", \t";
    fc_status status = FC_OK;

    text += strspn(text, separators);
    if (*text == '\0') {
        status = append_number(items, count, rule, text, 0, err);
    }
    while (*text != '\0' && status == FC_OK) {
        size_t length = strcspn(text, separators);

        status = append_number(items, count, rule, text, length, err);
        text += length;
        text += strspn(text, separators);
    }
    return status;
}

fc_status fc_argument_intervals(fc_intervals *out, const char *text,
                                fc_error *err)
{
    if (fc_intervals_find(out, text)) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "not a kind of interval; give auto, conformal, simulate, "
                   "analytic or bootstrap");
}

fc_status fc_argument_quantiles(struct fc_quantile_list *list, const char *text,
                                fc_error *err)
{
    static const struct list_rule rule = {.limit = 1.0,
                                          .capacity = FC_QUANTILE_CAPACITY,
                                          .what = "quantiles",
                                          .example = "0.1,0.5,0.9"};

    return append_list(list->items, &list->count, &rule, text, err);
}

fc_status fc_argument_levels(struct fc_level_list *list, const char *text,
                             fc_error *err)
{
    static const struct list_rule rule = {.limit = 100.0,
                                          .capacity = FC_BATCH_LEVEL_CAPACITY,
                                          .what = "levels",
                                          .example = "80,95"};

    return append_list(list->items, &list->count, &rule, text, err);
}

fc_status fc_argument_month(int *out, const char *text, fc_error *err)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december",
    };
    uint64_t number = 0;
    size_t length = strlen(text);

    for (int i = 0; i < 12; i++) {
        if (length >= 3 && strncasecmp(text, months[i], length) == 0) {
            number = (uint64_t)i + 1;
        }
    }
    if (number == 0 && fc_argument_count(&number, text, 1, 12, NULL) != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a month; give 1 to 12 or a name such as June");
    }
    *out = (int)number;
    return FC_OK;
}

fc_status fc_argument_penalty(double *out, const char *text, fc_error *err)
{
    double value = 0.0;

    if (!parse_number(&value, text, strlen(text)) || !(value >= 0.0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a penalty; give gcv (the default), lcurve or a "
                       "number from 0");
    }
    *out = value;
    return FC_OK;
}

fc_status fc_argument_delimiter(char *out, const char *text, fc_error *err)
{
    static const struct {
        const char *name;
        char character;
    } named[] = {
        {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},
        {"\\t", '\t'},  {"pipe", '|'},
    };

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (strcmp(text, named[i].name) == 0) {
            *out = named[i].character;
            return FC_OK;
        }
    }
    /* Characters that can be part of a number, a name or a quoted cell cannot
     * separate cells. */
    if (strlen(text) != 1 || isalnum((unsigned char)text[0])
        || strchr("\"'.+-\n\r_", text[0]) != NULL
        || (unsigned char)text[0] >= 0x80) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a delimiter; give comma, semicolon, tab, pipe or "
                       "one punctuation character");
    }
    *out = text[0];
    return FC_OK;
}
