/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file_error.h"

#include "base/reason.h"

fc_status fc_file_read_error(fc_error *err, const char *path, int number)
{
    char text[FC_REASON_SIZE];

    return FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0, "cannot be read: %s",
                      fc_reason(number, text));
}

fc_status fc_file_write_error(fc_error *err, const char *path, const char *what,
                              int number)
{
    char text[FC_REASON_SIZE];

    return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0, "%s: %s", what,
                      fc_reason(number, text));
}
