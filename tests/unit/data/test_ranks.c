/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C library's sort, with places to part equal values, says what belongs
 * where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/ranks.h"

enum { MOST = 1000 };

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int compare(const void *a, const void *b)
{
    const struct fc_ranked *x = a;
    const struct fc_ranked *y = b;

    if (x->value != y->value) {
        return x->value > y->value ? 1 : -1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

static const struct {
    const char *name;
    uint64_t kinds; /* different values; 0: rising ones */
} cases[] = {
    {"distinct", 1U << 30}, {"many equal", 3}, {"all equal", 1}, {"rising", 0}};

static void check(size_t kind, size_t count, uint64_t *random)
{
    struct fc_ranked items[MOST] = {{0}};
    struct fc_ranked expected[MOST];
    struct fc_ranked room[MOST];

    for (size_t i = 0; i < count; i++) {
        items[i].value = cases[kind].kinds > 0
                             ? (double)(next(random) % cases[kind].kinds)
                             : (double)i;
        items[i].place = i;
    }
    memcpy(expected, items, sizeof items);
    qsort(expected, count, sizeof *expected, compare);
    fc_ranks_sort(items, room, count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].place != expected[i].place) {
            fail_msg("%s, %zu values: rank %zu", cases[kind].name, count, i);
        }
        assert_true(items[i].value == expected[i].value);
    }
}

static void test_items_come_in_order(void **state)
{
    static const size_t counts[] = {0, 1, 2, 7, 8, 9, 16, 17, 33, 100, MOST};
    uint64_t random = 20260101;

    (void)state;
    for (size_t kind = 0; kind < sizeof cases / sizeof *cases; kind++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            check(kind, counts[i], &random);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_come_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
