/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/period_style.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/calendar.h"
#include "data/period_text.h"

enum { DATE_LENGTH = 10, HOUR_END = 13 }; /* of 2025-03-31T14 */

static void copy(char *out, size_t size, const char *text, size_t length)
{
    (void)snprintf(out, size, "%.*s", (int)length, text);
}

/* The date that a text of days or hours begins with. */
static fc_date date_of(const char *text)
{
    char date[DATE_LENGTH + 1];
    fc_date out = {.year = 1, .month = 1, .day = 1};

    copy(date, sizeof date, text, DATE_LENGTH);
    if (fc_date_parse(&out, date, NULL) != FC_OK) {
        return (fc_date){.year = 1, .month = 1, .day = 1};
    }
    return out;
}

/* A number of a text that has been read as a period. */
static int number_at(const char *digits)
{
    return (int)strtol(digits, NULL, 10);
}

static int month_number(fc_date date)
{
    return 12 * date.year + date.month;
}

static bool is_month_end(fc_date date)
{
    return date.day == fc_days_in_month(date.year, date.month);
}

static fc_date last_day(const struct fc_period_style *style, fc_period period)
{
    return fc_period_last_day(period, style->calendar);
}

static int months_back(const struct fc_period_style *style,
                       const struct fc_period_example *example, fc_date date)
{
    return month_number(last_day(style, example->period)) - month_number(date);
}

/* Where in their periods the dates stand. Days from the 29th on are missing in
 * some months, so the latest day tells which one is meant. */
static void learn_day(struct fc_period_style *style,
                      const struct fc_period_example *examples, size_t count)
{
    bool ends = true;
    bool alike = true;

    style->months_back = months_back(style, &examples[0],
                                     date_of(examples[0].text));
    for (size_t i = 0; i < count; i++) {
        fc_date date = date_of(examples[i].text);

        ends = ends && is_month_end(date);
        alike = alike
                && months_back(style, &examples[i], date) == style->months_back;
        style->day = date.day > style->day ? date.day : style->day;
    }
    for (size_t i = 0; i < count; i++) {
        fc_date date = date_of(examples[i].text);

        alike = alike && (date.day == style->day || is_month_end(date));
    }
    if (!alike) {
        style->months_back = 0;
    }
    if (ends || !alike) {
        style->day = 0;
    }
}

static void learn_date(struct fc_period_style *style,
                       const struct fc_period_example *examples, size_t count)
{
    const char *text = examples[count - 1].text;
    fc_period period = examples[count - 1].period;
    bool hours = period.frequency == FC_HOURLY;

    style->kind = FC_DS_DATE;
    style->separator = text[DATE_LENGTH];
    copy(style->tail, sizeof style->tail,
         text + (hours ? HOUR_END : DATE_LENGTH), sizeof style->tail - 1);
    if (period.frequency == FC_WEEKLY) {
        style->days_back = (int)(fc_day_number(last_day(style, period))
                                 - fc_day_number(date_of(text)));
    } else if (period.frequency < FC_WEEKLY) {
        learn_day(style, examples, count);
    }
}

static void learn_month(struct fc_period_style *style,
                        const struct fc_period_example *example)
{
    fc_date date = {.year = number_at(example->text),
                    .month = number_at(example->text + 5),
                    .day = 1};

    style->kind = FC_DS_MONTH;
    style->months_back = months_back(style, example, date);
}

/* The digits of the part: 1 of 2025Q1, 03 of 2025M03; "" of a year. */
static const char *part_digits(const char *text)
{
    text += isdigit((unsigned char)text[0]) ? 4 : 6;
    return text + strcspn(text, "0123456789");
}

static void learn_part(struct fc_period_style *style,
                       const struct fc_period_example *examples, size_t count)
{
    const char *text = examples[count - 1].text;
    const char *year = text;

    style->kind = FC_DS_PART;
    if (!isdigit((unsigned char)text[0])) {
        copy(style->prefix, sizeof style->prefix, text, 2);
        year += 2;
    }
    copy(style->between, sizeof style->between, year + 4,
         (size_t)(part_digits(text) - year - 4));
    style->width = 2;
    for (size_t i = 0; i < count; i++) {
        if (strlen(part_digits(examples[i].text)) == 1) {
            style->width = 1;
        }
    }
}

