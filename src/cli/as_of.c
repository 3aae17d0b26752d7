/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/as_of.h"

/* --as-of takes a period of the series. A day, or a shorter period, is another
 * question: what stood in public then depends on release dates. */
static fc_status read_period(fc_period *out, const char *text,
                             const fc_dataset *dataset, const fc_series *series,
                             fc_error *err)
{
    fc_frequency frequency = series->start.frequency;
    fc_calendar calendar = dataset->table->calendar;
    fc_error why = {.status = FC_OK};
    fc_period own = {.frequency = FC_FREQUENCY_NONE};

    if (fc_period_parse(&own, text, FC_FREQUENCY_NONE, calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "--as-of '%.60s': %.320s", text,
                       why.message);
    }
    if (own.frequency == FC_DAILY && frequency != FC_DAILY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--as-of '%.60s': a date needs release dates, which "
                       "this dataset does not have; give the last %s that was "
                       "reported",
                       text, fc_frequency_noun(frequency));
    }
    if (own.frequency != frequency) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--as-of '%.60s': this is a %s; give the last %s that "
                       "was reported",
                       text, fc_frequency_noun(own.frequency),
                       fc_frequency_noun(frequency));
    }
    *out = own;
    return FC_OK;
}

/* Nobody can know what comes after the data, and nothing stands before. */
static fc_status check(fc_period as_of, const char *text,
                       const fc_dataset *dataset, const fc_series *series,
                       fc_error *err)
{
    fc_calendar calendar = dataset->table->calendar;
    fc_span known = fc_span_trim(fc_series_span(series));
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    if (known.length == 0) {
        return FC_OK; /* the projection says what is wrong */
    }
    if (fc_period_distance(known.start, as_of) >= 0
        && fc_period_distance(as_of, fc_span_last(known)) >= 0) {
        return FC_OK;
    }
    fc_period_format(first, known.start, calendar);
    fc_period_format(last, fc_span_last(known), calendar);
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "--as-of '%.60s': '%.60s' is known from %s to %s; give a "
                   "%s in between",
                   text, series->name, first, last,
                   fc_frequency_noun(as_of.frequency));
}

fc_status fc_as_of_read(fc_period *out, const struct fc_request *request,
                        const fc_dataset *dataset, const fc_series *series,
                        fc_error *err)
{
    const char *text = request->as_of;
    fc_period as_of = {.frequency = FC_FREQUENCY_NONE};
    fc_status status = FC_OK;

    if (text != NULL) {
        status = read_period(&as_of, text, dataset, series, err);
    }
    if (status == FC_OK && text != NULL) {
        status = check(as_of, text, dataset, series, err);
    }
    *out = as_of;
    return status;
}
