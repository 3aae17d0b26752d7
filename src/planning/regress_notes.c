/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/init.h"

#include "base/bytes.h"
#include "base/number.h"
#include "planning/regress_state.h"

/* Digits of coefficients in the text of the equation. */
static const int equation_digits = 4;

/* Runs of dropped rows that are told one by one. */
static const size_t most_runs = 6;

const char *fc_regress_estimator_name(const fc_regression *fit, bool weighted)
{
    switch (fit->estimator) {
    case FC_OLS:
        return weighted ? "weighted least squares" : "ordinary least squares";
    case FC_BISQUARE:
        return "robust regression (bisquare)";
    case FC_HUBER:
        return "robust regression (Huber)";
    case FC_CAUCHY:
        return "robust regression (Cauchy)";
    case FC_FAIR:
        return "robust regression (fair)";
    case FC_WELSCH:
        return "robust regression (Welsch)";
    case FC_RIDGE:
        return "ridge regression";
    }
    return "";
}

static void name_errors(char *text, size_t size, const fc_regression *fit)
{
    static const char *const names[] = {
        [FC_COVARIANCE_CLASSICAL] = "",
        [FC_COVARIANCE_HC0] = ", HC0 errors",
        [FC_COVARIANCE_HC1] = ", HC1 errors",
        [FC_COVARIANCE_HC2] = ", HC2 errors",
        [FC_COVARIANCE_HC3] = ", HC3 errors",
    };

    if (fit->covariance_kind == FC_COVARIANCE_NEWEY_WEST) {
        (void)snprintf(text, size, ", Newey-West errors with %zu lag%s",
                       fit->bandwidth, fit->bandwidth == 1 ? "" : "s");
    } else {
        (void)snprintf(text, size, "%s", names[fit->covariance_kind]);
    }
}

static void write_headline(struct fc_regress_job *job)
{
    const fc_sample *sample = job->sample;
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];
    char errors[64];

    fc_period_format(first, sample->periods[0], job->calendar);
    fc_period_format(last, sample->periods[sample->rows - 1], job->calendar);
    name_errors(errors, sizeof errors, job->fit);
    fc_report_add_note(
        job->report, FC_NOTE_HEADLINE,
        "%s on %zu columns, %zu rows from %s to %s: %s%s.", sample->response,
        job->fit->p, sample->rows, first, last,
        fc_regress_estimator_name(job->fit, sample->weights != NULL), errors);
}

/* "log net_sales = 3.1 + 0.2 trend - ..." */
static fc_status write_equation(struct fc_regress_job *job, fc_error *err)
{
    const fc_regression *fit = job->fit;
    const fc_sample *sample = job->sample;
    bool constant = sample->terms[0].term.kind == FC_TERM_CONSTANT;
    fc_bytes text = {0};
    fc_status status = fc_bytes_printf(&text, "%s = ", sample->response);

    for (size_t j = 0; status == FC_OK && j < fit->p; j++) {
        char number[FC_NUMBER_TEXT_SIZE];
        double b = fit->coefficients[j];
        const char *sign = j == 0 ? (b < 0.0 ? "-" : "")
                                  : (b < 0.0 ? " - " : " + ");

        fc_number_format_significant(number, fabs(b), equation_digits);
        status = fc_bytes_printf(&text, "%s%s%s%s", sign, number,
                                 constant && j == 0 ? "" : " ",
                                 constant && j == 0 ? "" : fit->names[j]);
    }
    if (status != FC_OK) {
        fc_bytes_release(&text);
        return FC_FAIL(err, status, "out of memory for an equation");
    }
    fc_report_add_note(job->report, FC_NOTE_PLAIN, "%s", text.data);
    fc_bytes_release(&text);
    return FC_OK;
}

/* Letters of what is missing without its lag: "log capex" of "log capex(t-4)".
 */
static int name_length(const char *missing)
{
    const char *lag = strstr(missing, "(t");

    return lag != NULL ? (int)(lag - missing) : (int)strlen(missing);
}

