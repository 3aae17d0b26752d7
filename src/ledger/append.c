/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A projection becomes a run. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/init.h"
#include "forecast/ledger.h"

#include "base/memory.h"
#include "ledger/run.h"
#include "planning/projection_state.h"

/* What a run is made of beyond the projection itself. */
struct draft {
    struct fc_run run;
    char spec[FC_MODEL_SPEC_SIZE];
    char as_of[FC_PERIOD_TEXT_SIZE];
    char *parameters;
    struct fc_run_step *steps;
    const fc_series **inputs;
};

static void release(struct draft *draft)
{
    free(draft->parameters);
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

/* The coefficients as text: [["alpha", 0.31], ...]. */
static fc_status render_parameters(char **out, const fc_fit *fit, fc_error *err)
{
    json_t *list = json_array();
    bool whole = list != NULL;

    for (size_t i = 0; whole && i < fc_fit_coefficient_count(fit); i++) {
        whole = json_array_append_new(list, pair(fc_fit_coefficient_at(fit, i)))
                == 0;
    }
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
    range = fc_projection_range(projection, out->period, FC_RANGE_OPTION);
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
        .scenario = or_text(label->scenario, "base"),
        .plan = or_text(label->plan, ""),
    };
}

static fc_status append_draft(char head[FC_LEDGER_SEAL_SIZE], fc_ledger *ledger,
                              const struct draft *draft, fc_error *err)
{
    fc_status status = fc_store_begin(ledger, err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_run_write(head, ledger, &draft->run, err);
    return fc_store_end(ledger, status, err);
}

fc_status fc_ledger_append(char head[FC_LEDGER_SEAL_SIZE], fc_ledger *ledger,
                           const fc_projection *projection,
                           const fc_ledger_label *label, fc_error *err)
{
    const fc_ledger_label none = {0};
    struct draft draft = {0};
    fc_status status = render_parameters(&draft.parameters, projection->fit,
                                         err);

    head[0] = '\0';
    if (status == FC_OK) {
        describe(&draft, projection, label != NULL ? label : &none);
        status = add_inputs(&draft, projection, err);
    }
    if (status == FC_OK) {
        status = add_steps(&draft, projection, err);
    }
    if (status == FC_OK) {
        status = append_draft(head, ledger, &draft, err);
    }
    release(&draft);
    return status;
}
