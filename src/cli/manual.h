/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Manual pages, from the same tables as the help: forecast(1) and one page for
 * each command, in the man macros that groff and mandoc both read.
 */
#ifndef FC_CLI_MANUAL_H
#define FC_CLI_MANUAL_H

#include <stdio.h>

#include "cli/option.h"

/** The page of the program: forecast(1). */
void fc_manual_program(FILE *out);

/** The page of a command: forecast-NAME(1). */
void fc_manual_command(FILE *out, const struct fc_command *command);

#endif
