/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *fc_status_text(fc_status status)
{
    switch (status) {
#define XX(name, value, text) \
    case FC_##name:           \
        return text;
        FC_STATUS_MAP(XX)
#undef XX
    }
    return "unknown status";
}

static void set_message(fc_error *err, const char *format, va_list arguments)
{
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
}

void fc_error_set(fc_error *err, fc_status status, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return;
    }
    *err = (fc_error){.status = status};
    va_start(arguments, format);
    set_message(err, format, arguments);
    va_end(arguments);
}

void fc_error_set_at(fc_error *err, fc_status status, const char *source,
                     size_t line, size_t column, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return;
    }
    *err = (fc_error){.status = status, .line = line, .column = column};
    if (source != NULL) {
        (void)snprintf(err->source, sizeof err->source, "%s", source);
    }
    va_start(arguments, format);
    set_message(err, format, arguments);
    va_end(arguments);
}