void fc_period_style_learn(struct fc_period_style *out,
                           const struct fc_period_example *examples,
                           size_t count, fc_calendar calendar)
{
    const char *text = examples[count - 1].text;
    fc_frequency form = fc_period_text_form(text);

    *out = (struct fc_period_style){.calendar = calendar};
    if (examples[0].period.frequency == FC_FREQUENCY_NONE) {
        out->kind = FC_DS_NUMBER;
    } else if (form == FC_DAILY || form == FC_HOURLY) {
        learn_date(out, examples, count);
    } else if (form == FC_MONTHLY && text[4] == '-'
               && isdigit((unsigned char)text[5])) {
        learn_month(out, &examples[count - 1]);
    } else {
        learn_part(out, examples, count);
    }
}

/* The date that stands for a period of months. */
static fc_date place_day(const struct fc_period_style *style, fc_date end)
{
    int month = month_number(end) - style->months_back - 1; /* from 0 */
    fc_date date = {.year = month / 12, .month = month % 12 + 1};
    int length = fc_days_in_month(date.year, date.month);

    date.day = style->day == 0 || style->day > length ? length : style->day;
    return date;
}

static void format_date(char text[FC_PERIOD_TEXT_SIZE],
                        const struct fc_period_style *style, fc_period period)
{
    fc_date date = last_day(style, period);
    char day[FC_PERIOD_TEXT_SIZE];

    if (period.frequency == FC_WEEKLY) {
        date = fc_day_date(fc_day_number(date) - style->days_back);
    } else if (period.frequency < FC_WEEKLY) {
        date = place_day(style, date);
    }
    fc_date_format(day, date);
    if (period.frequency == FC_HOURLY) {
        (void)snprintf(
            text, FC_PERIOD_TEXT_SIZE, "%.10s%c%02d%.10s", day,
            style->separator,
            (int)(period.index - 24 * fc_floor_divide(period.index, 24)),
            style->tail);
    } else {
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%.10s%s", day, style->tail);
    }
}

/* Year and number of a half, quarter, month or week. */
static void find_part(int *year, int *part, const struct fc_period_style *style,
                      fc_period period)
{
    fc_calendar calendar = style->prefix[0] != '\0' ? style->calendar
                                                    : (fc_calendar){0};
    char text[FC_PERIOD_TEXT_SIZE];

    if (period.frequency == FC_WEEKLY || period.frequency == FC_MONTHLY) {
        fc_period_format(text, period, (fc_calendar){0});
        *year = number_at(text);
        *part = number_at(text + (period.frequency == FC_WEEKLY ? 6 : 5));
        return;
    }
    *year = fc_period_fiscal_year(period, calendar);
    *part = (int)fc_period_fiscal_position(period, calendar);
}

static void format_part(char text[FC_PERIOD_TEXT_SIZE],
                        const struct fc_period_style *style, fc_period period)
{
    int year = (int)period.index;
    int part = 0;

    if (period.frequency == FC_YEARLY) {
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%s%04d", style->prefix,
                       year);
        return;
    }
    find_part(&year, &part, style, period);
    (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%s%04d%s%0*d", style->prefix,
                   year, style->between, style->width, part);
}

void fc_period_style_format(char text[FC_PERIOD_TEXT_SIZE],
                            const struct fc_period_style *style,
                            fc_period period)
{
    switch (style->kind) {
    case FC_DS_NUMBER:
        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%lld",
                       (long long)period.index);
        break;
    case FC_DS_DATE:
        format_date(text, style, period);
        break;
    case FC_DS_MONTH: {
        fc_date date = place_day(style, last_day(style, period));

        (void)snprintf(text, FC_PERIOD_TEXT_SIZE, "%04d-%02d", date.year,
                       date.month);
        break;
    }
    case FC_DS_PART:
        format_part(text, style, period);
        break;
    }
}
