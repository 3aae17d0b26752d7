/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include <assert.h>
#include <getopt.h>
#include <stdint.h>
#include <string.h>

enum { TABLE_CAPACITY = FC_OPTION_CAPACITY };

/* getopt's value of option i, out of the way of characters. */
enum { FIRST_VALUE = 256 };

/* getopt_long() wants its own table: made from ours, for one command or, with
 * all bits, for all. */
static void make_getopt_table(struct option table[TABLE_CAPACITY],
                              char letters[2 * TABLE_CAPACITY + 2],
                              unsigned commands)
{
    size_t count = 0;

    assert(fc_option_count() < TABLE_CAPACITY);
    *letters++ = ':'; /* tell a missing argument from an unknown option */
    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if ((option->commands & commands) == 0) {
            continue;
        }
        table[count++] = (struct option){
            .name = option->name,
            .has_arg = option->argument == NULL ? no_argument
                       : option->optional       ? optional_argument
                                                : required_argument,
            .val = FIRST_VALUE + (int)i,
        };
        if (option->letter != '\0') {
            *letters++ = option->letter;
            if (option->argument != NULL) {
                *letters++ = ':';
            }
        }
    }
    table[count] = (struct option){0};
    *letters = '\0';
}

/* The option of @p command with that letter, else that of another. */
static const struct fc_option *find_by_letter(const struct fc_command *command,
                                              int letter)
{
    const struct fc_option *found = NULL;

    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if (letter != 0 && option->letter == letter
            && (found == NULL || (option->commands & command->bit) != 0)) {
            found = option;
        }
    }
    return found;
}

static const struct fc_option *find_by_value(const struct fc_command *command,
                                             int value)
{
    return value >= FIRST_VALUE ? fc_option_at((size_t)(value - FIRST_VALUE))
                                : find_by_letter(command, value);
}

/* "--name" out of "--name=value". */
static size_t name_length(const char *word)
{
    return strcspn(word, "=");
}

/* The option that @p typed begins, else the nearest; NULL if none is near. */
static const char *suggest(const struct fc_command *command, const char *typed)
{
    const char *names[TABLE_CAPACITY];
    size_t length = strlen(typed);
    size_t count = 0;

    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if ((option->commands & command->bit) == 0) {
            continue;
        }
        if (length > 1 && strncmp(option->name, typed, length) == 0) {
            return option->name;
        }
        names[count++] = option->name;
    }
    return fc_name_nearest(typed, names, count);
}

const struct fc_option *fc_option_find(const char *name, unsigned commands)
{
    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);

        if ((option->commands & commands) != 0
            && strcmp(option->name, name) == 0) {
            return option;
        }
    }
    return NULL;
}

/* An unknown option: of another command, misspelt, or neither. */
static fc_status unknown_option(const struct fc_command *command,
                                const char *word, fc_error *err)
{
    char typed[64] = "";
    const char *nearest = NULL;
    size_t length = name_length(word);

    if (length > 2 && length - 2 < sizeof typed) {
        memcpy(typed, word + 2, length - 2);
    }
    if (fc_option_find(typed, FC_ON_ALL) != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%s' has no option --%s; see forecast help %s",
                       command->name, typed, command->name);
    }
    nearest = suggest(command, typed);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "unknown option '%.60s'; did you mean '--%s'?", word,
                       nearest);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "unknown option '%.60s'; see forecast help %s", word,
                   command->name);
}

/* What getopt refused: an unknown letter, an unknown long option, or an
 * argument where none belongs (optopt tells). */
static fc_status refused(const struct fc_command *command, char **argv,
                         fc_error *err)
{
    const struct fc_option *option = find_by_value(command, optopt);

    if (optopt >= FIRST_VALUE) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s takes no value",
                       option->name);
    }
    if (option != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%s' has no option -%c; see forecast help %s",
                       command->name, optopt, command->name);
    }
    if (optopt != 0) {
        char word[] = {'-', (char)optopt, '\0'};

        return unknown_option(command, word, err);
    }
    return unknown_option(command, argv[optind - 1], err);
}

/* getopt_long() takes any unique beginning of a name. We do not: a script that
 * relies on one would break when an option is added. */
static bool is_abbreviated(const struct fc_option *option, char **argv)
{
    bool apart = optarg != NULL && optarg == argv[optind - 1];
    const char *word = argv[optind - (apart ? 2 : 1)];

    return strncmp(word, "--", 2) == 0
           && name_length(word) != strlen(option->name) + 2;
}

/* Put the option and its text in front of what a parser says. */
static fc_status bad_value(const struct fc_option *option, const char *text,
                           const fc_error *why, fc_error *err)
{
    if (text == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s: %.320s", option->name,
                       why->message);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s '%.60s': %.320s", option->name,
                   text, why->message);
}

