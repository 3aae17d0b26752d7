/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FORECAST_API_H
#define FORECAST_API_H

/** Marks what the shared library exports; everything else stays hidden. */
#define FC_API __attribute__((visibility("default")))

/* Around the declarations of each header, for C++. */
#ifdef __cplusplus
#define FC_BEGIN_DECLS extern "C" {
#define FC_END_DECLS   }
#else
#define FC_BEGIN_DECLS
#define FC_END_DECLS
#endif

#endif
