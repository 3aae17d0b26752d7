/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_CLI_COMMAND_LINE_H
#define FC_CLI_COMMAND_LINE_H

#include "forecast/status.h"

/**
 * The command that reproduces the run, to be pasted into a shell: "forecast"
 * and the words behind argv[0], quoted where a shell would read more into them.
 * The caller frees *out with free().
 */
fc_status fc_command_line(char **out, char *const *words, int count,
                          fc_error *err);

#endif