static fc_status store(struct fc_request *request,
                       const struct fc_option *option, const char *text,
                       fc_error *err)
{
    char *field = (char *)request + option->offset;
    fc_error why = {.status = FC_OK};
    fc_status status = FC_OK;
    uint64_t count = 0;
    bool set = true;

    switch (option->kind) {
    case FC_OPTION_FLAG:
        memcpy(field, &set, sizeof set);
        break;
    case FC_OPTION_TEXT:
        memcpy(field, &text, sizeof text);
        break;
    case FC_OPTION_COUNT:
        status = fc_argument_count(&count, text, option->low, option->high,
                                   &why);
        memcpy(field, &count, sizeof count);
        break;
    case FC_OPTION_PARSED:
        status = option->parse(request, text, &why);
        break;
    }
    return status != FC_OK ? bad_value(option, text, &why, err) : FC_OK;
}

/* The option that was given for the same field as @p option, or NULL. */
static const struct fc_option *given_before(
    const char *const given[TABLE_CAPACITY], const struct fc_option *option)
{
    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *other = fc_option_at(i);

        if (given[i] != NULL
            && (other == option
                || (other->kind == FC_OPTION_TEXT
                    && option->kind == FC_OPTION_TEXT
                    && other->offset == option->offset))) {
            return other;
        }
    }
    return NULL;
}

bool fc_option_is_given(const struct fc_request *request,
                        const struct fc_option *option)
{
    return given_before(request->given, option) != NULL;
}

/* Of two values one would be lost without a word. */
static fc_status note_given(struct fc_request *request,
                            const struct fc_option *option, fc_error *err)
{
    const struct fc_option *before = given_before(request->given, option);

    request->given[option - fc_option_at(0)] = optarg != NULL ? optarg : "";
    if (before == NULL || option->repeatable) {
        return FC_OK;
    }
    if (before != option) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--%s and --%s mean the same; give one", before->name,
                       option->name);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s is given twice; give it once",
                   option->name);
}

/* getopt_long() takes the value of an option that may go without one only
 * behind '='. We take the next word, too, unless it is an option; no command
 * that has such options takes words. */
static const char *optional_word(const struct fc_option *option, char **argv)
{
    if (!option->optional || argv[optind] == NULL || argv[optind][0] == '-') {
        return NULL;
    }
    return argv[optind++];
}

static fc_status take_option(struct fc_request *request, int value, char **argv,
                             fc_error *err)
{
    const struct fc_option *option = find_by_value(
        request->command, value == ':' ? optopt : value);

    if (option == NULL) { /* getopt gave '?' */
        return refused(request->command, argv, err);
    }
    if (value == ':') {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s needs a value: %s, %s",
                       option->name, option->argument, option->help);
    }
    if (value >= FIRST_VALUE && is_abbreviated(option, argv)) {
        return unknown_option(
            request->command,
            argv[optind - (optarg == argv[optind - 1] ? 2 : 1)], err);
    }
    if (note_given(request, option, err) != FC_OK) {
        return FC_ERR_ARGUMENT;
    }
    if (option->argument == NULL || (option->optional && optarg == NULL)) {
        return store(request, option, optional_word(option, argv), err);
    }
    if (optarg[0] == '\0') {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--%s is empty; give %s",
                       option->name, option->argument);
    }
    return store(request, option, optarg, err);
}

static bool takes_data(const struct fc_command *command)
{
    return fc_option_find("data", command->bit) != NULL;
}

/* Words that are no options. */
static fc_status take_operands(struct fc_request *request, int count,
                               char **words, fc_error *err)
{
    int taken = 0;

    if (count > 0 && request->command->operand != NULL) {
        request->operand = words[taken++];
    }
    for (size_t i = 0; taken < count && i < request->command->further; i++) {
        request->further[i] = words[taken++];
    }
    if (taken == count) {
        return FC_OK;
    }
    if (fc_command_find(words[taken]) != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the command comes first; write forecast %s ...",
                       words[taken]);
    }
    if (fc_command_word_is_file(words[taken]) && request->data == NULL
        && takes_data(request->command)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "unexpected word '%.60s'; to read a file: --data %.60s",
                       words[taken], words[taken]);
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "unexpected word '%.60s'; see forecast help %s",
                   words[taken], request->command->name);
}

fc_status fc_request_parse(struct fc_request *out, int argc, char **argv,
                           fc_error *err)
{
    struct fc_request request = {.command = fc_command_at(0),
                                 .intervals = FC_INTERVALS_AUTO};
    struct option table[TABLE_CAPACITY];
    char letters[2 * TABLE_CAPACITY + 2];
    fc_status status = FC_OK;
    int value = 0;

    optind = 1;
    opterr = 0;
    if (argc > 1 && argv[1][0] != '-') {
        request.command = fc_command_find(argv[1]);
        if (request.command == NULL) {
            return fc_command_unknown(argv[1], err);
        }
        optind = 2;
    }
    make_getopt_table(table, letters, request.command->bit);
    while (status == FC_OK) {
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread, once */
        value = getopt_long(argc, argv, letters, table, NULL);
        if (value == -1) {
            break;
        }
        status = take_option(&request, value, argv, err);
    }
    if (status == FC_OK) {
        status = take_operands(&request, argc - optind, argv + optind, err);
    }
    if (status == FC_OK) {
        *out = request;
    }
    return status;
}
