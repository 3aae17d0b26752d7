/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/manual.h"

#include <ctype.h>
#include <string.h>

#include "cli/help.h"

static const char exit_status[] =
    ".SH EXIT STATUS\n"
    ".TP\n0\nDone; also when the reader of a pipe has left.\n"
    ".TP\n1\nInternal error.\n"
    ".TP\n2\nUsage: an option, a value, a series or a dataset is not clear.\n"
    ".TP\n3\nThe input is invalid, stale or unreadable.\n"
    ".TP\n4\nA model failed; the rest is written.\n"
    ".TP\n5\nA check failed.\n"
    ".TP\n6\nAnother run holds the lock.\n"
    ".TP\n7\nAn output cannot be written.\n"
    ".TP\n8\nA source cannot be reached.\n"
    ".TP\n130, 143\nInterrupted; the previous result is whole.\n";

static const char program_description[] =
    "fits regressions and classical time-series models to the history of a\n"
    "series, chooses among them by their errors at past origins, and projects\n"
    "the series with intervals that come with their record of coverage.\n"
    "Without a command it forecasts.\n"
    ".PP\n"
    "The CSV to read is that of\n"
    ".BR \\-\\-data ,\n"
    "else the one CSV file below\n"
    ".I ./datasets\n"
    "that has the series, else the installed one. Beside a CSV file may stand\n"
    "a descriptor of the same stem,\n"
    ".IR STEM.ini ,\n"
    "that says units, fiscal year, regressors, guidance and plans;\n"
    ".BR forecast\\-init (1)\n"
    "writes one with comments.\n";

static const char program_files[] =
    ".SH FILES\n"
    ".TP\n.I forecasts/SERIES.csv\n"
    "The forecast, unless\n.B \\-\\-output\nsays otherwise; beside it\n"
    ".IR SERIES.csv.json ,\n"
    "its provenance: version, seed, digest of the input, command.\n"
    ".TP\n.I datasets/\nThe data that are found without\n.BR \\-\\-data .\n";

/* Text as it stands: no hyphenation of options, no request at a line's start;
 * an empty line begins a paragraph. */
static void put(FILE *out, const char *text)
{
    bool begins = true;

    for (const char *c = text; *c != '\0'; c++) {
        if (begins && *c == '\n') {
            (void)fputs(".PP", out);
        } else if (begins && (*c == '.' || *c == '\'')) {
            (void)fputs("\\&", out);
        }
        if (*c == '\\') {
            (void)fputs("\\e", out);
        } else if (*c == '-') {
            (void)fputs("\\-", out);
        } else {
            (void)fputc(*c, out);
        }
        begins = *c == '\n';
    }
}

/* A help line as a sentence: a capital letter and a full stop. */
static void put_sentence(FILE *out, const char *text)
{
    const char first[] = {(char)toupper((unsigned char)text[0]), '\0'};
    bool stopped = text[strlen(text) - 1] == '.';

    put(out, first);
    put(out, text + 1);
    (void)fputs(stopped ? "\n" : ".\n", out);
}

static void put_title(FILE *out, const char *name)
{
    (void)fputs(".TH FORECAST", out);
    if (name != NULL) {
        (void)fputc('-', out);
        for (const char *c = name; *c != '\0'; c++) {
            (void)fputc(toupper((unsigned char)*c), out);
        }
    }
    (void)fprintf(out, " 1 \"\" \"forecast %s\" \"User Commands\"\n",
                  fc_version());
}

static void put_option(FILE *out, const struct fc_option *option)
{
    (void)fputs(".TP\n", out);
    if (option->letter != '\0') {
        (void)fprintf(out, ".BR \\-%c \", \" ", option->letter);
    } else {
        (void)fputs(".BR ", out);
    }
    (void)fputs("\\-\\-", out);
    put(out, option->name);
    if (option->argument != NULL) {
        (void)fputs(" \" ", out);
        put(out, option->argument);
        (void)fputc('"', out);
    }
    (void)fputc('\n', out);
    put_sentence(out, option->help);
}

static void put_group(FILE *out, const struct fc_command *command,
                      enum fc_option_group group)
{
    bool titled = false;

    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if (!fc_option_belongs(option, command, group)) {
            continue;
        }
        if (!titled) {
            (void)fprintf(out, ".SS %s\n", fc_option_group_title(group));
            titled = true;
        }
        put_option(out, option);
    }
}

static void put_example(FILE *out, const struct fc_command *command)
{
    if (command->example == NULL) {
        return;
    }
    (void)fputs(".SH EXAMPLE\n.nf\n.RS\nforecast ", out);
    put(out, command->name);
    (void)fputc(' ', out);
    put(out, command->example);
    (void)fputs("\n.RE\n.fi\n", out);
}

void fc_manual_command(FILE *out, const struct fc_command *command)
{
    put_title(out, command->name);
    (void)fprintf(out, ".SH NAME\nforecast\\-%s \\- ", command->name);
    put(out, command->summary);
    (void)fprintf(out, "\n.SH SYNOPSIS\n.B forecast %s\n", command->name);
    if (command->operand != NULL) {
        (void)fputs(".I ", out);
        put(out, command->operand);
        (void)fputc('\n', out);
    }
    (void)fputs(".RI [ OPTIONS ]\n.SH DESCRIPTION\n", out);
    put(out, command->about);
    (void)fputs("\n.SH OPTIONS\n", out);
    for (int group = 0; group < FC_OPTION_GROUP_COUNT; group++) {
        put_group(out, command, (enum fc_option_group)group);
    }
    (void)fputs(exit_status, out);
    put_example(out, command);
    (void)fputs(".SH SEE ALSO\n.BR forecast (1)\n", out);
}

static void put_commands(FILE *out)
{
    (void)fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        const struct fc_command *command = fc_command_at(i);

        (void)fprintf(out, ".TP\n.BR forecast\\-%s (1)\n", command->name);
        put_sentence(out, command->summary);
    }
}

void fc_manual_program(FILE *out)
{
    put_title(out, NULL);
    (void)fputs(".SH NAME\nforecast \\- forecasts of business time series, "
                "with their evidence\n"
                ".SH SYNOPSIS\n.B forecast\n.RI [ COMMAND ]\n.RI [ OPTIONS ]\n"
                ".SH DESCRIPTION\n.B forecast\n",
                out);
    (void)fputs(program_description, out);
    put_commands(out);
    (void)fputs(
        ".SH OPTIONS\nThose most used; the page of a command has all.\n", out);
    for (size_t i = 0; i < fc_option_count(); i++) {
        if (fc_option_at(i)->common) {
            put_option(out, fc_option_at(i));
        }
    }
    (void)fputs(program_files, out);
    (void)fputs(exit_status, out);
    put_example(out, fc_command_at(0));
    (void)fputs(".SH SEE ALSO\n", out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        (void)fprintf(out, ".BR forecast\\-%s (1)%s\n", fc_command_at(i)->name,
                      i + 1 < fc_command_count() ? "," : "");
    }
}
