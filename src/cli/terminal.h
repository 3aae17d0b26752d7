/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The streams of the process: standard output, the terminal behind it, the
 * progress line, signals.
 */
#ifndef FC_CLI_TERMINAL_H
#define FC_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "forecast/status.h"
#include "forecast/writer.h"

/**
 * Once, first thing: keep files from landing on a closed standard stream, take
 * a closed pipe and a limit on file sizes as errors instead of signals, end
 * with 130 or 143 when interrupted. Files are replaced in one step, so that
 * nothing is half written.
 */
void fc_terminal_prepare(void);

/** Let SIGINT and SIGTERM wait in this thread, or let them through again. */
void fc_terminal_hold_signals(bool hold);

/** How tables are to look on standard output. */
fc_writer_options fc_terminal_style(bool no_color);

/**
 * Write to standard output.
 * @return FC_OK also if nobody reads it any more (head has seen enough);
 *         FC_ERR_WRITE with the reason otherwise.
 */
fc_status fc_terminal_write(const char *data, size_t size, fc_error *err);

/**
 * As fc_terminal_write(); *closed is set if nobody reads any more.
 */
fc_status fc_terminal_put(const char *data, size_t size, bool *closed,
                          fc_error *err);

/** Files that an interrupted run removes. */
enum { FC_LEFTOVER_CAPACITY = 2 };

/**
 * Remove @p path if a signal ends the program; it must stay in place until this
 * is taken back with NULL. @p slot is from 0 to FC_LEFTOVER_CAPACITY - 1.
 */
void fc_terminal_remove_on_end(size_t slot, const char *path);

/** A line that shows how far a long job is; only on a terminal. */
struct fc_progress_line {
    struct timespec started;
    bool enabled;
    int shown; /**< percent on the screen; -1: nothing */
};

void fc_progress_line_start(struct fc_progress_line *line, bool quiet);
/** An fc_progress; @p context is the line. */
void fc_progress_line_update(void *context, double share);
void fc_progress_line_end(struct fc_progress_line *line);

#endif
