/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_OUTPUT_PROVENANCE_H
#define FC_OUTPUT_PROVENANCE_H

#include "forecast/provenance.h"

/** What a sidecar says of the data. */
struct fc_sidecar {
    char *input;     /**< file, relative to the folder of the sidecar */
    char sha256[65]; /**< of its bytes */
};

/**
 * Read the JSON of a sidecar; @p source names it in messages. The caller ends
 * *out with fc_sidecar_release().
 * @return FC_ERR_FORMAT, FC_ERR_MEMORY; *out is then empty.
 */
fc_status fc_sidecar_parse(struct fc_sidecar *out, const char *text,
                           size_t size, const char *source, fc_error *err);
void fc_sidecar_release(struct fc_sidecar *sidecar);

#endif
