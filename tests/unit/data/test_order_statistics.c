/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/order_statistics.h"

enum { MOST = 3000 };

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Value @p i of @p count, of one of several kinds. */
static double make(int kind, size_t i, size_t count, uint64_t *random)
{
    switch (kind) {
    case 0:
        return (double)(next(random) % 1000000);
    case 1:
        return (double)(next(random) % 3);
    case 2:
        return (double)i;
    case 3:
        return -(double)i;
    case 4: /* up and down again */
        return (double)(i < count / 2 ? i : count - i);
    default:
        return 1.0;
    }
}

/* The library's sort says what belongs at each rank. */
static void check(const double *values, size_t count, const size_t *ranks,
                  size_t rank_count)
{
    double placed[MOST];
    double sorted[MOST];

    memcpy(placed, values, count * sizeof *values);
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, compare);
    fc_order_statistics(placed, count, ranks, rank_count);
    for (size_t i = 0; i < rank_count; i++) {
        assert_true(placed[ranks[i]] == sorted[ranks[i]]);
    }
    qsort(placed, count, sizeof *placed, compare);
    assert_memory_equal(placed, sorted, count * sizeof *placed);
}

static void test_ranks_hold_what_a_sort_puts_there(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 16, 17, 18, 100, 1000, MOST};
    uint64_t random = 88172645463325252u;
    double values[MOST];

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (int kind = 0; kind < 6; kind++) {
            size_t count = sizes[s];
            const size_t ranks[] = {0,         count / 40,     count / 10,
                                    count / 2, count * 9 / 10, count - 1,
                                    count - 1};
            size_t one = next(&random) % count;

            for (size_t i = 0; i < count; i++) {
                values[i] = make(kind, i, count, &random);
            }
            check(values, count, ranks, sizeof ranks / sizeof ranks[0]);
            check(values, count, &one, 1);
            check(values, count, ranks, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranks_hold_what_a_sort_puts_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
