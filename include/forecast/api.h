/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * What the shared library exports.
 */
#ifndef FORECAST_API_H
#define FORECAST_API_H

/** Marks what the shared library exports; everything else stays hidden. */
#define FC_API __attribute__((visibility("default")))

#ifndef __cplusplus
/** Stands before the declarations of each header. */
#define FC_BEGIN_DECLS
/** Stands behind the declarations of each header. */
#define FC_END_DECLS
#else
#define FC_BEGIN_DECLS extern "C" {
#define FC_END_DECLS   }
#endif

#endif
