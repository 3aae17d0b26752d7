/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A projection whose model is fixed. It stands first among the candidates, so
 * it is the incumbent of the choice: a rival that would be chosen is better by
 * the margin that every choice asks for, and is named, not used.
 */
#include <string.h>

#include "forecast/frozen_choice.h"

#include "planning/projection_data.h"

static bool is_same(const fc_model_spec *a, const fc_model_spec *b)
{
    char left[FC_MODEL_SPEC_SIZE];
    char right[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(left, a);
    fc_model_spec_format(right, b);
    return strcmp(left, right) == 0;
}

/* The place of the frozen model among the candidates; their number if it is
 * none of them. */
static size_t find(const fc_projection_data *data, const fc_model_spec *spec)
{
    size_t i = 0;

    while (i < data->spec_count && !is_same(&data->specs[i], spec)) {
        i++;
    }
    return i;
}

/* Options that were given must not say something else than the file. Default
 * candidates are ours, and another version may have others. */
static fc_status check(const fc_projection_request *request, bool is_candidate,
                       fc_error *err)
{
    const fc_frozen_choice *frozen = request->frozen;
    fc_model_spec wanted = frozen->spec;
    char text[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(text, &frozen->spec);
    if (request->specs != NULL && !is_candidate) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.160s' holds the model %.200s, which is not among "
                       "the models named; leave out --model, or delete the "
                       "file to choose anew",
                       frozen->source, text);
    }
    if (request->transform.scale != FC_SCALE_OWN) {
        wanted.transform = request->transform;
    }
    wanted.transform.positive = frozen->spec.transform.positive
                                || request->transform.positive;
    if (request->specs == NULL && !is_same(&wanted, &frozen->spec)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.160s' holds the model %.200s, on another scale than "
                       "asked for; leave out --transform and --positive, or "
                       "delete the file to choose anew",
                       frozen->source, text);
    }
    return FC_OK;
}

fc_status fc_projection_data_freeze(fc_projection_data *data,
                                    const fc_projection_request *request,
                                    fc_error *err)
{
    const fc_model_spec *spec = &request->frozen->spec;
    size_t at = find(data, spec);
    bool is_candidate = at < data->spec_count;
    fc_status status = check(request, is_candidate, err);

    if (status == FC_OK) {
        memmove(data->specs + 1, data->specs, at * sizeof *data->specs);
        data->specs[0] = *spec;
        data->spec_count += !is_candidate;
        data->plain_count += at >= data->plain_count;
    }
    return status;
}

static void warn_of_rival(fc_report *report, const fc_projection *projection)
{
    char text[FC_MODEL_SPEC_SIZE];

    if (projection->rival == projection->chosen) {
        return;
    }
    fc_model_spec_format(
        text, fc_backtest_spec_at(projection->backtest, projection->rival));
    fc_report_add_note(report, FC_NOTE_WARNING,
                       "%s would now be chosen in place of the frozen model: "
                       "its errors at the latest origins were smaller, and "
                       "that is not chance (Diebold-Mariano p < 0.05). To "
                       "choose anew, delete %.160s.",
                       text, projection->frozen_by);
}

void fc_projection_write_frozen(fc_report *report,
                                const fc_projection *projection)
{
    char since[FC_PERIOD_TEXT_SIZE];

    if (projection->frozen_by == NULL) {
        return;
    }
    fc_period_format(since, projection->frozen_since, projection->calendar);
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "Model frozen by %.160s since %s; its parameters are "
                       "estimated anew.",
                       projection->frozen_by, since);
    if (fc_period_distance(projection->origin, projection->frozen_since) > 0) {
        fc_report_add_note(report, FC_NOTE_WARNING,
                           "The model was chosen with actuals up to %s, later "
                           "than this forecast may know.",
                           since);
    }
    warn_of_rival(report, projection);
}

/* Errors that were known when the model was chosen speak for it: it was chosen
 * by them. Origin o knows o observations. */
void fc_projection_write_frozen_origins(fc_report *report,
                                        const fc_projection *projection)
{
    const fc_evaluation *evaluation = projection->evaluation;
    int64_t known = 0;
    size_t earlier = 0;

    if (projection->frozen_by == NULL || evaluation == NULL) {
        return;
    }
    known = fc_period_distance(fc_projection_used(projection).start,
                               projection->frozen_since)
            + 1;
    for (size_t i = 0; i < evaluation->origins; i++) {
        earlier += (int64_t)evaluation->origin[i] < known;
    }
    if (earlier > 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%zu of the %zu origins lie before the model was "
                           "chosen by its errors: they flatter it.",
                           earlier, evaluation->origins);
    }
}
