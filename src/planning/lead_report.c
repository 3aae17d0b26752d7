/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/init.h"

#include "base/memory.h"
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/lead_state.h"
#include "planning/lookup.h"
#include "stats/transform.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* A p value below this is more than chance. */
static const double level = 0.05;

enum { least_lags = 4, sentence_size = 400, p_text_size = 16 };

/* "p = 0.034"; no p value is printed as 0 or 1. */
static const char *p_text(char text[p_text_size], double p)
{
    if (p < 0.0005) {
        (void)snprintf(text, p_text_size, "p < 0.001");
    } else if (p > 0.9995) {
        (void)snprintf(text, p_text_size, "p > 0.999");
    } else {
        (void)snprintf(text, p_text_size, "p = %.3f", p);
    }
    return text;
}

static bool is_significant(const struct fc_lead_test *test)
{
    return test->known && test->test.p_value < level;
}

/* The order that decides: all lags. */
static size_t deciding(const struct fc_lead *lead)
{
    return lead->order_count - 1;
}

/* The step with the smallest p value among those that gain (or lose); NULL if
 * there is none. */
static const struct fc_lead_step *best_step(const struct fc_lead *lead,
                                            bool gain)
{
    const struct fc_lead_step *best = NULL;

    for (size_t i = 1; i < lead->spec_count; i++) {
        for (size_t s = 0; s < lead->horizon; s++) {
            const struct fc_lead_step *step = &lead->steps[i][s];

            if (step->known && (step->test.mean_difference < 0.0) == gain
                && (best == NULL || step->test.p_value < best->test.p_value)) {
                best = step;
            }
        }
    }
    return best;
}

/* Does any forecast gain (or lose) by more than chance? */
static bool changes(const struct fc_lead *lead, bool gain)
{
    const struct fc_lead_step *best = best_step(lead, gain);

    return best != NULL && best->p_adjusted < level;
}

static const char *conclusion(const struct fc_lead *lead)
{
    bool inside = is_significant(&lead->forward[deciding(lead)]);
    bool outside = lead->compared && changes(lead, true);

    if (inside && outside) {
        return "leads, and forecasts gain from it";
    }
    if (inside && lead->compared) {
        return "leads in the sample, but no forecast gains from it by more "
               "than chance";
    }
    if (inside) {
        return "leads in the sample; the history is too short to tell whether "
               "forecasts gain from it";
    }
    if (outside) {
        return "adds nothing in the sample, though forecasts gain from it: "
               "take this with care";
    }
    return "is not shown to lead";
}

static void say_inside(char text[sentence_size], const struct fc_lead *lead)
{
    const struct fc_lead_test *forward = &lead->forward[deciding(lead)];
    const struct fc_lead_test *backward = &lead->backward[deciding(lead)];
    char p[p_text_size];
    char q[p_text_size];

    if (!forward->known || !backward->known) {
        (void)snprintf(text, sentence_size, "cannot be tested: %s",
                       forward->known ? backward->why : forward->why);
        return;
    }
    (void)snprintf(
        text, sentence_size,
        "the past growth of %.79s %s what the own past of %.79s says of its "
        "growth (%s); the reverse %s (%s)",
        lead->request->leader,
        is_significant(forward) ? "adds to" : "adds nothing sure to",
        lead->request->response, p_text(p, forward->test.p_value),
        is_significant(backward) ? "is seen" : "is not seen",
        p_text(q, backward->test.p_value));
}

static void say_size(char text[sentence_size], const struct fc_lead *lead)
{
    (void)snprintf(
        text, sentence_size,
        "1 %s more growth of %.79s, lasting, goes with %+.3f %s more growth of "
        "%.79s over the %zu period%s behind it (95 %%: %+.3f to %+.3f)",
        lead->logged ? "%" : "unit", lead->request->leader, lead->sum.mean,
        lead->logged ? "%" : "units", lead->request->response, lead->lags,
        lead->lags == 1 ? "" : "s", lead->sum.mean_lower, lead->sum.mean_upper);
}

/* How many of the tests at given periods see a break. */
static size_t count_breaks(const struct fc_lead *lead)
{
    size_t breaks = 0;

    for (size_t i = 0; i < lead->request->break_count; i++) {
        breaks += is_significant(&lead->chow[i]) ? 1 : 0;
    }
    return breaks;
}

static void say_stability(char text[sentence_size], const struct fc_lead *lead)
{
    bool broken = is_significant(&lead->scan);
    size_t length = 0;
    char p[p_text_size];

    if (lead->scan.known) {
        (void)snprintf(
            text, sentence_size, "%s break is found (%s%s%s)%s",
            broken ? "a" : "no", p_text(p, lead->scan.test.p_value),
            broken ? ", most likely at " : "", broken ? lead->break_period : "",
            lead->stable_lags < lead->lags ? ", with lag 1 alone" : "");
    } else {
        (void)snprintf(text, sentence_size, "cannot be tested: %s",
                       lead->scan.why);
    }
    length = strlen(text);
    if (lead->request->break_count > 0) {
        (void)snprintf(text + length, sentence_size - length,
                       "; tests at the periods given see %zu of %zu",
                       count_breaks(lead), lead->request->break_count);
    }
}

