/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the program says on standard error, and the exit status it ends with.
 */
#ifndef FC_CLI_MESSAGE_H
#define FC_CLI_MESSAGE_H

#include "forecast/report.h"
#include "forecast/status.h"

enum {
    FC_EXIT_INTERNAL = 1,
    FC_EXIT_INPUT = 3,
    FC_EXIT_MODEL_FAILED = 4,
    FC_EXIT_CHECK_FAILED = 5,
    FC_EXIT_LOCKED = 6,
    FC_EXIT_OUTPUT = 7,
};

/** Room for any message with its place. */
enum { FC_MESSAGE_SIZE = 900 };

/** The exit status of the contract for @p status. */
int fc_message_exit_code(fc_status status);

/**
 * Put '?' for control characters. File and series names come from outside: what
 * is in them must not reach the terminal raw.
 */
void fc_message_filter(char *line);

/** "FILE:LINE:COLUMN: what; hint", for a log; not filtered. */
void fc_message_format(char text[FC_MESSAGE_SIZE], fc_status status,
                       const fc_error *err);

/** forecast: FILE:LINE:COLUMN: what; hint. Says what @p status means if @p err
 * holds no message. */
void fc_message_error(fc_status status, const fc_error *err);

/** "forecast: " and one line. */
__attribute__((format(printf, 1, 2))) void fc_message_print(const char *format,
                                                            ...);

/** The warnings of a report, for those who do not see its notes on stdout. */
void fc_message_warnings(const fc_report *report);

#endif
