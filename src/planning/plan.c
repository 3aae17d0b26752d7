/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a plan: [SERIES:]PERIOD=VALUE[~SD]. */
#include "forecast/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"

static const char *const split_names[] = {
    [FC_SPLIT_SEASONAL] = "seasonal", [FC_SPLIT_RUN_RATE] = "runrate",
    [FC_SPLIT_FRONT] = "front",       [FC_SPLIT_BACK] = "back",
    [FC_SPLIT_FLAT] = "flat",
};

const char *fc_plan_split_name(fc_plan_split split)
{
    return split_names[split];
}

bool fc_plan_split_find(fc_plan_split *out, const char *name)
{
    for (size_t i = 0; i < sizeof split_names / sizeof split_names[0]; i++) {
        if (strcmp(split_names[i], name) == 0) {
            *out = (fc_plan_split)i;
            return true;
        }
    }
    return false;
}

/* Room for the text of a number. */
enum { VALUE_SIZE = 64 };

fc_status fc_plan_parse_value(fc_plan *out, const char *text, fc_error *err)
{
    size_t length = strlen(text);
    bool growth = length > 0 && text[length - 1] == '%';
    char digits[VALUE_SIZE] = "";
    double value = 0.0;

    if (length >= sizeof digits) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the value is longer than any number");
    }
    memcpy(digits, text, length - (growth ? 1 : 0));
    if (!fc_number_parse(&value, digits)
        || (growth && text[0] != '+' && text[0] != '-')) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' is no plan; give a number, or growth on the "
                       "year before with its sign as in +20%%",
                       text);
    }
    if (growth && value < -100.0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "growth of %g %% is below -100 %%; give -100%% for "
                       "nothing at all",
                       value);
    }
    out->value = value;
    out->is_growth = growth;
    return FC_OK;
}

/* VALUE[~SD] */
static fc_status parse_amount(fc_plan *out, const char *text, fc_error *err)
{
    const char *tilde = strchr(text, '~');
    size_t length = tilde != NULL ? (size_t)(tilde - text) : strlen(text);
    char value[VALUE_SIZE] = "";

    if (length >= sizeof value) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the value is longer than any number");
    }
    (void)snprintf(value, sizeof value, "%.*s", (int)length, text);
    if (tilde != NULL
        && (!fc_number_parse(&out->sd_pct, tilde + 1)
            || !(out->sd_pct >= 0.0 && out->sd_pct <= 100.0))) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' is no standard deviation; give 0 to 100, per "
                       "cent of the plan, as in 100000~5",
                       tilde + 1);
    }
    return fc_plan_parse_value(out, value, err);
}

/* Where the period begins: behind the first colon, unless the whole is a
 * period, as an hour is (2025-03-31 14:00). */
static const char *find_period(const char *key)
{
    const char *colon = strchr(key, ':');
    fc_period ignored;

    return colon == NULL
                   || fc_period_parse(&ignored, key, FC_FREQUENCY_NONE,
                                      (fc_calendar){0}, NULL)
                          == FC_OK
               ? key
               : colon + 1;
}

/* Of any frequency: that of the series is not known here. */
static fc_status check_period(const char *text, fc_error *err)
{
    fc_period ignored;

    if (fc_period_parse(&ignored, text, FC_FREQUENCY_NONE, (fc_calendar){0},
                        NULL)
        == FC_OK) {
        return FC_OK;
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "'%.24s' is no period; write [SERIES:]PERIOD=VALUE, as in "
                   "capex:FY2025=100000",
                   text);
}

static fc_status parse_key(fc_plan *out, const char *key, fc_error *err)
{
    const char *period = find_period(key);
    size_t name = period > key ? (size_t)(period - key) - 1 : 0;

    if (period[0] == '\0' || (period > key && name == 0)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there is no %s; write [SERIES:]PERIOD=VALUE, as in "
                       "capex:FY2025=100000",
                       period[0] == '\0' ? "period in front of the equals sign"
                                         : "series in front of the colon");
    }
    if (name >= sizeof out->series || strlen(period) >= sizeof out->period) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the name or the period in it is too long");
    }
    memcpy(out->series, key, name);
    memcpy(out->period, period, strlen(period));
    return check_period(period, err);
}

fc_status fc_plan_parse(fc_plan *out, const char *text, fc_error *err)
{
    const char *equals = strrchr(text, '=');
    char key[FC_PLAN_SERIES_SIZE + FC_PERIOD_TEXT_SIZE] = "";
    fc_plan plan = {.series = ""};
    fc_status status = FC_OK;

    if (equals == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a plan; write [SERIES:]PERIOD=VALUE, as in "
                       "capex:FY2025=100000");
    }
    if ((size_t)(equals - text) >= sizeof key) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the name or the period in it is too long");
    }
    memcpy(key, text, (size_t)(equals - text));
    status = parse_key(&plan, key, err);
    if (status == FC_OK) {
        status = parse_amount(&plan, equals + 1, err);
    }
    if (status == FC_OK) {
        *out = plan;
    }
    return status;
}

void fc_plan_format(char text[FC_PLAN_TEXT_SIZE], const fc_plan *plan)
{
    char value[FC_NUMBER_TEXT_SIZE];
    char sd[FC_NUMBER_TEXT_SIZE];

    fc_number_format_exact(value, plan->value);
    fc_number_format_exact(sd, plan->sd_pct);
    (void)snprintf(text, FC_PLAN_TEXT_SIZE, "%s%s%s=%s%s%s%s%s", plan->series,
                   plan->series[0] != '\0' ? ":" : "", plan->period,
                   plan->is_growth && !(plan->value < 0.0) ? "+" : "", value,
                   plan->is_growth ? "%" : "", plan->sd_pct > 0.0 ? "~" : "",
                   plan->sd_pct > 0.0 ? sd : "");
}
