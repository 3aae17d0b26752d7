/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FORECAST_API_H
#define FORECAST_API_H

/** Marks what the shared library exports; everything else stays hidden. */
#define FC_API __attribute__((visibility("default")))

#endif
