/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_DATA_TEXT_CHECK_H
#define FC_DATA_TEXT_CHECK_H

#include <stddef.h>

#include "forecast/status.h"

/** Bytes of a UTF-8 byte-order mark at the start of the text: 0 or 3. */
size_t fc_text_mark(const char *text, size_t size);

/**
 * Refuse what is not plain UTF-8 text (NUL bytes, broken sequences), naming
 * the line.
 * @return FC_ERR_FORMAT
 */
fc_status fc_text_check(const char *text, size_t size, const char *source,
                        fc_error *err);

/** As fc_text_check(), of the text of line @p line. */
fc_status fc_text_check_line(const char *text, size_t size, const char *source,
                             size_t line, fc_error *err);

/**
 * Length of the line at @p text with its end: LF, CRLF or a lone CR, as editors
 * count lines; the rest of the text if no line end follows.
 */
size_t fc_text_line(const char *text, size_t size);

#endif
