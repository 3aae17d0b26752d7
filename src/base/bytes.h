/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building bytes. All appenders return FC_OK or FC_ERR_MEMORY; the bytes stay
 * valid and NUL-terminated after a failure.
 */
#ifndef FC_BASE_BYTES_H
#define FC_BASE_BYTES_H

#include <stdarg.h>

#include "forecast/file.h"

fc_status fc_bytes_append(fc_bytes *bytes, const void *data, size_t size);
fc_status fc_bytes_append_text(fc_bytes *bytes, const char *text);
fc_status fc_bytes_append_repeat(fc_bytes *bytes, char character, size_t count);
__attribute__((format(printf, 2, 3))) fc_status fc_bytes_printf(
    fc_bytes *bytes, const char *format, ...);
__attribute__((format(printf, 2, 0))) fc_status fc_bytes_vprintf(
    fc_bytes *bytes, const char *format, va_list arguments);

#endif
