/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forecast: the program. argv becomes a request, the request is run by its
 * command, the status of that becomes the exit status.
 */
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

int main(int argc, char **argv)
{
    struct fc_request request = {0};
    fc_error err = {.status = FC_OK};
    fc_status status = FC_OK;
    int outcome = 0;

    fc_terminal_prepare();
    fc_init();
    status = fc_request_parse(&request, argc, argv, &err);
    request.word_count = argc;
    request.words = argv;
    if (status == FC_OK) {
        status = run(&request, &outcome, &err);
    }
    if (status != FC_OK) {
        fc_message_error(status, &err);
        return fc_message_exit_code(status);
    }
    return outcome;
}
