/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/names.h"

#include <ctype.h>
#include <string.h>

/* Names of series, options and commands are short; longer ones are no typos. */
enum { longest = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment distance; three rows of the table suffice. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][longest + 1] = {{0}};

    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *two_above = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(least(above[j], now[j - 1]) + 1,
                           above[j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2])
                && same(a[i - 2], b[j - 1])) {
                now[j] = least(now[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[n % 3][m];
}

const char *fc_name_nearest(const char *name, const char *const *candidates,
                            size_t count)
{
    const char *nearest = NULL;
    size_t fewest = longest;
    size_t n = strlen(name);

    if (n == 0 || n > longest) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        size_t m = strlen(candidates[i]);
        size_t longer = n > m ? n : m;
        size_t limit = longer > 3 ? longer / 3 : 1;
        size_t edits = m <= longest ? distance(name, n, candidates[i], m)
                                    : longest;

        if (edits <= limit && edits < longer && edits < fewest) {
            fewest = edits;
            nearest = candidates[i];
        }
    }
    return nearest;
}