static void say_outside(char text[sentence_size], const struct fc_lead *lead)
{
    const struct fc_lead_step *best = best_step(lead, true);
    char p[p_text_size];
    char q[p_text_size];
    char with[FC_AMOUNT_TEXT_SIZE];
    char without[FC_AMOUNT_TEXT_SIZE];

    if (!lead->compared) {
        (void)snprintf(text, sentence_size,
                       "the history is too short for forecasts to compare");
    } else if (best == NULL) {
        (void)snprintf(text, sentence_size,
                       "every forecast is worse with it, at every step%s",
                       changes(lead, false) ? ", some by more than chance"
                                            : "");
    } else {
        fc_percent_format(with, best->mape_with, 2);
        fc_percent_format(without, best->mape_without, 2);
        (void)snprintf(
            text, sentence_size,
            "%s; the best case is step %zu with %s: an error of %s "
            "instead of %s (Diebold-Mariano %s, %s after Holm)%s",
            changes(lead, true) ? "forecasts gain by more than chance"
                                : "no forecast gains by more than chance",
            best->step, best->lags == 1 ? "lag 1" : "all lags", with, without,
            p_text(p, best->test.p_value), p_text(q, best->p_adjusted),
            changes(lead, false) ? "; other steps lose by more than chance"
                                 : "");
    }
}

static const fc_column columns[] = {
    FC_TEXT_COLUMN("question", "Question"),
    FC_TEXT_COLUMN("answer", "Answer"),
};

/* The answers stand first, and are known last. */
static void fill_answers(fc_report_table *table, const struct fc_lead *lead)
{
    static const struct {
        const char *question;
        void (*say)(char text[sentence_size], const struct fc_lead *lead);
    } rows[] = {
        {"In the sample", say_inside},
        {"How much", say_size},
        {"Stable", say_stability},
        {"Outside the sample", say_outside},
    };
    char text[sentence_size];

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        rows[i].say(text, lead);
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, rows[i].question);
        fc_report_table_set_text(table, 1, text);
    }
}

static void write_notes(struct fc_lead *lead)
{
    const fc_lead_request *request = lead->request;

    fc_report_add_note(lead->report, FC_NOTE_HEADLINE,
                       "Does %s lead %s? It %s.", request->leader,
                       request->response, conclusion(lead));
    fc_report_add_note(
        lead->report, FC_NOTE_PLAIN,
        "Growth is %s over %zu period%s. A lead in time is no cause: a third "
        "thing may move both.",
        lead->logged ? "the change of logarithms" : "the change", lead->season,
        lead->season == 1 ? "" : "s");
    fc_report_add_meta(lead->report, "version", "%s", fc_version());
    if (request->command != NULL) {
        fc_report_add_meta(lead->report, "command", "%s", request->command);
    }
    fc_report_add_meta(lead->report, "input", "%s", lead->table->source);
    fc_report_add_meta(lead->report, "input_sha256", "%s", lead->table->sha256);
}

static fc_status check(const struct fc_lead *lead, fc_error *err)
{
    const fc_lead_request *request = lead->request;
    const fc_series *series = NULL;
    fc_status status = fc_series_lookup(&series, lead->table, request->response,
                                        err);

    if (status == FC_OK) {
        status = fc_series_lookup(&series, lead->table, request->leader, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (strcmp(request->response, request->leader) == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.64s' cannot lead itself; name another series",
                       request->leader);
    }
    if (lead->lags > FC_TERM_LAG_MAX || lead->horizon > FC_LEAD_STEPS
        || request->break_count > FC_LEAD_BREAKS) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "at most %d lags, %d steps and %d breaks can be looked "
                       "at",
                       (int)FC_TERM_LAG_MAX, (int)FC_LEAD_STEPS,
                       (int)FC_LEAD_BREAKS);
    }
    return FC_OK;
}

static size_t or_season(size_t asked, size_t season)
{
    size_t least = season > least_lags ? season : least_lags;

    return asked > 0 ? asked : least;
}

static fc_status look(struct fc_lead *lead, fc_error *err)
{
    const struct fc_table_shape shape = {"lead", NULL, FC_FOR_ALL, columns,
                                         COUNT_OF(columns)};
    fc_report_table *answers = fc_columns_add_table(lead->report, &shape, 0);
    fc_status status = fc_lead_look_inside(lead, err);

    if (status == FC_OK) {
        status = fc_lead_look_outside(lead, err);
    }
    if (status == FC_OK) {
        fill_answers(answers, lead);
        write_notes(lead);
    }
    return status;
}

fc_status fc_lead_report(fc_report **out, const fc_lead_request *request,
                         fc_error *err)
{
    const fc_table *table = request->dataset->table;
    struct fc_lead *lead = fc_calloc(1, sizeof *lead);
    fc_report *report = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (lead == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a report");
    }
    lead->request = request;
    lead->table = table;
    lead->season = fc_frequency_season(table->start.frequency);
    lead->lags = or_season(request->lags, lead->season);
    lead->horizon = or_season(request->horizon, lead->season);
    status = check(lead, err);
    if (status == FC_OK) {
        const fc_series *y = fc_table_find(table, request->response);

        lead->logged = fc_known_positive(y->values, y->length);
        status = fc_report_create(&report, request->response, err);
        lead->report = report;
    }
    if (status == FC_OK) {
        status = look(lead, err);
    }
    free(lead);
    if (status != FC_OK) {
        fc_report_free(report);
        return status;
    }
    return fc_report_close(out, report, err);
}
