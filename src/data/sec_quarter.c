/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In this order: the quarter as reported; a year to date less the one before
 * it; the year less three quarters; a first quarter as the half-year less the
 * second one, of one filing.
 *
 * A later filing may restate the year and leave its nine months as they were,
 * or the other way round. The difference would put the whole restatement into
 * one quarter. So of such a pair both are taken as they stood when the year was
 * first filed; only a pair of which both, or none, were restated is taken as
 * filed last.
 */
#include "data/sec_quarter.h"

#include <stdio.h>
#include <string.h>

enum { YEAR = 4 };

/* A sum of facts. */
struct sum {
    double value;
    size_t count; /* 0: it cannot be had */
    const fc_sec_fact *facts[FC_SEC_PART_CAPACITY - 1];
};

/* The @p quarters up to @p slot as known on day @p filed: the span as reported,
 * else quarter by quarter. */
static struct sum find_sum(const struct fc_sec_line *line, int quarters,
                           int64_t slot, const char *filed)
{
    const struct fc_sec_span *span = fc_sec_line_at(line, quarters, slot,
                                                    filed);
    struct sum sum = {.count = 0};

    if (span != NULL) {
        return (struct sum){span->fact->value, 1, {span->fact}};
    }
    for (int i = 0; i < quarters; i++) {
        span = fc_sec_line_at(line, 1, slot - i, filed);
        if (span == NULL) {
            return (struct sum){.count = 0};
        }
        sum.value += span->fact->value;
        sum.facts[sum.count++] = span->fact;
    }
    return sum;
}

static int position_of(int64_t slot, fc_calendar calendar)
{
    return (int)fc_period_fiscal_position(
        (fc_period){.frequency = FC_QUARTERLY, .index = slot}, calendar);
}

static fc_sec_derivation kind_of(int position, const struct sum *less)
{
    if (position < YEAR) {
        return FC_SEC_YEAR_TO_DATE;
    }
    return less->count == 1 ? FC_SEC_YEAR_LESS_NINE_MONTHS
                            : FC_SEC_YEAR_LESS_QUARTERS;
}

/* The year to date up to @p slot less the rest of it. */
static bool subtract(double *value, fc_sec_cell *cell,
                     const struct fc_sec_line *line, int64_t slot, int position)
{
    const struct fc_sec_span *first = fc_sec_line_first(line, position, slot);
    const struct fc_sec_span *whole = fc_sec_line_at(line, position, slot,
                                                     NULL);
    struct sum before;
    struct sum less;

    if (first == NULL || whole == NULL) {
        return false;
    }
    less = find_sum(line, position - 1, slot - 1, NULL);
    before = find_sum(line, position - 1, slot - 1, first->fact->filed);
    if (less.count == 0) {
        return false;
    }
    if (before.count > 0
        && (first->fact->value == whole->fact->value)
               != (before.value == less.value)) {
        cell->restated_in_part = true;
        whole = first;
        less = before;
    }
    *value = whole->fact->value - less.value;
    cell->derivation = kind_of(position, &less);
    cell->parts[cell->part_count++] = whole->fact;
    for (size_t i = 0; i < less.count; i++) {
        cell->parts[cell->part_count++] = less.facts[i];
    }
    return true;
}

/* The first quarter that ends with @p slot, from the filing of the second. */
static bool go_back(double *value, fc_sec_cell *cell,
                    const struct fc_sec_line *line, int64_t slot)
{
    size_t halves = 0;
    const struct fc_sec_span *half = fc_sec_line_cell(&halves, line, 2,
                                                      slot + 1);
    size_t seconds = 0;
    const struct fc_sec_span *second = fc_sec_line_cell(&seconds, line, 1,
                                                        slot + 1);

    for (size_t i = halves; i > 0; i--) {
        for (size_t j = seconds; j > 0; j--) {
            const struct fc_sec_span *whole = &half[i - 1];
            const struct fc_sec_span *less = &second[j - 1];

            if (whole->set_aside == NULL && less->set_aside == NULL
                && strcmp(whole->fact->accession, less->fact->accession) == 0) {
                *value = whole->fact->value - less->fact->value;
                cell->derivation = FC_SEC_HALF_YEAR;
                cell->parts[cell->part_count++] = whole->fact;
                cell->parts[cell->part_count++] = less->fact;
                return true;
            }
        }
    }
    return false;
}

bool fc_sec_quarter(double *value, fc_sec_cell *cell,
                    const struct fc_sec_line *line, int64_t slot,
                    fc_calendar calendar)
{
    int quarters = line->rule->kind == FC_STOCK ? 0 : 1;
    int position = position_of(slot, calendar);
    const struct fc_sec_span *span = fc_sec_line_at(line, quarters, slot, NULL);

    *cell = (fc_sec_cell){.derivation = FC_SEC_BLANK};
    if (span != NULL) {
        *value = span->fact->value;
        cell->derivation = FC_SEC_REPORTED;
        cell->parts[cell->part_count++] = span->fact;
        return true;
    }
    if (quarters == 0) {
        return false;
    }
    return position > 1 ? subtract(value, cell, line, slot, position)
                        : go_back(value, cell, line, slot);
}

void fc_sec_quarter_lack(char reason[FC_SEC_REASON_SIZE],
                         const struct fc_sec_line *line, int64_t slot,
                         fc_calendar calendar)
{
    int position = position_of(slot, calendar);

    if (line->rule->kind == FC_STOCK) {
        (void)snprintf(reason, FC_SEC_REASON_SIZE,
                       "no filing gives the level at its end");
    } else if (position == 1) {
        (void)snprintf(reason, FC_SEC_REASON_SIZE,
                       "no filing gives its three months, none the half-year "
                       "with its second quarter");
    } else {
        bool whole = fc_sec_line_at(line, position, slot, NULL) != NULL;

        (void)snprintf(reason, FC_SEC_REASON_SIZE,
                       "no filing gives its three months or the %d %s",
                       3 * (whole ? position - 1 : position),
                       whole ? "before it" : "that end with it");
    }
}
