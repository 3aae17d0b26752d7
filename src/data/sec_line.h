/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the accounts: the facts of the concepts that make a series, put
 * into spans of the fiscal calendar.
 */
#ifndef FC_DATA_SEC_LINE_H
#define FC_DATA_SEC_LINE_H

#include "data/sec_facts.h"
#include "data/sec_rules.h"

/** A fact in its place: so many quarters up to a quarter. */
struct fc_sec_span {
    const fc_sec_fact *fact;
    int quarters;          /**< 1 to 4; 0: a level at the end of the quarter */
    int64_t slot;          /**< index of its last quarter */
    int rank;              /**< of its concept in the rule */
    const char *set_aside; /**< why it is not used; NULL: it is */
};

/** Sorted by quarters, slot, day of filing, accession, rank from the last. */
struct fc_sec_line {
    const struct fc_sec_rule *rule;
    size_t count;
    struct fc_sec_span *spans;
};

/** What a line is made from. */
struct fc_sec_frame {
    const fc_sec_facts *facts;
    fc_calendar calendar;
    const char *as_of; /**< last day of filing; NULL: none */
};

/**
 * Put together the line of @p rule. A concept of @p taken serves another line
 * already; one that filings give beside another with a different value is
 * another line. What is used is added to @p taken.
 * @return FC_ERR_MEMORY. The caller ends it with fc_sec_line_release().
 */
fc_status fc_sec_line_make(struct fc_sec_line *out,
                           const struct fc_sec_frame *frame,
                           const struct fc_sec_rule *rule, const char **taken,
                           size_t *taken_count, fc_error *err);
void fc_sec_line_release(struct fc_sec_line *line);

/**
 * The span of @p quarters up to @p slot that was filed last, up to day @p filed
 * (NULL: ever), of those not set aside; NULL if there is none.
 */
const struct fc_sec_span *fc_sec_line_at(const struct fc_sec_line *line,
                                         int quarters, int64_t slot,
                                         const char *filed);
/** The one that was filed first. */
const struct fc_sec_span *fc_sec_line_first(const struct fc_sec_line *line,
                                            int quarters, int64_t slot);
/** All of them, set aside or not: from the one returned on, @p count. */
struct fc_sec_span *fc_sec_line_cell(size_t *count,
                                     const struct fc_sec_line *line,
                                     int quarters, int64_t slot);

/**
 * The month in which fiscal years end: that of most years in annual reports.
 * @return 0 if there is none
 */
int fc_sec_fiscal_year_end(const fc_sec_facts *facts, const char *as_of);

#endif
