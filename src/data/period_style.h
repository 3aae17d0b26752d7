/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The style in which a file writes its periods, so that later ones can be
 * written alike: 2025-03-31 and 2025-03-01, 2025Q1 and 2025-Q1, 2025-03 and
 * 2025M3, 2025-03-31 00:00:00, plain whole numbers.
 *
 * Dates keep their place in the period: the last day of its last month, day 1
 * of its first, Fridays. Where they keep none (years of 52 and 53 weeks), the
 * last day of the month is written.
 */
#ifndef FC_DATA_PERIOD_STYLE_H
#define FC_DATA_PERIOD_STYLE_H

#include "forecast/period.h"

enum fc_period_style_kind {
    FC_DS_NUMBER, /**< 1, 2, 3: the index itself */
    FC_DS_DATE,   /**< 2025-03-31, with or without a time */
    FC_DS_MONTH,  /**< 2025-03 */
    FC_DS_PART,   /**< 2025, 2025Q1, FY2025H1, 2025M03, 2025-W05 */
};

struct fc_period_style {
    enum fc_period_style_kind kind;
    fc_calendar calendar;
    int months_back; /**< months from the date to the end of the period */
    int day;         /**< of the month; 0: the last one */
    int days_back;   /**< weeks: days from the date to the end of the week */
    char prefix[3];  /**< "FY", as it was written; "" if the year has none */
    char between[3]; /**< "Q", "-Q", " Q" */
    int width;       /**< of the number of the part, at least */
    char separator;  /**< hours: between date and hour */
    char tail[12];   /**< behind all that: " 00:00:00", ":00" */
};

/** One example: a text and the period that it was found to name. */
struct fc_period_example {
    const char *text;
    fc_period period;
};

/** Learn from examples, at least one, all of one form; @p calendar is that of
 * the file. */
void fc_period_style_learn(struct fc_period_style *out,
                           const struct fc_period_example *examples,
                           size_t count, fc_calendar calendar);

/** Write @p period in the style. */
void fc_period_style_format(char text[FC_PERIOD_TEXT_SIZE],
                            const struct fc_period_style *style,
                            fc_period period);

#endif
