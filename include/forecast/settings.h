/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A configuration file: sections of keys and values, as written. What a key may
 * be and what its value means is not known here; lines are kept for the
 * messages of those who know.
 *
 *   [defaults]
 *   horizon = 4
 *   [job.sales]
 *   series = net_sales
 *   model = theta
 *   model = snaive
 *
 * A key may come again; a section may not. Lines of more than 196 bytes, names
 * of sections of more than 49, and indented lines are refused.
 */
#ifndef FORECAST_SETTINGS_H
#define FORECAST_SETTINGS_H

#include <stddef.h>

#include "forecast/status.h"

FC_BEGIN_DECLS

/** One key. Owned by the settings. */
typedef struct fc_setting {
    size_t section; /**< index of its section */
    char *key;      /**< its name */
    char *value;    /**< "" if nothing stands behind the equals sign */
    size_t line;    /**< from 1 */
} fc_setting;

/** A section of settings. */
typedef struct fc_settings_section {
    char *name;  /**< its name */
    size_t line; /**< in the file */
} fc_settings_section;

/** Owns everything in it. Sections and keys stand in the order of the file. */
typedef struct fc_settings {
    char *source;                  /**< where it stands */
    size_t section_count;          /**< number of sections */
    fc_settings_section *sections; /**< in the order of the file */
    size_t count;                  /**< how many */
    fc_setting *items;             /**< in the order of the file */
} fc_settings;

/**
 * Read a configuration file.
 * @return FC_ERR_READ; FC_ERR_FORMAT with the line; FC_ERR_MEMORY. The caller
 *         frees *out with fc_settings_free().
 */
FC_API fc_status fc_settings_read(fc_settings **out, const char *path,
                                  fc_error *err);
/** As fc_settings_read(), from @p size bytes; @p source names them. */
FC_API fc_status fc_settings_parse(fc_settings **out, const char *text,
                                   size_t size, const char *source,
                                   fc_error *err);
/** NULL is fine. */
FC_API void fc_settings_free(fc_settings *settings);

FC_END_DECLS

#endif
