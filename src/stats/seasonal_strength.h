/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_STATS_SEASONAL_STRENGTH_H
#define FC_STATS_SEASONAL_STRENGTH_H
#include <stddef.h>
#include "forecast/status.h"
fc_status fc_seasonal_strength(double *out, const double *y, size_t n, size_t season, fc_error *err);
#endif
