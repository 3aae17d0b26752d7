/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

static const struct fc_command commands[] = {
    {
        .name = "forecast",
        .bit = FC_ON_FORECAST,
        .summary = "forecast a series (the default)",
        .example = "--series net_sales --horizon 4",
        .run = fc_command_forecast,
    },
    {
        .name = "explain",
        .bit = FC_ON_EXPLAIN,
        .summary = "what a forecast is made of, or why it has moved",
        .example = "--series net_sales --horizon 4",
        .run = fc_command_explain,
    },
    {
        .name = "regress",
        .bit = FC_ON_REGRESS,
        .summary = "regress a series on trend, season, lags, others",
        .example = "--y net_sales --x trend --x season --log",
        .run = fc_command_regress,
    },
    {
        .name = "backtest",
        .bit = FC_ON_BACKTEST,
        .summary = "compare models on past origins, with every measure",
        .example = "--series net_sales --model theta --model snaive",
        .run = fc_command_backtest,
    },
    {
        .name = "batch",
        .bit = FC_ON_BATCH,
        .summary = "forecast the many series of a long CSV",
        .example = "--data sales.csv.gz --model snaive -o out.csv",
        .run = fc_command_batch,
    },
    {
        .name = "bench",
        .bit = FC_ON_BENCH,
        .summary = "accuracy of models on a competition's series",
        .example = "--path m-data --set m3 --model theta --draws 0",
        .run = fc_command_bench,
    },
    {
        .name = "check",
        .bit = FC_ON_CHECK,
        .summary = "audit the data: do the figures add up?",
        .example = "--data sales.csv",
        .run = fc_command_check,
    },
    {
        .name = "doctor",
        .bit = FC_ON_DOCTOR,
        .summary = "is the installation sound? digits of NIST's problems",
        .example = "--nist",
        .run = fc_command_doctor,
    },
    {
        .name = "history",
        .bit = FC_ON_HISTORY,
        .summary = "growth, trailing twelve months, shares of a series",
        .example = "--series net_sales",
        .run = fc_command_history,
    },
    {
        .name = "init",
        .bit = FC_ON_INIT,
        .operand = "FILE.csv",
        .summary = "write a commented descriptor beside a CSV file",
        .example = "sales.csv",
        .run = fc_command_init,
    },
    {
        .name = "ledger",
        .bit = FC_ON_LEDGER,
        .operand = "list|show ID|add|diff A B|export|verify",
        .further = 2,
        .summary = "the forecasts that were recorded, and their seals",
        .example = "show 12",
        .run = fc_command_ledger,
    },
    {
        .name = "models",
        .bit = FC_ON_MODELS,
        .operand = "[NAME]",
        .summary = "the models and when to use which; all about one",
        .example = "theta",
        .run = fc_command_models,
    },
    {
        .name = "score",
        .bit = FC_ON_SCORE,
        .summary = "score recorded forecasts against what came",
        .example = "--data sales.csv",
        .run = fc_command_score,
    },
    {
        .name = "series",
        .bit = FC_ON_SERIES,
        .summary = "list the series of a dataset",
        .example = "--data sales.csv",
        .run = fc_command_series,
    },
    {
        .name = "run",
        .bit = FC_ON_RUN,
        .summary = "do the jobs of a configuration, as cron does",
        .example = "--config forecast.ini --log run.log",
        .run = fc_command_run,
    },
    {
        .name = "config",
        .bit = FC_ON_CONFIG,
        .summary = "show the settings in effect and where they come from",
        .example = "--show-origin",
        .run = fc_command_config,
    },
    {
        .name = "update",
        .bit = FC_ON_UPDATE,
        .summary = "add a period, guidance and plans to a dataset",
        .example = "--data sales.csv --add net_sales:2025Q1=155667",
        .run = fc_command_update,
    },
    {
        .name = "help",
        .bit = FC_ON_HELP,
        .operand = "[COMMAND]",
        .summary = "show this help, or that of a command",
        .example = "history",
        .run = fc_command_help,
    },
    {
        .name = "version",
        .bit = FC_ON_VERSION,
        .summary = "show the version",
        .run = fc_command_version,
    },
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

size_t fc_command_count(void)
{
    return COMMAND_COUNT;
}

const struct fc_command *fc_command_at(size_t index)
{
    return &commands[index];
}

const struct fc_command *fc_command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

bool fc_command_word_is_file(const char *word)
{
    return strpbrk(word, "./") != NULL;
}

fc_status fc_command_unknown(const char *name, fc_error *err)
{
    const char *names[COMMAND_COUNT];
    const char *nearest = NULL;

    if (fc_command_word_is_file(name)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there is no command '%.60s'; to read a file: --data "
                       "%.60s",
                       name, name);
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = commands[i].name;
    }
    nearest = fc_name_nearest(name, names, COMMAND_COUNT);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "there is no command '%.60s'; did you mean '%s'?", name,
                       nearest);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "there is no command '%.60s'; see forecast --help", name);
}
