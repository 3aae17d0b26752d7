/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/today.h"

#include <stdio.h>
#include <time.h>

static struct tm now(void)
{
    time_t seconds = time(NULL);
    struct tm parts = {.tm_year = 70, .tm_mday = 1};

    (void)gmtime_r(&seconds, &parts);
    return parts;
}

fc_date fc_today(const struct fc_request *request)
{
    struct tm parts = now();

    if (request->unattended.today.year != 0) {
        return request->unattended.today;
    }
    return (fc_date){.year = parts.tm_year + 1900,
                     .month = parts.tm_mon + 1,
                     .day = parts.tm_mday};
}

void fc_today_stamp(char text[FC_STAMP_SIZE])
{
    struct tm parts = now();

    if (strftime(text, FC_STAMP_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        text[0] = '\0';
    }
}

double fc_today_seconds(void)
{
    struct timespec time = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static fc_period day_of(fc_date date)
{
    return fc_period_of_date(date, FC_DAILY, (fc_calendar){0});
}

fc_status fc_today_check_age(const struct fc_request *request,
                             const fc_dataset *dataset, const fc_series *series,
                             fc_error *err)
{
    fc_span span = fc_span_trim(fc_series_span(series));
    fc_calendar calendar = dataset->table->calendar;
    char period[FC_PERIOD_TEXT_SIZE];
    char end[FC_PERIOD_TEXT_SIZE];
    fc_date last;
    int64_t age = 0;

    if (request->unattended.max_age == 0 || span.length == 0) {
        return FC_OK;
    }
    last = fc_period_last_day(fc_span_last(span), calendar);
    age = fc_period_distance(day_of(last), day_of(fc_today(request)));
    if (age <= (int64_t)request->unattended.max_age) {
        return FC_OK;
    }
    fc_period_format(period, fc_span_last(span), calendar);
    fc_date_format(end, last);
    return FC_FAIL_AT(err, FC_ERR_DATA, dataset->table->source, 0, 0,
                      "stale: '%.60s' ends with %s (%s), %lld days ago, and at "
                      "most %llu are allowed; add the new figures or raise "
                      "--max-age",
                      series->name, period, end, (long long)age,
                      (unsigned long long)request->unattended.max_age);
}
