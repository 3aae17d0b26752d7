/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/reason.h"

#include <stdio.h>
#include <string.h>

/* strerror_r() in the XSI form, as C17 with POSIX gives it. */
const char *fc_reason(int number, char text[FC_REASON_SIZE])
{
    if (strerror_r(number, text, FC_REASON_SIZE) != 0) {
        (void)snprintf(text, FC_REASON_SIZE, "error %d", number);
    }
    return text;
}
