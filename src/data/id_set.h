/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ids that have been met, as 64-bit hashes. Zeroed is empty. */
#ifndef FC_DATA_ID_SET_H
#define FC_DATA_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

struct fc_id_set {
    uint64_t *slots; /* 0: free */
    size_t room;     /* a power of two */
    size_t count;
};

/** Add @p id; *seen says whether it was there. FC_ERR_MEMORY without message.
 */
fc_status fc_id_set_add(struct fc_id_set *set, const char *id, bool *seen);
/** Free the content. */
void fc_id_set_release(struct fc_id_set *set);

#endif
