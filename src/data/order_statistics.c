/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quickselect for several ranks at once (Hoare 1961; Chambers 1971): partition,
 * and go on only where ranks lie. A part that will not shrink is sorted.
 */
#include "data/order_statistics.h"

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

static void select_ranks(double *values, size_t first, size_t last,
                         struct ranks ranks, int depth)
{
    while (ranks.count > 0 && last - first >= SMALL) {
        struct ranks left = {.items = ranks.items};
        size_t end = 0;

        if (depth-- == 0) {
            qsort(values + first, last - first + 1, sizeof *values, compare);
            return;
        }
        end = partition(values, first, last);
        while (left.count < ranks.count && ranks.items[left.count] <= end) {
            left.count++;
        }
        select_ranks(values, first, end, left, depth);
        ranks.items += left.count;
        ranks.count -= left.count;
        first = end + 1;
    }
    if (ranks.count > 0 && last > first) {
        sort_small(values, first, last);
    }
}

void fc_order_statistics(double *values, size_t count, const size_t *ranks,
                         size_t rank_count)
{
    int depth = 4;

    for (size_t n = count; n > 1; n /= 2) {
        depth += 2;
    }
    if (count > 0) {
        select_ranks(values, 0, count - 1,
                     (struct ranks){.items = ranks, .count = rank_count},
                     depth);
    }
}
