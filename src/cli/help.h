/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_HELP_H
#define FC_CLI_HELP_H

#include "cli/option.h"

/** The short help of the program, under a screen. */
fc_status fc_help_program(fc_error *err);

/** Everything about one command. */
fc_status fc_help_command(const struct fc_command *command, fc_error *err);

/** The heading of a section of options. */
const char *fc_option_group_title(enum fc_option_group group);

#endif
