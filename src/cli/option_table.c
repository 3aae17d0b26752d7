/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cli/option.h"
#include "cli/option_batch.h"
#include "cli/option_bench.h"
#include "cli/option_regress.h"
#include "cli/text_list.h"

/* Commands that read data; those that write a report. */
enum {
    PROJECTORS = FC_ON_FORECAST | FC_ON_EXPLAIN,
    MODELLERS = PROJECTORS | FC_ON_BACKTEST,
    READERS = MODELLERS | FC_ON_CHECK | FC_ON_HISTORY | FC_ON_SERIES
              | FC_ON_REGRESS,
    PARSERS = READERS | FC_ON_INIT,
    ROW_PARSERS = PARSERS | FC_ON_BATCH,
    REPORTERS = READERS | FC_ON_DOCTOR | FC_ON_MODELS | FC_ON_BENCH,
};

static fc_status parse_frequency(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    request->table.frequency = fc_frequency_find(text);
    if (request->table.frequency == FC_FREQUENCY_NONE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a frequency; give yearly, half-yearly, quarterly, "
                       "monthly, weekly, daily or hourly");
    }
    return FC_OK;
}

static fc_status parse_fiscal_year_end(struct fc_request *request,
                                       const char *text, fc_error *err)
{
    return fc_argument_month(&request->table.calendar.fiscal_year_end, text,
                             err);
}

static fc_status parse_layout(struct fc_request *request, const char *text,
                              fc_error *err)
{
    if (strcmp(text, "wide") == 0) {
        request->table.layout = FC_LAYOUT_WIDE;
    } else if (strcmp(text, "long") == 0) {
        request->table.layout = FC_LAYOUT_LONG;
    } else {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a layout; give wide (a column a series) or long "
                       "(columns series, period, value)");
    }
    return FC_OK;
}

static fc_status parse_delimiter(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return fc_argument_delimiter(&request->table.delimiter, text, err);
}

static fc_status parse_model(struct fc_request *request, const char *text,
                             fc_error *err)
{
    fc_status status = FC_OK;

    if (strcmp(text, "auto") == 0) {
        request->automatic = true;
    } else if (request->spec_count == FC_MODEL_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d models",
                       FC_MODEL_CAPACITY);
    } else {
        status = fc_model_spec_parse(&request->specs[request->spec_count], text,
                                     err);
        request->spec_count += status == FC_OK;
    }
    if (status == FC_OK && request->automatic && request->spec_count > 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "auto means the default candidates; give it alone, or "
                       "name every candidate");
    }
    return status;
}

static fc_status parse_guidance(struct fc_request *request, const char *text,
                                fc_error *err)
{
    if (request->has_range) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a second range; give one, or a file with "
                       "--guidance-file");
    }
    request->has_range = true;
    return fc_argument_range(&request->range, text, err);
}

static fc_status parse_quantiles(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return fc_argument_quantiles(&request->quantiles, text, err);
}

static fc_status parse_transform(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return fc_transform_parse(&request->transform, text, err);
}

static fc_status parse_intervals(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    request->has_intervals = true;
    return fc_argument_intervals(&request->intervals, text, err);
}

/* The writers by name, or by suffix those that have one: "csv, json". */
static void list_writers(char *out, size_t size, bool by_suffix)
{
    const char *names[16];
    size_t count = 0;

    for (size_t i = 0; i < fc_writer_count() && count < 16; i++) {
        const fc_writer *writer = fc_writer_at(i);

        if (!by_suffix || writer->suffix != NULL) {
            names[count++] = by_suffix ? writer->suffix : writer->name;
        }
    }
    fc_text_list_join(out, size, names, count);
}

static fc_status parse_format(struct fc_request *request, const char *text,
                              fc_error *err)
{
    char names[120];

    request->format = fc_writer_find(text);
    if (request->format != NULL) {
        return FC_OK;
    }
    list_writers(names, sizeof names, false);
    return FC_FAIL(err, FC_ERR_ARGUMENT, "not a format; the formats are %s",
                   names);
}

static fc_status parse_output(struct fc_request *request, const char *text,
                              fc_error *err)
{
    char names[120];

    if (strcmp(text, "-") == 0) {
        request->no_file = true;
        return FC_OK;
    }
    if (fc_writer_for_path(text) == NULL) {
        list_writers(names, sizeof names, true);
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the suffix tells no format; the suffixes are %s",
                       names);
    }
    if (request->output_count == FC_OUTPUT_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d files",
                       FC_OUTPUT_CAPACITY);
    }
    request->outputs[request->output_count++] = text;
    return FC_OK;
}

