/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>

/* Every status, so that the compiler or a reader sees a missing one as 0, which
 * is never the exit status of a failure. */
static const int exit_codes[] = {
    [FC_OK] = 0,
    [FC_ERR_INTERNAL] = FC_EXIT_INTERNAL,
    [FC_ERR_ARGUMENT] = 2,
    [FC_ERR_MEMORY] = FC_EXIT_INTERNAL,
    [FC_ERR_READ] = 3,
    [FC_ERR_WRITE] = 7,
    [FC_ERR_FORMAT] = 3,
    [FC_ERR_DATA] = 3,
    [FC_ERR_NOT_FOUND] = 2,
    [FC_ERR_AMBIGUOUS] = 2,
    [FC_ERR_TOO_SHORT] = 3,
    [FC_ERR_SINGULAR] = FC_EXIT_MODEL_FAILED,
    [FC_ERR_CONVERGENCE] = FC_EXIT_MODEL_FAILED,
    [FC_ERR_NONFINITE] = FC_EXIT_MODEL_FAILED,
    [FC_ERR_OCCUPIED] = 7,
    [FC_ERR_LOCKED] = 6,
    [FC_ERR_UNREACHABLE] = 8,
};

int fc_message_exit_code(fc_status status)
{
    size_t index = (size_t)status;

    if (status == FC_OK) {
        return 0;
    }
    if (index >= sizeof exit_codes / sizeof exit_codes[0]
        || exit_codes[index] == 0) {
        return FC_EXIT_INTERNAL;
    }
    return exit_codes[index];
}

/* Also the control characters above ASCII, which UTF-8 writes in two bytes. */
void fc_message_filter(char *line)
{
    for (unsigned char *c = (unsigned char *)line; *c != '\0'; c++) {
        if (*c < 0x20 || *c == 0x7f) {
            *c = '?';
        } else if (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0) {
            *c++ = '?';
            *c = '?';
        }
    }
}

/* One line on standard error. */
static void print_line(char *line)
{
    fc_message_filter(line);
    /* If standard error cannot be written there is nobody to tell. */
    (void)fprintf(stderr, "forecast: %s\n", line);
}

void fc_message_format(char text[FC_MESSAGE_SIZE], fc_status status,
                       const fc_error *err)
{
    char place[64] = "";

    if (err->line > 0 && err->column > 0) {
        (void)snprintf(place, sizeof place, "%zu:%zu:", err->line, err->column);
    } else if (err->line > 0) {
        (void)snprintf(place, sizeof place, "%zu:", err->line);
    }
    (void)snprintf(text, FC_MESSAGE_SIZE, "%s%s%s%s%s", err->source,
                   err->source[0] != '\0' ? ":" : "", place,
                   err->source[0] != '\0' || place[0] != '\0' ? " " : "",
                   err->message[0] != '\0' ? err->message
                                           : fc_status_text(status));
}

void fc_message_error(fc_status status, const fc_error *err)
{
    char line[FC_MESSAGE_SIZE];

    fc_message_format(line, status, err);
    print_line(line);
}

void fc_message_print(const char *format, ...)
{
    char line[1024];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    print_line(line);
}

void fc_message_warnings(const fc_report *report)
{
    for (size_t i = 0; i < fc_report_note_count(report); i++) {
        fc_note note = fc_report_note_at(report, i);

        if (note.kind == FC_NOTE_WARNING) {
            fc_message_print("note: %s", note.text);
        }
    }
}
