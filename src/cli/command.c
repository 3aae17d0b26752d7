/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

static const struct fc_command commands[] = {
    {
        .name = "forecast",
        .bit = FC_ON_FORECAST,
        .common = true,
        .summary = "forecast a series (the default)",
        .about =
            "Projects a series over the horizon, with 80 and 95 % intervals, the fiscal\n"
            "years that the horizon completes, and the odds of a guided range.\n"
            "\n"
            "The model is chosen among candidates by their errors at past origins, anew at\n"
            "each of them; what is printed as the error is that of the whole procedure. All\n"
            "figures come from the same joint sample paths, so quarters add up to the year.\n"
            "\n"
            "The result goes to standard output as a table and to forecasts/SERIES.csv, whose\n"
            "columns never shift. Beside it lies its provenance, forecasts/SERIES.csv.json.",
        .example = "--series net_sales --horizon 4",
        .run = fc_command_forecast,
    },
    {
        .name = "explain",
        .bit = FC_ON_EXPLAIN,
        .common = true,
        .summary = "what a forecast is made of, or why it has moved",
        .about =
            "Takes the options of a forecast and says what it is made of: the equation, its\n"
            "coefficients in words, and the parts of each step, which add up to the forecast.\n"
            "\n"
            "With --against FILE it says why the forecast has moved since an earlier one:\n"
            "revised history, new actuals, another model. The steps add up to the change.",
        .example = "--series net_sales --horizon 4",
        .run = fc_command_explain,
    },
    {
        .name = "plot",
        .bit = FC_ON_PLOT,
        .common = true,
        .operand = "[CHART]",
        .summary = "draw a forecast: fan, errors, components, residuals",
        .about =
            "Takes the options of a forecast and draws it: in the terminal, "
            "and with -o as\n"
            "a picture (.svg, .pdf, .png, by gnuplot). CHART is forecast "
            "(the default: history,\n"
            "forecast, intervals, guided range), errors (by horizon), "
            "components (trend,\n"
            "season and remainder of the history), residuals (one-step "
            "errors at past\n"
            "origins: over time, autocorrelations, normal quantiles) or, with "
            "plans,\n"
            "scenarios (the forecast without a plan and with each, and what "
            "is planned).",
        .shown_as = "chart",
        .example = "components --series net_sales -o net_sales.svg",
        .run = fc_command_plot,
    },
    {
        .name = "report",
        .bit = FC_ON_REPORT,
        .common = true,
        .summary = "one page with all of a forecast, for a browser",
        .about =
            "Takes the options of a forecast and writes one page that needs "
            "nothing else:\n"
            "what is said, the pictures, the tables, what was fitted, how "
            "good it has been,\n"
            "where it comes from. Arrow keys and the pointer show the "
            "values of a picture.",
        .example = "--series net_sales --horizon 4 -o net_sales.html",
        .run = fc_command_report,
    },
    {
        .name = "scenario",
        .bit = FC_ON_SCENARIO,
        .common = true,
        .summary = "what plans for other series do to a forecast",
        .about =
            "Forecasts a series under plans for its regressors, such as capital "
            "expenditure,\n"
            "side by side: the plans of --plan, --scenario FILE or the "
            "dataset, each with the\n"
            "interval of its difference to the forecast without a plan, "
            "from the same random\n"
            "numbers. A plan for a year is spread over the quarters that are "
            "not reported yet.",
        .example = "--series net_sales --plan capex_net:FY2025=100000",
        .run = fc_command_scenario,
    },
    {
        .name = "regress",
        .bit = FC_ON_REGRESS,
        .common = true,
        .summary = "regress a series on trend, season, lags, others",
        .about =
            "Regresses a series on trend, season, own lags and other series, by least\n"
            "squares, robustly, or with a ridge penalty, and prints coefficients with their\n"
            "errors, the fit, and the diagnostics that a careful reader asks for.\n"
            "\n"
            "With --lead SERIES it asks whether another series leads this one, by tests inside\n"
            "and by forecasts outside the sample.",
        .example = "--y net_sales --x trend --x season --log",
        .run = fc_command_regress,
    },
    {
        .name = "backtest",
        .bit = FC_ON_BACKTEST,
        .common = true,
        .summary = "compare models on past origins, with every measure",
        .about =
            "Fits models at past origins to what was known there, and compares their errors\n"
            "with every measure in use: MAPE, sMAPE, MASE, RMSSE, CRPS, pinball loss, coverage.\n"
            "Differences to the best model are tested (Diebold and Mariano, with Holm's\n"
            "correction).",
        .example = "--series net_sales --model theta --model snaive",
        .run = fc_command_backtest,
    },
    {
        .name = "batch",
        .bit = FC_ON_BATCH,
        .summary = "forecast the many series of a long CSV",
        .about =
            "Reads a long CSV, one series after the other, and writes one row a step in the\n"
            "convention of statsforecast. Memory does not grow with the file. A series that\n"
            "cannot be forecast is left out with its reason, and the rest goes on.",
        .example = "--data sales.csv.gz --model snaive -o out.csv",
        .run = fc_command_batch,
    },
    {
        .name = "bench",
        .bit = FC_ON_BENCH,
        .summary = "accuracy of models on a competition's series",
        .about =
            "Fits models to the training part of many series and scores them on the part\n"
            "that was held back, as the forecasting competitions do.",
        .example = "--path m-data --set m3 --model theta --draws 0",
        .run = fc_command_bench,
    },
    {
        .name = "check",
        .bit = FC_ON_CHECK,
        .common = true,
        .summary = "audit the data: do the figures add up?",
        .about =
            "Audits a dataset: sums of segments and fiscal years, growth rates, guidance,\n"
            "plans, and claims made about the figures. Exit status 5 if one does not hold.",
        .example = "--data sales.csv",
        .run = fc_command_check,
    },
    {
        .name = "doctor",
        .bit = FC_ON_DOCTOR,
        .summary = "is the installation sound? digits of NIST's problems",
        .about =
            "Says whether the installation is sound: versions, folders, the data found.\n"
            "\n"
            "With --nist it computes the problems of NIST's Statistical Reference Datasets on\n"
            "this machine and prints the digits that agree with the certified values.",
        .example = "--nist",
        .run = fc_command_doctor,
    },
    {
        .name = "guidance",
        .bit = FC_ON_GUIDANCE,
        .common = true,
        .summary = "how the company's ranges compare with what came",
        .about =
            "Holds every range that the company gave against the actual: position, verdict,\n"
            "and by year and overall the share inside, above and below, bias and errors, with\n"
            "intervals for few observations. Stated growth that is not that of its end is\n"
            "listed with the end that would fit.\n"
            "\n"
            "With --odds it goes back to past origins, states the odds that the forecast would\n"
            "have stated there, and counts how often came what was stated.\n"
            "\n"
            "Pictures (--picture) are record, position and, with --odds, reliability.",
        .example = "--series net_sales --odds",
        .run = fc_command_guidance,
    },
    {
        .name = "history",
        .bit = FC_ON_HISTORY,
        .summary = "growth, trailing twelve months, shares of a series",
        .about =
            "Shows what a series has done: growth on the year before, trailing twelve months,\n"
            "compound growth, run rate, shares of the seasons.",
        .example = "--series net_sales",
        .run = fc_command_history,
    },
    {
        .name = "import",
        .bit = FC_ON_IMPORT,
        .operand = "sec",
        .summary = "a quarterly table from the facts a company files",
        .about =
            "Reads the company facts that the SEC publishes, by --cik N or from "
            "a --file, and\n"
            "writes a quarterly table with its descriptor and, for each "
            "cell, the filing it\n"
            "comes from. A quarter that cannot be derived is left out with "
            "the reason.\n"
            "The only command that uses the network; it needs a "
            "--user-agent with an address.",
        .example = "sec --cik 1018724 -o amazon.csv",
        .run = fc_command_import,
    },
    {
        .name = "init",
        .bit = FC_ON_INIT,
        .common = true,
        .operand = "FILE.csv",
        .summary = "write a commented descriptor beside a CSV file",
        .about =
            "Writes a descriptor beside a CSV file, with comments: frequency, fiscal year,\n"
            "units, regressors, guidance. Edit it; the next run reads it.",
        .example = "sales.csv",
        .run = fc_command_init,
    },
    {
        .name = "ledger",
        .bit = FC_ON_LEDGER,
        .operand = "list|show ID|add|diff A B|export|verify",
        .further = 2,
        .summary = "the forecasts that were recorded, and their seals",
        .about =
            "Lists, shows, exports and verifies the recorded forecasts (forecast --record): a\n"
            "file that only grows, sealed by a chain of hashes. add --csv records a forecast of\n"
            "someone else, so that it is scored too; diff A B tells why the number changed, in\n"
            "steps that add up.",
        .example = "show 12",
        .run = fc_command_ledger,
    },
    {
        .name = "models",
        .bit = FC_ON_MODELS,
        .common = true,
        .operand = "[NAME]",
        .summary = "the models and when to use which; all about one",
        .about =
            "Lists the models with advice when to use which. With the name of one: its\n"
            "equations, options, and references.",
        .example = "theta",
        .run = fc_command_models,
    },
    {
        .name = "peers",
        .bit = FC_ON_PEERS,
        .summary = "capital expenditure and plans of the peers",
        .about =
            "Puts the capital expenditure of several companies side by side: latest quarter,\n"
            "trailing year, run rate, share of revenue, and their plans against the last\n"
            "fiscal year and the run rate. The file of peers is named by the descriptor; its\n"
            "figures can be regressors, as microsoft_capex.",
        .example = "--data datasets/amazon/amazon_quarterly.csv",
        .run = fc_command_peers,
    },
    {
        .name = "score",
        .bit = FC_ON_SCORE,
        .common = true,
        .summary = "score recorded forecasts against what came",
        .about =
            "Scores the recorded forecasts for which actuals have come: errors, MASE, CRPS,\n"
            "quantile losses, coverage and PIT by series, model and horizon, against seasonal\n"
            "naive, the middle of the guidance and every other recorded forecast.",
        .example = "--data sales.csv",
        .run = fc_command_score,
    },
    {
        .name = "series",
        .bit = FC_ON_SERIES,
        .summary = "list the series of a dataset",
        .about =
            "Lists the series that can be read, with their units, periods and gaps.",
        .example = "--data sales.csv",
        .run = fc_command_series,
    },
    {
        .name = "completions",
        .bit = FC_ON_COMPLETIONS,
        .operand = "bash|zsh",
        .summary = "print completions for a shell",
        .about =
            "Prints the completions of a shell, made from the tables of "
            "commands and options:\n"
            "source <(forecast completions bash). Installed packages bring "
            "them along.",
        .example = "bash",
        .run = fc_command_completions,
    },
    {
        .name = "run",
        .bit = FC_ON_RUN,
        .common = true,
        .summary = "do the jobs of a configuration, as cron does",
        .about =
            "Runs the jobs of a configuration file, one after the other or side by side: quiet\n"
            "on success, one line of the log a job, results replaced in one step. A job that\n"
            "fails does not stop the others; the exit status is the worst. Alerts are exit 5.",
        .example = "--config forecast.ini --log run.log",
        .run = fc_command_run,
    },
    {
        .name = "config",
        .bit = FC_ON_CONFIG,
        .summary = "show the settings in effect and where they come from",
        .about =
            "Shows the settings that a run would use and, with --show-origin, where each comes\n"
            "from: the command line, FORECAST_* in the environment, ./forecast.ini, the user's\n"
            "configuration, the default.",
        .example = "--show-origin",
        .run = fc_command_config,
    },
    {
        .name = "update",
        .bit = FC_ON_UPDATE,
        .common = true,
        .summary = "add a period, guidance and plans to a dataset",
        .about =
            "Adds or revises actuals, guidance and plans in the files of a dataset: all of it\n"
            "or nothing, in the style of the files, with the previous version kept beside them.\n"
            "Says what has changed.",
        .example = "--data sales.csv --add net_sales:2025Q1=155667",
        .run = fc_command_update,
    },
    {
        .name = "help",
        .bit = FC_ON_HELP,
        .operand = "[COMMAND]",
        .summary = "show this help, or that of a command",
        .about =
            "Shows the help of the program or of a command, from the same tables as these\n"
            "pages.",
        .example = "history",
        .run = fc_command_help,
    },
    {
        .name = "version",
        .bit = FC_ON_VERSION,
        .summary = "show the version",
        .about = "Shows the version of the program.",
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
