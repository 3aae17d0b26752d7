/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file_error.h"

#include <stdio.h>
#include <string.h>

enum { REASON_SIZE = 128 };

/* Thread-safe strerror(); the XSI form, as C17 with POSIX gives it. */
static const char *reason(int number, char text[REASON_SIZE])
{
    if (strerror_r(number, text, REASON_SIZE) != 0) {
        (void)snprintf(text, REASON_SIZE, "error %d", number);
    }
    return text;
}

fc_status fc_file_read_error(fc_error *err, const char *path, int number)
{
    char text[REASON_SIZE];

    return FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0, "cannot be read: %s",
                      reason(number, text));
}

fc_status fc_file_write_error(fc_error *err, const char *path, const char *what,
                              int number)
{
    char text[REASON_SIZE];

    return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0, "%s: %s", what,
                      reason(number, text));
}
