/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Log lines, in text or JSON:
 *
 *   2025-02-07T06:00:00Z info job=sales exit=0 period=2025Q1 ... msg="done"
 *   {"time": "2025-02-07T06:00:00Z", "level": "info", "job": "sales", ...}
 *
 * A line goes out in one write to a file opened for appending, so that lines of
 * two processes do not mix. The file is opened once a run: one that was moved
 * away (rotated) in between is made anew.
 */
#ifndef FC_CLI_LOG_H
#define FC_CLI_LOG_H

#include "cli/request.h"

enum fc_log_level {
    FC_LOG_INFO,
    FC_LOG_WARNING,
    FC_LOG_ERROR,
};

enum { FC_LOG_FIELD_CAPACITY = 16, FC_LOG_VALUE_SIZE = 900 };

/** One line to be: keys and values, in order. Zeroed is empty. */
struct fc_log_line {
    enum fc_log_level level;
    size_t count;
    struct {
        const char *key;
        bool is_number; /**< JSON writes it without quotes */
        char value[FC_LOG_VALUE_SIZE];
    } fields[FC_LOG_FIELD_CAPACITY];
};

struct fc_log {
    int fd; /**< -1: none */
    bool json;
    bool all_to_stderr; /**< --log - */
    bool failed;        /**< a line could not be written */
};

/**
 * Open what --log names. Without it warnings and errors go to standard error.
 * @return FC_ERR_WRITE; the log can be used then, as if there were no --log.
 */
fc_status fc_log_open(struct fc_log *out, const struct fc_request *request,
                      fc_error *err);
void fc_log_close(struct fc_log *log);

/** Append a key and its value; what does not fit is cut. */
__attribute__((format(printf, 3, 4))) void fc_log_add(struct fc_log_line *line,
                                                      const char *key,
                                                      const char *format, ...);

/** As fc_log_add(), of a finite number, formatted by the caller as JSON has
 * it. */
__attribute__((format(printf, 3, 4))) void fc_log_add_number(
    struct fc_log_line *line, const char *key, const char *format, ...);

/** Write the line: to the log, and from warnings on to standard error. */
void fc_log_write(struct fc_log *log, const struct fc_log_line *line);

#endif
