/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sec_guard.h"

#include <math.h>
#include <string.h>

#include "data/order_statistics.h"

enum { YEAR = 4 };

static bool is_same_filing(const struct fc_sec_span *a,
                           const struct fc_sec_span *b)
{
    return strcmp(a->fact->accession, b->fact->accession) == 0;
}

/* What other filings than that of @p span give for a cell. */
struct others {
    bool any;
    bool as_span; /* one of them gives the value of the span */
    bool as_pair; /* one of them gives the value of the other period */
};

static struct others look_at_others(const struct fc_sec_span *cell,
                                    size_t count,
                                    const struct fc_sec_span *span, double pair)
{
    struct others others = {.any = false};

    for (size_t i = 0; i < count; i++) {
        if (!is_same_filing(&cell[i], span)) {
            others.any = true;
            others.as_span = others.as_span
                             || cell[i].fact->value == span->fact->value;
            others.as_pair = others.as_pair || cell[i].fact->value == pair;
        }
    }
    return others;
}

/* Two values of one filing, for one period and for the same a year later. */
struct pair {
    struct fc_sec_span *early;
    struct fc_sec_span *late; /* NULL: the filing gives none */
};

static struct pair find_pair(const struct fc_sec_line *line, size_t index)
{
    struct pair pair = {.early = &line->spans[index]};
    size_t count = 0;
    struct fc_sec_span *cell = fc_sec_line_cell(
        &count, line, pair.early->quarters, pair.early->slot + YEAR);

    for (size_t i = 0; i < count && pair.late == NULL; i++) {
        if (is_same_filing(pair.early, &cell[i]) && pair.early->quarters > 0
            && pair.early->fact->value != cell[i].fact->value) {
            pair.late = &cell[i];
        }
    }
    return pair;
}

/* Do other filings say the opposite? With @p suspect it is enough that none of
 * them bears it out. */
static bool is_exchanged(const struct fc_sec_line *line, struct pair pair,
                         bool suspect)
{
    size_t early_count = 0;
    size_t late_count = 0;
    const struct fc_sec_span *early_cell = fc_sec_line_cell(
        &early_count, line, pair.early->quarters, pair.early->slot);
    const struct fc_sec_span *late_cell = fc_sec_line_cell(
        &late_count, line, pair.late->quarters, pair.late->slot);
    struct others then = look_at_others(early_cell, early_count, pair.early,
                                        pair.late->fact->value);
    struct others now = look_at_others(late_cell, late_count, pair.late,
                                       pair.early->fact->value);

    if (then.as_span || now.as_span) {
        return false;
    }
    return suspect || (then.as_pair && (!now.any || now.as_pair));
}

/* Has its filing exchanged any other period of that length? */
static bool is_of_exchanger(const struct fc_sec_line *line,
                            const struct fc_sec_span *span)
{
    for (size_t i = 0; i < line->count; i++) {
        const struct fc_sec_span *other = &line->spans[i];

        if (other->set_aside != NULL && other->quarters == span->quarters
            && is_same_filing(other, span)) {
            return true;
        }
    }
    return false;
}

void fc_sec_guard_exchanged(struct fc_sec_line *line)
{
    static const char reason[] = "its filing has exchanged it with the same "
                                 "period of another year";
    bool any = false;

    for (size_t i = 0; i < line->count; i++) {
        struct pair pair = find_pair(line, i);

        if (pair.late != NULL && is_exchanged(line, pair, false)) {
            pair.early->set_aside = reason;
            pair.late->set_aside = reason;
            any = true;
        }
    }
    /* What no other filing gives, a fourth quarter say, is exchanged, too. */
    for (size_t i = 0; i < line->count && any; i++) {
        struct pair pair = find_pair(line, i);

        if (pair.late != NULL && pair.early->set_aside == NULL
            && is_exchanged(line, pair, true)
            && is_of_exchanger(line, pair.early)) {
            pair.early->set_aside = reason;
            pair.late->set_aside = reason;
        }
    }
}

/* Neighbours are looked for up to three years away; fewer than so many tell
 * nothing. Lines that can come near zero, such as income, are small now and
 * then: so it is the quartile on the side of the value that counts. */
enum { REACH = 12, FEWEST = 4, FACTOR = 300 };

static size_t collect_neighbours(double *out, const struct fc_sec_line *line,
                                 const struct fc_sec_span *span)
{
    size_t count = 0;

    for (int64_t slot = span->slot - REACH; slot <= span->slot + REACH;
         slot++) {
        const struct fc_sec_span *near = NULL;

        if (slot != span->slot) {
            near = fc_sec_line_at(line, span->quarters, slot, NULL);
        }
        if (near != NULL && near->fact->value != 0) {
            out[count++] = fabs(near->fact->value);
        }
    }
    return count;
}

/* Does another filing give the same at quite another scale, and one that is
 * nearer to what is usual? */
static bool is_contradicted(const struct fc_sec_line *line,
                            const struct fc_sec_span *span, double usual)
{
    double value = fabs(span->fact->value);
    size_t count = 0;
    const struct fc_sec_span *cell = fc_sec_line_cell(
        &count, line, span->quarters, span->slot);

    for (size_t i = 0; i < count; i++) {
        double other = fabs(cell[i].fact->value);

        if (other > 0 && fabs(log(other / value)) > log(FACTOR)
            && fabs(log(other / usual)) < fabs(log(value / usual))) {
            return true;
        }
    }
    return false;
}

static const char *judge_scale(const struct fc_sec_line *line,
                               const struct fc_sec_span *span)
{
    double near[2 * REACH];
    size_t ranks[2 * REACH];
    size_t count = collect_neighbours(near, line, span);
    double value = fabs(span->fact->value);

    if (count < FEWEST || value == 0) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        ranks[i] = i;
    }
    fc_order_statistics(near, count, ranks, count);
    if (is_contradicted(line, span, fc_sorted_quantile(near, count, 0.5))) {
        return "another filing gives it at the scale of its neighbours";
    }
    if (value / FACTOR >= fc_sorted_quantile(near, count, 0.75)) {
        return "it is hundreds of times its neighbours: wrong scale";
    }
    if (value * FACTOR <= fc_sorted_quantile(near, count, 0.25)) {
        return "it is a few thousandths of its neighbours: wrong scale";
    }
    return NULL;
}

void fc_sec_guard_scale(struct fc_sec_line *line)
{
    /* Backwards: the last filed of a period is judged, and judges, first. */
    for (size_t i = line->count; i > 0; i--) {
        struct fc_sec_span *span = &line->spans[i - 1];

        if (span->set_aside == NULL) {
            span->set_aside = judge_scale(line, span);
        }
    }
}
