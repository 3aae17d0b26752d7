/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_PLANNING_JSON_PLACE_H
#define FC_PLANNING_JSON_PLACE_H

#include <stddef.h>

/** Line and byte in it, from 1; 0 if unknown. */
struct fc_json_place {
    size_t line;
    size_t column;
};

/**
 * Where the value of @p key stands in @p size bytes of JSON, which must be well
 * formed with an object outermost: that object's own keys are looked at.
 * (jansson tells the place of what it cannot read, not of what it could.)
 * @return zeroed if there is no such key, or it is written with escapes
 */
struct fc_json_place fc_json_place_of(const char *text, size_t size,
                                      const char *key);

#endif
