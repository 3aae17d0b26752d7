/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sec_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/calendar.h"

/* Days of a span of so many quarters: quarters of 12 to 17 weeks (some
 * retailers divide 52 weeks into 12, 12, 12 and 16 or 16, 12, 12 and 12), so
 * half-years of 24 to 28, nine months of 36 to 41, years of 52 or 53. */
static const struct {
    int64_t least;
    int64_t most;
} lengths[] = {{0, 0}, {80, 120}, {165, 200}, {250, 290}, {350, 380}};

enum { YEAR = 4 };

/* A day further than this from the end of a quarter belongs to none: some years
 * of weeks end up to a week away, their quarters of 12 weeks up to four. */
enum { FARTHEST = 32 };

static bool is_level(const fc_sec_fact *fact)
{
    return fact->start.year == 0;
}

/* 1 to 4; 0 for any other length. */
static int quarters_of(const fc_sec_fact *fact)
{
    int64_t days = fc_day_number(fact->end) - fc_day_number(fact->start) + 1;

    for (int i = 1; i <= YEAR; i++) {
        if (days >= lengths[i].least && days <= lengths[i].most) {
            return i;
        }
    }
    return 0;
}

/* The quarter whose end is nearest to @p day. */
static bool find_slot(int64_t *out, int64_t day, fc_calendar calendar)
{
    fc_period period = fc_period_of_date(fc_day_date(day), FC_QUARTERLY,
                                         calendar);
    fc_period before = fc_period_add(period, -1);
    int64_t after = fc_day_number(fc_period_last_day(period, calendar)) - day;
    int64_t since = day - fc_day_number(fc_period_last_day(before, calendar));

    *out = after <= since ? period.index : before.index;
    return after <= FARTHEST || since <= FARTHEST;
}

static int64_t position_of(int64_t slot, fc_calendar calendar)
{
    return fc_period_fiscal_position(
        (fc_period){.frequency = FC_QUARTERLY, .index = slot}, calendar);
}

/* Does the fact have a place: a quarter, a year to date, or a level? */
static bool place(struct fc_sec_span *out, const fc_sec_fact *fact,
                  fc_series_kind kind, fc_calendar calendar)
{
    int64_t before = 0;

    *out = (struct fc_sec_span){.fact = fact};
    if (is_level(fact) != (kind == FC_STOCK)
        || !find_slot(&out->slot, fc_day_number(fact->end), calendar)) {
        return false;
    }
    if (is_level(fact)) {
        return true;
    }
    out->quarters = quarters_of(fact);
    return out->quarters > 0
           && find_slot(&before, fc_day_number(fact->start) - 1, calendar)
           && out->slot - before == out->quarters
           && (out->quarters == 1
               || position_of(out->slot, calendar) == out->quarters);
}

static bool is_known(const fc_sec_fact *fact, const char *as_of)
{
    return as_of == NULL || strcmp(fact->filed, as_of) <= 0;
}

static int compare_filing(const fc_sec_fact *a, const fc_sec_fact *b)
{
    int order = strcmp(a->filed, b->filed);

    return order != 0 ? order : strcmp(a->accession, b->accession);
}

/* For qsort. Of one filing the concept that stands first in the rule is last,
 * and so counts; equal input gives equal order. */
static int compare_spans(const void *a, const void *b)
{
    const struct fc_sec_span *one = a;
    const struct fc_sec_span *other = b;
    int order = 0;

    if (one->quarters != other->quarters) {
        return one->quarters < other->quarters ? -1 : 1;
    }
    if (one->slot != other->slot) {
        return one->slot < other->slot ? -1 : 1;
    }
    order = compare_filing(one->fact, other->fact);
    if (order == 0) {
        order = other->rank - one->rank;
    }
    if (order == 0) {
        order = (one->fact > other->fact) - (one->fact < other->fact);
    }
    return order;
}

static int compare_durations(const void *a, const void *b)
{
    const fc_sec_fact *one = *(const fc_sec_fact *const *)a;
    const fc_sec_fact *other = *(const fc_sec_fact *const *)b;
    int order = strcmp(one->accession, other->accession);

    if (order == 0) {
        order = fc_date_compare(one->start, other->start);
    }
    return order != 0 ? order : fc_date_compare(one->end, other->end);
}

/* The facts of @p concept by filing and duration; NULL when memory is out. */
static const fc_sec_fact **sort_facts(const struct fc_sec_concept *concept)
{
    const fc_sec_fact **sorted = fc_calloc(concept->count, sizeof *sorted);

    for (size_t i = 0; i < concept->count && sorted != NULL; i++) {
        sorted[i] = &concept->facts[i];
    }
    if (sorted != NULL && concept->count > 0) {
        qsort(sorted, concept->count, sizeof *sorted, compare_durations);
    }
    return sorted;
}

/* Do filings that give both concepts for one duration give different values?
 * Then they are two lines of the accounts and not one under two names. A
 * quarter of such cases is let pass: single filings have mistakes. */
static fc_status find_conflict(bool *out, const struct fc_sec_concept *a,
                               const struct fc_sec_concept *b, fc_error *err)
{
    const fc_sec_fact **sorted = sort_facts(a);
    size_t common = 0;
    size_t different = 0;

    *out = false;
    if (sorted == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for company facts");
    }
    for (size_t i = 0; i < b->count; i++) {
        const fc_sec_fact *fact = &b->facts[i];
        const fc_sec_fact **same = bsearch(&fact, sorted, a->count,
                                           sizeof *sorted, compare_durations);

        common += same != NULL ? 1 : 0;
        different += same != NULL && (*same)->value != fact->value ? 1 : 0;
    }
    free(sorted);
    *out = 4 * different > common;
    return FC_OK;
}