static fc_status parse_paths(struct fc_request *request, const char *text,
                             fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the draws go to a file; give its name");
    }
    request->paths = text;
    return FC_OK;
}

static fc_status parse_spec(struct fc_request *request, const char *text,
                            fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the choice is kept in a file; give its name");
    }
    request->spec = text;
    return FC_OK;
}

static fc_status parse_forecasts(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the forecasts go to a file; give its name");
    }
    request->forecasts = text;
    return FC_OK;
}

#define FIELD(name) offsetof(struct fc_request, name)

static const struct fc_option options[] = {
    {.name = "data",
     .argument = "FILE|-",
     .commands = READERS | FC_ON_BATCH,
     .common = true,
     .help = "the CSV to read; - is standard input",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(data)},
    {.name = "series",
     .argument = "NAME",
     .commands = READERS,
     .common = true,
     .help = "the series (column) to work on",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(series)},
    {.name = "frequency",
     .argument = "NAME",
     .commands = ROW_PARSERS,
     .help = "yearly, quarterly, monthly, weekly, daily, ...",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_PARSED,
     .parse = parse_frequency},
    {.name = "fiscal-year-end",
     .argument = "MONTH",
     .commands = ROW_PARSERS,
     .help = "last month of the fiscal year: 1 to 12, June",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_PARSED,
     .parse = parse_fiscal_year_end},
    {.name = "layout",
     .argument = "wide|long",
     .commands = PARSERS,
     .help = "a column a series, or series, period, value",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_PARSED,
     .parse = parse_layout},
    {.name = "delimiter",
     .argument = "CHAR",
     .commands = ROW_PARSERS,
     .help = "comma, semicolon, tab, pipe or a character",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_PARSED,
     .parse = parse_delimiter},
    {.name = "decimal-comma",
     .commands = ROW_PARSERS,
     .help = "read 1.234,5 as 1234.5",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(table.decimal_comma)},
    {.name = "formatted-numbers",
     .commands = ROW_PARSERS,
     .help = "accept $1,234 and (25) for -25",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(table.formatted_numbers)},
    {.name = "scale-suffixes",
     .commands = ROW_PARSERS,
     .help = "accept 1.2B, 350M, 12k",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(table.scale_suffixes)},

    {.name = "season",
     .argument = "N",
     .commands = FC_ON_BATCH,
     .help = "season of ds that are whole numbers (default: 1)",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(season),
     .low = 1,
     .high = 10000},

    {.name = "path",
     .argument = "DIR",
     .commands = FC_ON_BENCH,
     .help = "folder of SET_FREQUENCY_train.csv.gz and _test",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(folder)},
    {.name = "set",
     .argument = "NAME",
     .commands = FC_ON_BENCH,
     .help = "the set of series, as its files begin",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(set)},
    {.name = "sample",
     .argument = "K",
     .commands = FC_ON_BENCH,
     .help = "only every K-th series of each file",
     .group = FC_OPTIONS_DATA,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(stride),
     .low = 1,
     .high = 1000000},

    {.name = "horizon",
     .argument = "N",
     .commands = MODELLERS | FC_ON_REGRESS | FC_ON_BATCH,
     .common = true,
     .help = "periods to forecast (default: one year)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(horizon),
     .low = 1,
     .high = 1000},
    {.name = "model",
     .argument = "NAME[:SPEC]",
     .repeatable = true,
     .commands = MODELLERS | FC_ON_BATCH,
     .common = true,
     .help = "candidate model, repeatable (default: auto)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_model},
    {.name = "model",
     .argument = "NAME[:SPEC]",
     .repeatable = true,
     .commands = FC_ON_BENCH,
     .help = "a model, repeatable; auto: the library's choice",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_entrant},
    {.name = "spec",
     .argument = "FILE",
     .commands = PROJECTORS,
     .help = "keep the model in FILE; a new file: freeze it",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_spec},
    {.name = "guidance",
     .argument = "RANGE",
     .repeatable = true,
     .commands = FC_ON_FORECAST,
     .common = true,
     .help = "range to judge, e.g. 2025Q1=151000:155000",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_guidance},
    {.name = "guidance-file",
     .argument = "FILE",
     .commands = FC_ON_FORECAST,
     .help = "guidance to use instead of the dataset's",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(guidance_file)},
    {.name = "as-of",
     .argument = "PERIOD",
     .commands = MODELLERS,
     .common = true,
     .help = "forecast as if PERIOD had just been reported",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(as_of)},
    {.name = "against",
     .argument = "FILE|last",
     .commands = FC_ON_EXPLAIN,
     .help = "what changed since this earlier forecast",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(against)},
    {.name = "quantiles",
     .argument = "LIST",
     .repeatable = true,
     .commands = FC_ON_FORECAST,
     .common = true,
     .help = "extra quantiles, e.g. 0.1,0.5,0.9",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_quantiles},
    {.name = "transform",
     .argument = "NAME",
     .commands = MODELLERS,
     .help = "log, boxcox[:LAMBDA] or none (default: model's)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_transform},
    {.name = "positive",
     .commands = MODELLERS,
     .help = "nothing below zero: a floor, no cap",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(transform.positive)},
    {.name = "intervals",
     .argument = "KIND",
     .commands = MODELLERS | FC_ON_BATCH | FC_ON_BENCH,
     .help = "auto, conformal, simulate, analytic, bootstrap",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = parse_intervals},
    {.name = "draws",
     .argument = "N",
     .commands = PROJECTORS,
     .help = "sample paths to draw (default: 10000)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(draws),
     .low = 100,
     .high = 1000000},
    {.name = "draws",
     .argument = "N",
     .commands = FC_ON_BATCH,
     .help = "sample paths a series (default: 1000)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(draws),
     .low = 100,
     .high = 1000000},
    {.name = "draws",
     .argument = "N",
     .commands = FC_ON_BENCH,
     .help = "paths a series (default: 1000); 0: no intervals",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_bench_draws},
    {.name = "draws",
     .argument = "N",
     .commands = FC_ON_BACKTEST,
     .help = "sample paths an origin (default: 1000)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(draws),
     .low = 100,
     .high = 1000000},
    {.name = "levels",
     .argument = "LIST",
     .commands = FC_ON_BATCH,
     .help = "intervals in per cent (default: 80,95)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_levels},
    {.name = "seed",
     .argument = "N",
     .commands = MODELLERS | FC_ON_BATCH | FC_ON_BENCH,
     .help = "seed of the random numbers (default: 0)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(seed),
     .low = 0,
     .high = UINT64_MAX},
    {.name = "origins",
     .argument = "N",
     .commands = FC_ON_FORECAST | FC_ON_BACKTEST,
     .help = "origins of the evaluation (default: 40)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(origins),
     .low = 1,
     .high = 1000},
    {.name = "step",
     .argument = "N",
     .commands = FC_ON_BACKTEST,
     .help = "periods from one origin to the next (default: 1)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(stride),
     .low = 1,
     .high = 1000},
    {.name = "window",
     .argument = "N",
     .commands = FC_ON_BACKTEST,
     .help = "fit to the latest N periods (default: to all)",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(window),
     .low = 1,
     .high = 1000000},
    {.name = "check",
     .commands = FC_ON_FORECAST,
     .common = true,
     .help = "exit status 5 unless the verdict is inside",
     .group = FC_OPTIONS_FORECAST,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(check)},

    {.name = "y",
     .argument = "NAME",
     .commands = FC_ON_REGRESS,
     .help = "the series to explain (as --series)",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(series)},
    {.name = "x",
     .argument = "TERM",
     .repeatable = true,
     .commands = FC_ON_REGRESS,
     .help = "trend, season, capex:0..4 ..., repeatable",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_term},
    {.name = "event",
     .argument = "PERIOD[:SIZE]",
     .repeatable = true,
     .commands = FC_ON_REGRESS,
     .help = "a column that is SIZE (1) then, else 0",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_event},
    {.name = "log",
     .commands = FC_ON_REGRESS,
     .help = "logarithms of all positive series",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(logged)},
    {.name = "difference",
     .argument = "season|LAG",
     .commands = FC_ON_REGRESS,
     .help = "changes over a season, or LAG periods",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_difference},
    {.name = "no-const",
     .commands = FC_ON_REGRESS,
     .help = "leave out the constant",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(no_constant)},
    {.name = "from",
     .argument = "PERIOD",
     .commands = FC_ON_REGRESS,
     .help = "first period of the sample",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(from)},
    {.name = "to",
     .argument = "PERIOD",
     .commands = FC_ON_REGRESS,
     .help = "last period of the sample",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(to)},
    {.name = "weights",
     .argument = "SERIES",
     .commands = FC_ON_REGRESS,
     .help = "weights of the rows",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(weights)},
    {.name = "robust",
     .argument = "[KIND]",
     .optional = true,
     .commands = FC_ON_REGRESS,
     .help = "bisquare (default), huber, cauchy, fair, welsch",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_robust},
    {.name = "ridge",
     .argument = "[CHOICE]",
     .optional = true,
     .commands = FC_ON_REGRESS,
     .help = "gcv (default), lcurve or a penalty",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_ridge},
    {.name = "hc",
     .argument = "0..3",
     .commands = FC_ON_REGRESS,
     .help = "errors robust to unequal variances",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_hc},
    {.name = "hac",
     .argument = "[LAGS]",
     .optional = true,
     .commands = FC_ON_REGRESS,
     .help = "Newey-West errors (default: automatic lags)",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_hac},
    {.name = "lead",
     .argument = "SERIES",
     .commands = FC_ON_REGRESS,
     .help = "does SERIES lead --y? A report of its own",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_TEXT,
     .offset = FIELD(lead)},
    {.name = "lags",
     .argument = "N",
     .commands = FC_ON_REGRESS,
     .help = "of --lead: lags to look at (default: a season)",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(lags),
     .low = 1,
     .high = 60},
    {.name = "break",
     .argument = "PERIOD",
     .repeatable = true,
     .commands = FC_ON_REGRESS,
     .help = "of --lead: did it change then? Repeatable",
     .group = FC_OPTIONS_REGRESSION,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_break},

    {.name = "format",
     .argument = "NAME",
     .commands = REPORTERS,
     .common = true,
     .help = "print a table (default), csv or json",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = parse_format},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .repeatable = true,
     .commands = REPORTERS,
     .common = true,
     .help = "write this .csv or .json, repeatable; -: none",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = parse_output},
    {.name = "output",
     .letter = 'o',
     .argument = "FILE",
     .commands = FC_ON_BATCH,
     .help = "write this .csv or .csv.gz (default: stdout)",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_batch_output},
    {.name = "errors",
     .argument = "FILE",
     .commands = FC_ON_BATCH,
     .help = "write failed series: unique_id,reason",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_errors},
    {.name = "errors",
     .argument = "FILE",
     .commands = FC_ON_BENCH,
     .help = "write what failed: model, unique_id, reason",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_errors},
    {.name = "forecasts",
     .argument = "FILE",
     .commands = FC_ON_BENCH,
     .help = "write forecasts and actuals to this .csv",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = fc_option_parse_forecasts},
    {.name = "time",
     .commands = FC_ON_BENCH,
     .help = "show processor time a series, which varies",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(timed)},
    {.name = "paths",
     .argument = "FILE",
     .commands = FC_ON_FORECAST,
     .help = "write the sample paths: draw,period,value",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = parse_paths},
    {.name = "forecasts",
     .argument = "FILE",
     .commands = FC_ON_BACKTEST,
     .help = "write every forecast, a row each, as csv",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_PARSED,
     .parse = parse_forecasts},
    {.name = "digits",
     .argument = "N",
     .commands = REPORTERS | FC_ON_BATCH,
     .help = "significant digits in csv, json (default: 10)",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_COUNT,
     .offset = FIELD(digits),
     .low = 1,
     .high = 17},
    {.name = "no-color",
     .commands = REPORTERS,
     .help = "no colours (also: NO_COLOR, TERM=dumb)",
     .group = FC_OPTIONS_OUTPUT,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(no_color)},

    {.name = "nist",
     .commands = FC_ON_DOCTOR,
     .help = "digits of NIST's certified values",
     .group = FC_OPTIONS_OTHER,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(nist)},
    {.name = "force",
     .commands = FC_ON_INIT,
     .help = "overwrite an existing descriptor",
     .group = FC_OPTIONS_OTHER,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(force)},
    {.name = "quiet",
     .letter = 'q',
     .commands = ROW_PARSERS | REPORTERS,
     .help = "no notes and no progress on standard error",
     .group = FC_OPTIONS_OTHER,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(quiet)},
    {.name = "help",
     .letter = 'h',
     .commands = FC_ON_ALL,
     .help = "show help",
     .group = FC_OPTIONS_OTHER,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(help)},
    {.name = "version",
     .commands = FC_ON_ALL,
     .help = "show the version",
     .group = FC_OPTIONS_OTHER,
     .kind = FC_OPTION_FLAG,
     .offset = FIELD(version)},
};

size_t fc_option_count(void)
{
    return sizeof options / sizeof options[0];
}

const struct fc_option *fc_option_at(size_t index)
{
    return &options[index];
}
