/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * The libraries that results depend on, as found when the program runs.
 */
#ifndef FORECAST_LIBRARIES_H
#define FORECAST_LIBRARIES_H

#include <stddef.h>

#include "forecast/api.h"

FC_BEGIN_DECLS

/** A library in use and its version. */
typedef struct fc_library {
    const char *name;    /**< static */
    const char *version; /**< static */
} fc_library;

/** How many libraries stand behind this one. */
FC_API size_t fc_library_count(void);
/** @p index below the count. */
FC_API fc_library fc_library_at(size_t index);

FC_END_DECLS

#endif
