/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Allocation. Nothing aborts: every function returns NULL when memory is out,
 * and free() ends what they give.
 */
#ifndef FC_BASE_MEMORY_H
#define FC_BASE_MEMORY_H

#include <stdlib.h>

/**
 * Zeroed memory for @p count objects; at least one byte, so never NULL for 0.
 * Here in the header so that analyzers see that it is zeroed.
 */
static inline void *fc_calloc(size_t count, size_t size)
{
    if (count == 0 || size == 0) {
        return calloc(1, 1);
    }
    return calloc(count, size);
}

/** Resize to @p count objects of @p size; NULL on overflow. */
void *fc_reallocarray(void *memory, size_t count, size_t size);

/** A copy of @p text. */
char *fc_text_copy(const char *text);

/** A copy of the first @p length bytes of @p text, NUL-terminated. */
char *fc_text_copy_n(const char *text, size_t length);

#endif
