/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quickselect for several ranks at once (Hoare 1961; Chambers 1971): partition,
 * and go on only where ranks lie. A part that will not shrink is sorted.
 */
#include "data/order_statistics.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL = 16 };

/* The ranks that lie in a part of the values. */
struct ranks {
    const size_t *items;
    size_t count;
};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static void sort_small(double *values, size_t first, size_t last)
{
    for (size_t i = first + 1; i <= last; i++) {
        double value = values[i];
        size_t k = i;

        for (; k > first && values[k - 1] > value; k--) {
            values[k] = values[k - 1];
        }
        values[k] = value;
    }
}

static double median_of_three(double a, double b, double c)
{
    if (a > b) {
        double swap = a;

        a = b;
        b = swap;
    }
    if (c <= a) {
        return a;
    }
    return c < b ? c : b;
}

/* Returns p, first <= p < last: what is up to p is not above what is behind. */
static size_t partition(double *values, size_t first, size_t last)
{
    double pivot = median_of_three(
        values[first], values[first + (last - first) / 2], values[last]);
    size_t i = first;
    size_t k = last;

    for (;;) {
        double swap = 0.0;

        while (values[i] < pivot) {
            i++;
        }
        while (values[k] > pivot) {
            k--;
        }
        if (i >= k) {
            return k < last ? k : last - 1;
        }
        swap = values[i];
        values[i++] = values[k];
        values[k--] = swap;
    }
}

/* Values first to last, and the ranks that lie there. */
struct part {
    size_t first;
    size_t last;
    struct ranks ranks;
    int depth; /* partitions before the part is sorted instead */
};

/* Twice the binary logarithm of the largest size, and some. */
enum { DEPTH_SPARE = 4, MOST_PARTS = 2 * 64 + DEPTH_SPARE };

/* Cut the part in two: what is left of @p part is its lower half. */
static struct part split(double *values, struct part *part)
{
    struct part upper = *part;
    size_t end = partition(values, part->first, part->last);
    size_t lower = 0;

    while (lower < part->ranks.count && part->ranks.items[lower] <= end) {
        lower++;
    }
    upper.depth = --part->depth;
    upper.first = end + 1;
    upper.ranks.items += lower;
    upper.ranks.count -= lower;
    part->last = end;
    part->ranks.count = lower;
    return upper;
}

static void sort_part(double *values, const struct part *part)
{
    size_t count = part->last - part->first + 1;

    if (count <= SMALL) {
        sort_small(values, part->first, part->last);
    } else {
        qsort(values + part->first, count, sizeof *values, compare);
    }
}

void fc_order_statistics(double *values, size_t count, const size_t *ranks,
                         size_t rank_count)
{
    struct part parts[MOST_PARTS]; /* one is added at each depth */
    struct part part = {.last = count - 1,
                        .ranks = {.items = ranks, .count = rank_count},
                        .depth = DEPTH_SPARE};
    size_t waiting = 0;

    for (size_t n = count; n > 1; n /= 2) {
        part.depth += 2;
    }
    if (count > 0) {
        parts[waiting++] = part;
    }
    while (waiting > 0) {
        part = parts[--waiting];
        while (part.ranks.count > 0 && part.last - part.first >= SMALL
               && part.depth > 0) {
            parts[waiting++] = split(values, &part);
        }
        if (part.ranks.count > 0) {
            sort_part(values, &part);
        }
    }
}

double fc_sorted_quantile(const double *sorted, size_t count,
                          double probability)
{
    double position = probability * (double)(count - 1);
    size_t below = (size_t)floor(position);
    double share = position - (double)below;

    if (share <= 0.0 || below + 1 >= count) {
        return sorted[below];
    }
    return (1.0 - share) * sorted[below] + share * sorted[below + 1];
}