static bool same_name(const char *a, const char *b)
{
    int length = name_length(a);

    return length == name_length(b) && strncmp(a, b, (size_t)length) == 0;
}

/* One past the last row of the run that begins at @p i: consecutive periods
 * that lack the same series, at whatever lag. */
static size_t run_end(const fc_sample *sample, size_t i)
{
    const fc_dropped_row *dropped = sample->dropped;
    size_t k = i + 1;

    while (k < sample->dropped_count
           && same_name(sample->reasons[dropped[k].reason],
                        sample->reasons[dropped[i].reason])
           && fc_period_distance(dropped[k - 1].period, dropped[k].period)
                  == 1) {
        k++;
    }
    return k;
}

static void write_run(struct fc_regress_job *job, size_t from, size_t to)
{
    const fc_dropped_row *dropped = job->sample->dropped;
    const char *missing = job->sample->reasons[dropped[from].reason];
    bool same = true;
    char first[FC_PERIOD_TEXT_SIZE];
    char last[FC_PERIOD_TEXT_SIZE];

    for (size_t i = from; i < to; i++) {
        same = same && dropped[i].reason == dropped[from].reason;
    }
    fc_period_format(first, dropped[from].period, job->calendar);
    fc_period_format(last, dropped[to - 1].period, job->calendar);
    if (to - from == 1) {
        fc_report_add_note(job->report, FC_NOTE_PLAIN,
                           "1 row dropped: %s has no %s.", first, missing);
    } else {
        fc_report_add_note(job->report, FC_NOTE_PLAIN,
                           "%zu rows dropped: %s to %s have no %.*s%s.",
                           to - from, first, last,
                           same ? (int)strlen(missing) : name_length(missing),
                           missing, same ? "" : " at some lag");
    }
}

static void write_runs(struct fc_regress_job *job)
{
    const fc_sample *sample = job->sample;
    size_t runs = 0;
    size_t i = 0;

    for (; i < sample->dropped_count && runs < most_runs; runs++) {
        size_t end = run_end(sample, i);

        write_run(job, i, end);
        i = end;
    }
    if (i < sample->dropped_count) {
        fc_report_add_note(job->report, FC_NOTE_PLAIN,
                           "%zu more rows dropped; JSON lists them all.",
                           sample->dropped_count - i);
    }
}

static void write_decay(struct fc_regress_job *job)
{
    for (size_t i = 0; i < job->sample->term_count; i++) {
        const fc_sample_term *term = &job->sample->terms[i];
        char text[FC_TERM_TEXT_SIZE];
        char number[FC_NUMBER_TEXT_SIZE];

        if (term->term.kind != FC_TERM_GEOMETRIC) {
            continue;
        }
        fc_term_format(text, &term->term);
        fc_number_format_significant(number, term->decay, equation_digits);
        fc_report_add_note(job->report, FC_NOTE_PLAIN,
                           "%s: each lag has %s times the weight of the one "
                           "before, found by least squares; the errors take "
                           "this as known.",
                           text, number);
    }
}

static void write_meta(struct fc_regress_job *job)
{
    const fc_regress_request *request = job->request;
    const fc_table *table = request->dataset->table;

    fc_report_add_meta(job->report, "version", "%s", fc_version());
    if (request->command != NULL) {
        fc_report_add_meta(job->report, "command", "%s", request->command);
    }
    fc_report_add_meta(job->report, "response", "%s", job->sample->response);
    fc_report_add_meta(
        job->report, "estimator", "%s",
        fc_regress_estimator_name(job->fit, job->sample->weights != NULL));
    fc_report_add_meta(job->report, "input", "%s", table->source);
    fc_report_add_meta(job->report, "input_sha256", "%s", table->sha256);
}

fc_status fc_regress_write_notes(struct fc_regress_job *job, fc_error *err)
{
    fc_status status = FC_OK;

    write_headline(job);
    status = write_equation(job, err);
    write_decay(job);
    write_runs(job);
    write_meta(job);
    return status;
}
