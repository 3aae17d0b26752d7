/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * INI text, read by inih. inih splits the lines; it gets them one by one, so
 * that the line of each key is known and what it would cut is refused before:
 * lines over 200 bytes and names over 49 (its INI_MAX_LINE and MAX_NAME as
 * Debian builds it). Indented lines continue a value for inih and are refused,
 * too.
 */
#ifndef FC_DATA_INI_H
#define FC_DATA_INI_H

#include <stddef.h>

#include "forecast/status.h"

/** Longest name of a section. */
enum { FC_INI_NAME_LIMIT = 49 };

/** Who takes what is read; each returns FC_OK to go on. */
struct fc_ini_handler {
    /** A section begins; also an empty one. */
    fc_status (*begin)(void *context, const char *section, size_t line,
                       fc_error *err);
    /** A key of the section begun last. */
    fc_status (*take)(void *context, const char *key, const char *value,
                      size_t line, fc_error *err);
    void *context;
    const char *home; /**< section for the message about a key before any */
};

/**
 * Read @p size bytes; @p source names them in messages.
 * @return FC_ERR_FORMAT with the line, or what the handler returned
 */
fc_status fc_ini_parse(const char *text, size_t size, const char *source,
                       const struct fc_ini_handler *handler, fc_error *err);

#endif
