/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/terminal.h"

static const char program_head[] =
    "forecast - forecasts of business time series, with their evidence\n"
    "\n"
    "  forecast --series net_sales --horizon 4     the shipped Amazon figures\n"
    "  forecast --data sales.csv --output -        a CSV of yours, to stdout\n"
    "  forecast check --data sales.csv             is the data sound?\n"
    "\n"
    "Usage: forecast [COMMAND] [OPTIONS]\n"
    "\n"
    "Commands\n";

static const char program_foot[] =
    "\n"
    "forecast help COMMAND (forecast help forecast) shows all options. Without\n"
    "--data the one CSV in ./datasets that has the series is read, else the\n"
    "installed one. The forecast is also written to forecasts/SERIES.csv.\n"
    "Exit status: 0 ok, 2 usage, 3 bad input, 4 a model failed, 5 a check\n"
    "failed, 6 locked, 7 output not writable, 8 source unreachable.\n";

static const char *const group_titles[FC_OPTION_GROUP_COUNT] = {
    [FC_OPTIONS_DATA] = "Data",
    [FC_OPTIONS_FORECAST] = "Forecast",
    [FC_OPTIONS_REGRESSION] = "Regression",
    [FC_OPTIONS_OUTPUT] = "Output",
    [FC_OPTIONS_JOBS] = "Unattended",
    [FC_OPTIONS_UPDATE] = "Update",
    [FC_OPTIONS_OTHER] = "Other",
};

/* Help is built in memory and written once, so that a full disk is noticed in
 * one place. */
static void print_option(FILE *out, const struct fc_option *option)
{
    char left[48];
    char letter[] = {option->letter, '\0'};

    (void)snprintf(left, sizeof left, "%s%s%s--%s%s%s",
                   option->letter != '\0' ? "-" : "", letter,
                   option->letter != '\0' ? ", " : "    ", option->name,
                   option->argument != NULL ? " " : "",
                   option->argument != NULL ? option->argument : "");
    (void)fprintf(out, "  %-28s %s\n", left, option->help);
}

/* The commands that are not described, by their names. */
static void print_other_commands(FILE *out)
{
    enum { margin = 8, widest = 76 };
    size_t width = 0;

    for (size_t i = 0; i < fc_command_count(); i++) {
        const struct fc_command *command = fc_command_at(i);
        size_t length = strlen(command->name) + 1;

        if (command->common) {
            continue;
        }
        if (width == 0 || width + length > widest) {
            (void)fputs(width == 0 ? "  also:" : "\n       ", out);
            width = margin;
        }
        (void)fprintf(out, " %s", command->name);
        width += length;
    }
    (void)fputc('\n', out);
}

static void print_program(FILE *out)
{
    (void)fputs(program_head, out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        const struct fc_command *command = fc_command_at(i);

        if (command->common) {
            (void)fprintf(out, "  %-10s %s\n", command->name, command->summary);
        }
    }
    print_other_commands(out);
    (void)fputs("\nOptions most used\n", out);
    for (size_t i = 0; i < fc_option_count(); i++) {
        if (fc_option_at(i)->common) {
            print_option(out, fc_option_at(i));
        }
    }
    (void)fputs(program_foot, out);
}

const char *fc_option_group_title(enum fc_option_group group)
{
    return group_titles[group];
}

static void print_group(FILE *out, const struct fc_command *command,
                        enum fc_option_group group)
{
    bool titled = false;

    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if (!fc_option_belongs(option, command, group)) {
            continue;
        }
        if (!titled) {
            (void)fprintf(out, "\n%s\n", group_titles[group]);
            titled = true;
        }
        print_option(out, option);
    }
}

static void print_command(FILE *out, const struct fc_command *command)
{
    bool is_default = command == fc_command_at(0);

    (void)fprintf(out, "forecast %s - %s\n\nUsage: forecast %s%s%s [OPTIONS]\n",
                  command->name, command->summary,
                  is_default ? "[forecast]" : command->name,
                  command->operand != NULL ? " " : "",
                  command->operand != NULL ? command->operand : "");
    if (command->example != NULL) {
        (void)fprintf(out, "Example: forecast %s%s%s\n",
                      is_default ? "" : command->name, is_default ? "" : " ",
                      command->example);
    }
    for (int group = 0; group < FC_OPTION_GROUP_COUNT; group++) {
        print_group(out, command, (enum fc_option_group)group);
    }
}

/* Print the help of @p command, or of the program for NULL. */
static fc_status print(const struct fc_command *command, fc_error *err)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fc_status status = FC_OK;

    if (out == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the help");
    }
    if (command != NULL) {
        print_command(out, command);
    } else {
        print_program(out);
    }
    if (fclose(out) != 0) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the help");
    } else {
        status = fc_terminal_write(text, size, err);
    }
    free(text);
    return status;
}

fc_status fc_help_program(fc_error *err)
{
    return print(NULL, err);
}

fc_status fc_help_command(const struct fc_command *command, fc_error *err)
{
    return print(command, err);
}

fc_status fc_command_help(const struct fc_request *request, int *outcome,
                          fc_error *err)
{
    const struct fc_command *command = NULL;

    (void)outcome; /* help checks nothing */
    if (request->operand == NULL) {
        return fc_help_program(err);
    }
    command = fc_command_find(request->operand);
    if (command == NULL) {
        return fc_command_unknown(request->operand, err);
    }
    return fc_help_command(command, err);
}

fc_status fc_command_version(const struct fc_request *request, int *outcome,
                             fc_error *err)
{
    char text[64];
    int length = snprintf(text, sizeof text, "forecast %s\n", fc_version());

    (void)request;
    (void)outcome;
    return fc_terminal_write(text, (size_t)length, err);
}