/* The concepts that make a line. */
struct concept_list {
    const struct fc_sec_concept *items[FC_SEC_CONCEPT_CAPACITY];
    size_t count;
    size_t facts; /* of all of them */
};

static fc_status consider(struct concept_list *list,
                          const struct fc_sec_concept *concept, fc_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        bool apart = false;
        fc_status status = find_conflict(&apart, list->items[i], concept, err);

        if (status != FC_OK || apart) {
            return status;
        }
    }
    list->items[list->count++] = concept;
    list->facts += concept->count;
    return FC_OK;
}

static bool is_taken(const char *name, const char *const *taken, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(taken[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void fill(struct fc_sec_line *line, const struct concept_list *list,
                 const struct fc_sec_frame *frame)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < list->items[i]->count; j++) {
            const fc_sec_fact *fact = &list->items[i]->facts[j];

            if (is_known(fact, frame->as_of)
                && place(&line->spans[line->count], fact, line->rule->kind,
                         frame->calendar)) {
                line->spans[line->count++].rank = (int)i;
            }
        }
    }
    if (line->count > 0) {
        qsort(line->spans, line->count, sizeof *line->spans, compare_spans);
    }
}

fc_status fc_sec_line_make(struct fc_sec_line *out,
                           const struct fc_sec_frame *frame,
                           const struct fc_sec_rule *rule, const char **taken,
                           size_t *taken_count, fc_error *err)
{
    struct concept_list list = {.count = 0};
    fc_status status = FC_OK;

    *out = (struct fc_sec_line){.rule = rule};
    for (const char *const *name = rule->concepts;
         *name != NULL && status == FC_OK; name++) {
        const struct fc_sec_concept *concept = fc_sec_facts_find(frame->facts,
                                                                 *name);

        if (concept != NULL && !is_taken(*name, taken, *taken_count)) {
            status = consider(&list, concept, err);
        }
    }
    if (status != FC_OK) {
        return status;
    }
    out->spans = fc_calloc(list.facts, sizeof *out->spans);
    if (out->spans == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for company facts");
    }
    fill(out, &list, frame);
    for (size_t i = 0; i < list.count; i++) {
        taken[(*taken_count)++] = list.items[i]->name;
    }
    return FC_OK;
}

void fc_sec_line_release(struct fc_sec_line *line)
{
    free(line->spans);
    *line = (struct fc_sec_line){0};
}

/* Index of the first span that is not before (quarters, slot). */
static size_t lower_bound(const struct fc_sec_line *line, int quarters,
                          int64_t slot)
{
    size_t low = 0;
    size_t high = line->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct fc_sec_span *span = &line->spans[middle];

        if (span->quarters < quarters
            || (span->quarters == quarters && span->slot < slot)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

struct fc_sec_span *fc_sec_line_cell(size_t *count,
                                     const struct fc_sec_line *line,
                                     int quarters, int64_t slot)
{
    size_t first = lower_bound(line, quarters, slot);

    *count = lower_bound(line, quarters, slot + 1) - first;
    return line->spans + first;
}

const struct fc_sec_span *fc_sec_line_at(const struct fc_sec_line *line,
                                         int quarters, int64_t slot,
                                         const char *filed)
{
    size_t count = 0;
    const struct fc_sec_span *spans = fc_sec_line_cell(&count, line, quarters,
                                                       slot);

    while (count > 0) {
        const struct fc_sec_span *span = &spans[--count];

        if (span->set_aside == NULL && is_known(span->fact, filed)) {
            return span;
        }
    }
    return NULL;
}

const struct fc_sec_span *fc_sec_line_first(const struct fc_sec_line *line,
                                            int quarters, int64_t slot)
{
    size_t count = 0;
    const struct fc_sec_span *spans = fc_sec_line_cell(&count, line, quarters,
                                                       slot);

    for (size_t i = 0; i < count; i++) {
        if (spans[i].set_aside == NULL) {
            return &spans[i];
        }
    }
    return NULL;
}

/* The month whose end is nearest: years of weeks end up to a week away. */
static int nearest_month(fc_date date)
{
    enum { MIDDLE = 15 };

    if (date.day >= MIDDLE) {
        return date.month;
    }
    return date.month == 1 ? 12 : date.month - 1;
}

static void count_years(size_t votes[13], const struct fc_sec_concept *concept,
                        const char *as_of)
{
    for (size_t i = 0; i < concept->count; i++) {
        const fc_sec_fact *fact = &concept->facts[i];

        if (!is_level(fact) && is_known(fact, as_of)
            && strncmp(fact->form, "10-K", 4) == 0
            && quarters_of(fact) == YEAR) {
            votes[nearest_month(fact->end)]++;
        }
    }
}

int fc_sec_fiscal_year_end(const fc_sec_facts *facts, const char *as_of)
{
    size_t votes[13] = {0};
    int most = 0;

    for (size_t i = 0; i < fc_sec_rule_count(); i++) {
        const char *const *names = fc_sec_rule_at(i)->concepts;

        for (; *names != NULL; names++) {
            const struct fc_sec_concept *concept = fc_sec_facts_find(facts,
                                                                     *names);

            if (concept != NULL) {
                count_years(votes, concept, as_of);
            }
        }
    }
    for (int month = 1; month <= 12; month++) {
        if (votes[month] > votes[most]) {
            most = month;
        }
    }
    return most;
}
