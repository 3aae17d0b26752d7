/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing with linear probing, at most three quarters full. */
#include "data/id_set.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"

enum { FIRST_ROOM = 1024 };

/* The slot that holds @p hash or is free for it. */
static size_t find(const uint64_t *slots, size_t room, uint64_t hash)
{
    size_t at = (size_t)hash & (room - 1);

    while (slots[at] != 0 && slots[at] != hash) {
        at = (at + 1) & (room - 1);
    }
    return at;
}

static fc_status grow(struct fc_id_set *set)
{
    size_t room = set->room > 0 ? 2 * set->room : FIRST_ROOM;
    uint64_t *slots = fc_calloc(room, sizeof *slots);

    if (slots == NULL) {
        return FC_ERR_MEMORY;
    }
    for (size_t i = 0; i < set->room; i++) {
        if (set->slots[i] != 0) {
            slots[find(slots, room, set->slots[i])] = set->slots[i];
        }
    }
    free(set->slots);
    set->slots = slots;
    set->room = room;
    return FC_OK;
}

fc_status fc_id_set_add(struct fc_id_set *set, const char *id, bool *seen)
{
    uint64_t hash = fc_hash_text(id);
    size_t at = 0;

    hash += hash == 0; /* 0 marks what is free */
    if (4 * (set->count + 1) > 3 * set->room && grow(set) != FC_OK) {
        return FC_ERR_MEMORY;
    }
    at = find(set->slots, set->room, hash);
    *seen = set->slots[at] == hash;
    if (!*seen) {
        set->slots[at] = hash;
        set->count++;
    }
    return FC_OK;
}

void fc_id_set_release(struct fc_id_set *set)
{
    free(set->slots);
    *set = (struct fc_id_set){0};
}
