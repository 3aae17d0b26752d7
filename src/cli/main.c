/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forecast: the program. argv and the settings become a request, the request is
 * run by its command, the status of that becomes the exit status.
 */
#include <stdlib.h>

#include "cli/config.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/terminal.h"

/* --help alone is the help of the program; behind a command, of the command. */
static fc_status show_help(const struct fc_request *request, fc_error *err)
{
    bool named = request->word_count > 1 && request->words[1][0] != '-';

    return named ? fc_help_command(request->command, err)
                 : fc_help_program(err);
}

static fc_status run(const struct fc_request *request, int *outcome,
                     fc_error *err)
{
    if (request->help) {
        return show_help(request, err);
    }
    if (request->version) {
        return fc_command_version(request, outcome, err);
    }
    return request->command->run(request, outcome, err);
}

/* What the command line, the environment and the configuration files say
 * together. @p argv is replaced by a longer one that *owned keeps. */
static fc_status parse(struct fc_request *request, struct fc_config *config,
                       struct fc_words *words, char ***owned, int argc,
                       char **argv, fc_error *err)
{
    int count = argc;
    fc_status status = fc_request_parse(request, argc, argv, err);

    if (status == FC_OK && !request->help && !request->version
        && fc_config_is_for(request->command)) {
        status = fc_config_open(config, request->unattended.config, err);
        if (status == FC_OK) {
            status = fc_config_words(words, config, request, err);
        }
        if (status == FC_OK && words->count > 0) {
            status = fc_config_argv(owned, &count, words, argc, argv, err);
        }
        if (status == FC_OK && words->count > 0) {
            argv = *owned;
            status = fc_request_parse(request, count, argv, err);
        }
        request->config = config;
    }
    request->word_count = count;
    request->words = argv;
    return status;
}

int main(int argc, char **argv)
{
    struct fc_request request = {0};
    struct fc_config config = {0};
    struct fc_words words = {0};
    char **owned = NULL;
    fc_error err = {.status = FC_OK};
    fc_status status = FC_OK;
    int outcome = 0;

    fc_terminal_prepare();
    fc_init();
    status = parse(&request, &config, &words, &owned, argc, argv, &err);
    if (status == FC_OK) {
        status = run(&request, &outcome, &err);
    }
    free(owned);
    fc_words_release(&words);
    fc_config_release(&config);
    if (status != FC_OK) {
        fc_message_error(status, &err);
        return fc_message_exit_code(status);
    }
    return outcome;
}
