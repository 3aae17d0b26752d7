/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A projection becomes a run, and each of its scenarios one more: what is
 * published is recorded, informed by guidance if it is.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/init.h"
#include "forecast/ledger.h"

#include "base/memory.h"
#include "ledger/run.h"
#include "ledger/told.h"
#include "planning/informed.h"
#include "planning/projection_scenario.h"

/* What a run is made of beyond the projection itself. */
struct draft {
    struct fc_run run;
    char spec[FC_MODEL_SPEC_SIZE + sizeof FC_INFORMED_SUFFIX];
    char as_of[FC_PERIOD_TEXT_SIZE];
    char *parameters;
    char *plan;
    struct fc_run_step *steps;
    const fc_series **inputs;
};

static void release(struct draft *draft)
{
    free(draft->parameters);
    free(draft->plan);
    free(draft->steps);
    free(draft->inputs);
}

/* jansson takes no NULL for an element: the failure of any call shows. */
static json_t *pair(fc_coefficient coefficient)
{
    json_t *value = isfinite(coefficient.value) ? json_real(coefficient.value)
                                                : json_null();

    return json_pack("[s, o]", coefficient.name, value);
}

/* What the guidance came to. */
static bool add_guidance(json_t *list, const fc_projection *projection)
{
    const struct fc_informed *informed = projection->informed;

    return !fc_projection_is_informed(projection)
           || (json_array_append_new(
                   list, pair((fc_coefficient){FC_TOLD_WEIGHT,
                                               .value = informed->weight}))
                   == 0
               && json_array_append_new(
                      list,
                      pair((fc_coefficient){"guidance_suggested",
                                            .value = informed->suggested}))
                      == 0);
}

/* The coefficients as text: [["alpha", 0.31], ...]. */
static fc_status render_parameters(char **out, const fc_projection *projection,
                                   fc_error *err)
{
    const fc_fit *fit = projection->fit;
    json_t *list = json_array();
    bool whole = list != NULL;

    for (size_t i = 0; whole && i < fc_fit_coefficient_count(fit); i++) {
        whole = json_array_append_new(list, pair(fc_fit_coefficient_at(fit, i)))
                == 0;
    }
    whole = whole && add_guidance(list, projection);
    *out = whole ? json_dumps(list, JSON_COMPACT | JSON_REAL_PRECISION(17))
                 : NULL;
    json_decref(list);
    if (*out == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the parameters");
    }
    return FC_OK;
}

static fc_status fill_step(struct fc_run_step *out,
                           const fc_projection *projection, size_t step,
                           fc_error *err)
{
    struct fc_range range = {0};

    out->period = fc_projection_period(projection, step);
    out->mean = projection->steps[step].value.mean;
    range = step == 0 && fc_projection_is_informed(projection)
                ? projection->informed->range
                : fc_projection_range(projection, out->period, FC_RANGE_OPTION);
    out->guidance_low = range.known ? range.low : (double)NAN;
    out->guidance_high = range.known ? range.high : (double)NAN;
    return fc_paths_quantiles(out->quantiles, projection->paths, step,
                              fc_ledger_levels, FC_LEDGER_LEVELS, err);
}

static fc_status add_steps(struct draft *draft, const fc_projection *projection,
                           fc_error *err)
{
    fc_status status = FC_OK;

    draft->steps = fc_calloc(projection->horizon, sizeof *draft->steps);
    if (draft->steps == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       projection->horizon);
    }
    for (size_t s = 0; s < projection->horizon && status == FC_OK; s++) {
        status = fill_step(&draft->steps[s], projection, s, err);
    }
    draft->run.steps = draft->steps;
    draft->run.step_count = projection->horizon;
    return status;
}

static fc_status add_inputs(struct draft *draft,
                            const fc_projection *projection, fc_error *err)
{
    draft->inputs = fc_calloc(1 + projection->input_count,
                              sizeof *draft->inputs);
    if (draft->inputs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the inputs");
    }
    draft->inputs[0] = projection->history;
    for (size_t i = 0; i < projection->input_count; i++) {
        draft->inputs[1 + i] = projection->inputs[i];
    }
    draft->run.inputs = draft->inputs;
    draft->run.input_count = 1 + projection->input_count;
    return FC_OK;
}

static const char *or_text(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

static void describe(struct draft *draft, const fc_projection *projection,
                     const fc_ledger_label *label)
{
    const fc_model_spec *spec = fc_fit_spec(projection->fit);

    fc_model_spec_format(draft->spec, spec);
    if (fc_projection_is_informed(projection)) {
        size_t used = strlen(draft->spec);

        (void)snprintf(draft->spec + used, sizeof draft->spec - used, "%s",
                       FC_INFORMED_SUFFIX);
    }
    fc_period_format(draft->as_of, projection->as_of, projection->calendar);
    draft->run = (struct fc_run){
        .source = "",
        .series = projection->history->name,
        .unit = projection->history->unit,
        .kind = projection->history->kind,
        .calendar = projection->calendar,
        .as_of = or_text(label->as_of, draft->as_of),
        .origin = projection->origin,
        .model = fc_model_type_name(spec->type),
        .spec = draft->spec,
        .parameters = draft->parameters,
        .equation = fc_fit_equation(projection->fit),
        .intervals = fc_intervals_name(projection->intervals),
        .seed = projection->seed,
        .draws = projection->draws,
        .version = fc_version(),
        .command = projection->command,
        .input = projection->input,
        .input_sha256 = projection->sha256,
        .job = or_text(label->job, ""),
        .scenario = or_text(projection->scenario, "base"),
        .plan = or_text(draft->plan, ""),
    };
}

/* @p projection is a scenario of @p base, the one at @p index, or base itself.
 */
static fc_status append_one(char head[FC_LEDGER_SEAL_SIZE], fc_ledger *ledger,
                            const fc_projection *projection,
                            const fc_projection *base, size_t index,
                            const fc_ledger_label *label, fc_error *err)
{
    struct draft draft = {0};
    fc_status status = render_parameters(&draft.parameters, projection, err);

    if (status == FC_OK && projection != base) {
        status = fc_told_format(&draft.plan, base->scenarios, index, err);
    }
    if (status == FC_OK) {
        describe(&draft, projection, label);
        status = add_inputs(&draft, projection, err);
    }
    if (status == FC_OK) {
        status = add_steps(&draft, projection, err);
    }
    if (status == FC_OK) {
        status = fc_run_write(head, ledger, &draft.run, err);
    }
    release(&draft);
    return status;
}

fc_status fc_ledger_append(char head[FC_LEDGER_SEAL_SIZE], fc_ledger *ledger,
                           const fc_projection *projection,
                           const fc_ledger_label *label, fc_error *err)
{
    const fc_ledger_label none = {0};
    const fc_ledger_label *given = label != NULL ? label : &none;
    size_t count = fc_projection_scenario_count(projection);
    fc_status status = fc_store_begin(ledger, err);

    head[0] = '\0';
    if (status != FC_OK) {
        return status;
    }
    status = append_one(head, ledger, projection, projection, 0, given, err);
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = append_one(head, ledger,
                            fc_projection_scenario_at(projection, i),
                            projection, i, given, err);
    }
    return fc_store_end(ledger, status, err);
}
