/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a descriptor and what their values may be. */
#ifndef FC_DATA_DESCRIPTOR_KEYS_H
#define FC_DATA_DESCRIPTOR_KEYS_H

#include "data/descriptor.h"

/** Where a key stands. */
struct fc_key_place {
    struct fc_descriptor *descriptor;
    struct fc_series_section *section; /**< NULL: [dataset] */
    unsigned *seen;                    /**< keys of this section met so far */
    size_t line;
};

/**
 * Take one key.
 * @return FC_ERR_FORMAT with the line for an unknown or repeated key or a value
 *         that does not fit, FC_ERR_MEMORY
 */
fc_status fc_descriptor_set(const struct fc_key_place *place, const char *key,
                            const char *value, fc_error *err);

#endif
