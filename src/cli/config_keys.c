/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/config_keys.h"

#include <stdio.h>
#include <string.h>

enum {
    IN_DEFAULTS = 1 << FC_CONFIG_DEFAULTS,
    IN_RUN = 1 << FC_CONFIG_RUN,
    IN_JOB = 1 << FC_CONFIG_JOB,
    ANYWHERE = IN_DEFAULTS | IN_RUN | IN_JOB,
};

static const unsigned commands[] = {
    [FC_CONFIG_DEFAULTS] = FC_ON_FORECAST | FC_ON_EXPLAIN | FC_ON_BACKTEST
                           | FC_ON_CHECK | FC_ON_HISTORY | FC_ON_SERIES
                           | FC_ON_BATCH,
    [FC_CONFIG_RUN] = FC_ON_RUN,
    [FC_CONFIG_JOB] = FC_ON_FORECAST,
};

/* Options that would do harm or make no sense. */
static const struct {
    const char *name;
    unsigned places;
    const char *why;
} refused[] = {
    {"help", ANYWHERE, "is no setting"},
    {"version", ANYWHERE, "is no setting"},
    {"config", ANYWHERE, "would lead to another configuration"},
    {"job", ANYWHERE, "chooses jobs on the command line only"},
    {"today", ANYWHERE, "is for the command line; the clock tells the day"},
    {"as-of", IN_DEFAULTS | IN_RUN, "would hold every forecast at one period"},
    {"output", IN_DEFAULTS, "names the file of one job; put it there"},
    {"paths", IN_DEFAULTS, "names the file of one job; put it there"},
    {"spec", IN_DEFAULTS, "names the file of one job; put it there"},
    {"errors", IN_DEFAULTS, "names the file of one run"},
    {"forecasts", IN_DEFAULTS, "names the file of one run"},
    {"against", IN_DEFAULTS, "names the file of one run"},
    {"guidance", IN_DEFAULTS, "is the range of one series; put it into a job"},
    {"format", IN_JOB, "is for standard output, and a job prints nothing"},
    {"no-color", IN_JOB, "is for standard output, and a job prints nothing"},
    {"quiet", IN_JOB, "has no effect; a job prints nothing"},
    {"check", IN_JOB, "is written as alert = verdict!=inside"},
};

unsigned fc_config_commands(enum fc_config_place place)
{
    return commands[place];
}

static void write_name(char *out, size_t size, const char *key)
{
    (void)snprintf(out, size, "%s", key);
    for (char *c = out; *c != '\0'; c++) {
        if (*c == '_') {
            *c = '-';
        }
    }
}

const struct fc_option *fc_config_option(const char *key,
                                         enum fc_config_place place)
{
    char name[64];

    write_name(name, sizeof name, key);
    return fc_option_find(name, commands[place]);
}

const char *fc_config_refusal(const struct fc_option *option,
                              enum fc_config_place place)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if ((refused[i].places & (1U << (unsigned)place)) != 0
            && strcmp(refused[i].name, option->name) == 0) {
            return refused[i].why;
        }
    }
    if (place == FC_CONFIG_RUN && (option->commands & FC_ON_FORECAST) != 0) {
        return "belongs into [defaults] or into a job";
    }
    return NULL;
}

/* The nearest key that may stand there; NULL if none is near. */
static const char *nearest_key(const char *key, enum fc_config_place place)
{
    const char *names[FC_OPTION_CAPACITY];
    size_t count = 0;

    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if ((option->commands & commands[place]) != 0
            && fc_config_refusal(option, place) == NULL) {
            names[count++] = option->name;
        }
    }
    return fc_name_nearest(key, names, count);
}

fc_status fc_config_check_key(const char *key, enum fc_config_place place,
                              const char *source, size_t line, fc_error *err)
{
    const struct fc_option *option = fc_config_option(key, place);
    const char *why = option != NULL ? fc_config_refusal(option, place) : NULL;
    const char *nearest = NULL;

    if (why != NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, line, 0,
                          "'%.60s' cannot stand here: it %s", key, why);
    }
    if (option != NULL) {
        return FC_OK;
    }
    nearest = nearest_key(key, place);
    if (nearest != NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, line, 0,
                          "there is no setting '%.60s' here; did you mean "
                          "'%s'?",
                          key, nearest);
    }
    return FC_FAIL_AT(err, FC_ERR_FORMAT, source, line, 0,
                      "there is no setting '%.60s' here; the settings are the "
                      "options of forecast help %s",
                      key, place == FC_CONFIG_RUN ? "run" : "forecast");
}
