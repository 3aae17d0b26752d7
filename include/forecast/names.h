/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Names that are nearly right.
 */
#ifndef FORECAST_NAMES_H
#define FORECAST_NAMES_H

#include <stddef.h>

#include "forecast/api.h"

FC_BEGIN_DECLS

/**
 * The candidate nearest to a misspelt @p name, for "did you mean": fewest
 * insertions, deletions, substitutions and swaps of neighbours (Damerau 1964,
 * restricted), at most a third of the longer name's length (one edit in short
 * names), the first of equals; upper and lower case count as equal. Names with
 * nothing in common are never near.
 * @return one of @p candidates, or NULL if none is near.
 */
FC_API const char *fc_name_nearest(const char *name,
                                   const char *const *candidates, size_t count);

FC_END_DECLS

#endif
