/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/completion.h"

#include <string.h>

static void add(char words[FC_COMPLETION_SIZE], const char *word, size_t length)
{
    size_t used = strlen(words);

    if (used + length + 2 > FC_COMPLETION_SIZE) {
        return;
    }
    if (used > 0) {
        words[used++] = ' ';
    }
    memcpy(words + used, word, length);
    words[used + length] = '\0';
}

static void add_word(char words[FC_COMPLETION_SIZE], const char *word)
{
    add(words, word, strlen(word));
}

static void add_models(char words[FC_COMPLETION_SIZE])
{
    for (size_t i = 0; i < fc_model_type_count(); i++) {
        add_word(words, fc_model_type_name(fc_model_type_at(i)));
    }
}

static void add_candidates(char words[FC_COMPLETION_SIZE])
{
    add_word(words, "auto");
    add_models(words);
}

static void add_formats(char words[FC_COMPLETION_SIZE])
{
    for (size_t i = 0; i < fc_writer_count(); i++) {
        if (!fc_writer_at(i)->binary) {
            add_word(words, fc_writer_at(i)->name);
        }
    }
}

static void add_dialects(char words[FC_COMPLETION_SIZE])
{
    for (int i = 0; i < FC_CSV_DIALECT_COUNT; i++) {
        add_word(words, fc_csv_dialect_name((fc_csv_dialect)i));
    }
}

static void add_intervals(char words[FC_COMPLETION_SIZE])
{
    static const fc_intervals all[] = {
        FC_INTERVALS_AUTO, FC_INTERVALS_CONFORMAL, FC_INTERVALS_SIMULATE,
        FC_INTERVALS_ANALYTIC, FC_INTERVALS_BOOTSTRAP};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        add_word(words, fc_intervals_name(all[i]));
    }
}

static void add_frequencies(char words[FC_COMPLETION_SIZE])
{
    for (int i = FC_YEARLY; i <= FC_HOURLY; i++) {
        add_word(words, fc_frequency_name((fc_frequency)i));
    }
}

static void add_shells(char words[FC_COMPLETION_SIZE])
{
    add_word(words, "bash");
    add_word(words, "zsh");
}

void fc_completion_commands(char words[FC_COMPLETION_SIZE])
{
    words[0] = '\0';
    for (size_t i = 0; i < fc_command_count(); i++) {
        add_word(words, fc_command_at(i)->name);
    }
}

typedef void add_values(char words[FC_COMPLETION_SIZE]);

/* Options whose values have names. */
static const struct {
    const char *option;
    add_values *add;
} named[] = {
    {"model", add_candidates},      {"format", add_formats},
    {"dialect", add_dialects},      {"intervals", add_intervals},
    {"frequency", add_frequencies},
};

static bool is_value(const char *word, size_t length)
{
    return length > 0
           && strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-") >= length
           && strcspn(word, "abcdefghijklmnopqrstuvwxyz") < length;
}

/* The argument as help shows it: "wide|long", "FILE|last", "DIR". */
static void read_argument(struct fc_completion *out, const char *argument)
{
    while (*argument != '\0') {
        size_t length = strcspn(argument, "|");

        if (length >= 4 && strncmp(argument, "FILE", 4) == 0) {
            out->files = true;
        } else if (length == 3 && strncmp(argument, "DIR", 3) == 0) {
            out->folders = true;
        } else if (is_value(argument, length)) {
            add(out->words, argument, length);
        }
        argument += length + (argument[length] == '|');
    }
}

static bool names_series(const struct fc_option *option)
{
    return strcmp(option->argument, "SERIES") == 0
           || strcmp(option->name, "series") == 0
           || strcmp(option->name, "y") == 0;
}

void fc_completion_of_option(struct fc_completion *out,
                             const struct fc_option *option)
{
    *out = (struct fc_completion){.files = false};
    if (option->argument == NULL) {
        return;
    }
    out->series = names_series(option);
    read_argument(out, option->argument);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (strcmp(named[i].option, option->name) == 0) {
            named[i].add(out->words);
        }
    }
}

void fc_completion_of_operand(struct fc_completion *out,
                              const struct fc_command *command)
{
    *out = (struct fc_completion){.files = false};
    if (command->operand == NULL) {
        return;
    }
    read_argument(out, command->operand);
    switch (command->bit) {
    case FC_ON_HELP:
        fc_completion_commands(out->words);
        break;
    case FC_ON_MODELS:
        add_models(out->words);
        break;
    case FC_ON_COMPLETIONS:
        out->words[0] = '\0';
        add_shells(out->words);
        break;
    default:
        break;
    }
}
