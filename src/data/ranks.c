/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merge sort from runs of a few values on (Knuth, The Art of Computer
 * Programming 3, 5.2.4). Which of two values is smaller is a coin toss where
 * draws are sorted, so the merge selects instead of branching. What it selects
 * tells where to look next; halves of one size are merged from both ends at a
 * time, so that two such chains run side by side.
 */
#include "data/ranks.h"

#include <string.h>

enum { RUN = 8 };

static void sort_run(struct fc_ranked *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct fc_ranked item = items[i];
        size_t k = i;

        for (; k > 0 && items[k - 1].value > item.value; k--) {
            items[k] = items[k - 1];
        }
        items[k] = item;
    }
}

/* The first @p half of the @p count items, and the rest. */
static void merge(struct fc_ranked *out, const struct fc_ranked *items,
                  size_t half, size_t count)
{
    size_t left = 0;
    size_t right = half;
    size_t at = 0;

    while (left < half && right < count) {
        size_t later = items[right].value < items[left].value;

        out[at++] = items[left + later * (right - left)];
        right += later;
        left += 1 - later;
    }
    memcpy(out + at, items + left, (half - left) * sizeof *items);
    at += half - left;
    memcpy(out + at, items + right, (count - right) * sizeof *items);
}

/* The lower half of what comes out from the front, the upper one from the
 * back: neither reaches beyond a half of what goes in. */
static void merge_halves(struct fc_ranked *out, const struct fc_ranked *items,
                         size_t half)
{
    size_t left = 0;
    size_t right = half;
    size_t left_end = half - 1;
    size_t right_end = 2 * half - 1;

    for (size_t at = 0; at < half; at++) {
        size_t later = items[right].value < items[left].value;
        size_t first = items[right_end].value < items[left_end].value;

        out[at] = items[left + later * (right - left)];
        right += later;
        left += 1 - later;
        out[2 * half - 1 - at] =
            items[right_end - first * (right_end - left_end)];
        left_end -= first;
        right_end -= 1 - first;
    }
}

void fc_ranks_sort(struct fc_ranked *items, struct fc_ranked *room,
                   size_t count)
{
    struct fc_ranked *from = items;
    struct fc_ranked *to = room;

    for (size_t i = 0; i < count; i += RUN) {
        sort_run(items + i, count - i < RUN ? count - i : RUN);
    }
    for (size_t width = RUN; width < count; width *= 2) {
        struct fc_ranked *sorted = to;

        for (size_t i = 0; i < count; i += 2 * width) {
            size_t size = count - i < 2 * width ? count - i : 2 * width;

            if (size == 2 * width) {
                merge_halves(to + i, from + i, width);
            } else {
                merge(to + i, from + i, width < size ? width : size, size);
            }
        }
        to = from;
        from = sorted;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}
