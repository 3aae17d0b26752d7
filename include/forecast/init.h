/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Preparing the process for the library.
 */
#ifndef FORECAST_INIT_H
#define FORECAST_INIT_H

#include "forecast/api.h"

FC_BEGIN_DECLS

/**
 * Prepare the process for the library: turns off GSL's error handler, which
 * aborts by default. This is process-wide: a host that installs its own GSL
 * handler must do so after this call. Idempotent; call it once before anything
 * else, before threads are started.
 *
 * Numbers are read and written with the C library. The library never calls
 * setlocale(); a host that does must leave LC_NUMERIC at "C".
 */
FC_API void fc_init(void);

/** Version of the library, "MAJOR.MINOR.PATCH". */
FC_API const char *fc_version(void);

FC_END_DECLS

#endif
