/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a shell can offer for the value of an option, or behind a command. */
#ifndef FC_CLI_COMPLETION_H
#define FC_CLI_COMPLETION_H

#include "cli/option.h"

/** Room for all words that are offered at one place. */
enum { FC_COMPLETION_SIZE = 1024 };

struct fc_completion {
    bool files;
    bool folders;
    bool series;                    /**< of the data named on the line */
    char words[FC_COMPLETION_SIZE]; /**< apart by blanks */
};

/** For the value of @p option. */
void fc_completion_of_option(struct fc_completion *out,
                             const struct fc_option *option);

/** For the word behind @p command, if it takes one. */
void fc_completion_of_operand(struct fc_completion *out,
                              const struct fc_command *command);

/** The names of all commands, apart by blanks. */
void fc_completion_commands(char words[FC_COMPLETION_SIZE]);

#endif
