/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/overlap.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/recorder.h"

/* A file that the run writes. */
struct output {
    const char *path;
    const char *what; /* for the message, as in "--output" */
    char *owned;      /* the path, if it was made here */
};

/* All of --output and the default file, each with its sidecar, --paths,
 * --spec, --forecasts and --errors. */
enum { OUTPUT_CAPACITY = 2 * (FC_OUTPUT_CAPACITY + 1) + 4 };

struct outputs {
    struct output items[OUTPUT_CAPACITY];
    size_t count;
};

bool fc_overlap_has_sidecar(const char *path)
{
    const fc_writer *writer = fc_writer_for_path(path);

    return writer != NULL && strcmp(writer->name, "csv") == 0;
}

static void add(struct outputs *outputs, const char *path, const char *what)
{
    outputs->items[outputs->count++] = (struct output){
        .path = path,
        .what = what,
    };
}

static fc_status add_result(struct outputs *outputs,
                            const struct fc_request *request, const char *path,
                            const char *what, fc_error *err)
{
    struct output sidecar = {.what = "the provenance"};
    fc_status status = FC_OK;

    add(outputs, path, what);
    if ((request->command->bit & (FC_ON_FORECAST | FC_ON_SCENARIO)) == 0
        || !fc_overlap_has_sidecar(path)) {
        return FC_OK;
    }
    status = fc_provenance_path(&sidecar.owned, path, err);
    if (status == FC_OK) {
        sidecar.path = sidecar.owned;
        outputs->items[outputs->count++] = sidecar;
    }
    return status;
}

static fc_status list_outputs(struct outputs *outputs,
                              const struct fc_request *request,
                              const char *default_path, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->output_count && status == FC_OK; i++) {
        status = add_result(outputs, request, request->outputs[i], "--output",
                            err);
    }
    if (status == FC_OK && default_path != NULL) {
        status = add_result(outputs, request, default_path, "the forecast",
                            err);
    }
    if (status == FC_OK && request->paths != NULL) {
        add(outputs, request->paths, "--paths");
    }
    if (status == FC_OK && request->spec != NULL) {
        add(outputs, request->spec, "--spec");
    }
    if (status == FC_OK && request->forecasts != NULL) {
        add(outputs, request->forecasts, "--forecasts");
    }
    if (status == FC_OK && request->errors != NULL) {
        add(outputs, request->errors, "--errors");
    }
    return status;
}

static void release_outputs(struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        free(outputs->items[i].owned);
    }
}

fc_status fc_overlap_refuse(const char *output, const char *what,
                            const char *input, fc_error *err)
{
    bool same = false;
    fc_status status = FC_OK;

    if (input == NULL) {
        return FC_OK;
    }
    status = fc_file_is_same(&same, output, input, err);
    if (status == FC_OK && same) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%s '%.120s' would overwrite '%.120s', which is read; "
                       "choose another file",
                       what, output, input);
    }
    return status;
}

/* The ledger that is appended to or read; NULL: none is. */
static const char *ledger_of(const struct fc_request *request)
{
    return request->record
                   || (request->command->bit & (FC_ON_LEDGER | FC_ON_SCORE))
                          != 0
               ? fc_recorder_path(request)
               : NULL;
}

static fc_status check_inputs(const struct output *output,
                              const struct fc_request *request,
                              const fc_dataset *dataset, fc_error *err)
{
    bool from_stdin = request->data != NULL && strcmp(request->data, "-") == 0;
    const char *const inputs[] = {
        from_stdin ? "/dev/stdin" : dataset->table->source,
        request->guidance_file,
        request->scenario_file,
        dataset->descriptor_path,
        dataset->guidance_path,
        dataset->plans_path,
        dataset->scenarios_path,
        dataset->totals_path,
        dataset->facts_path,
        dataset->peers_path,
        dataset->hierarchy_path,
        dataset->sources_path,
    };
    fc_status status = FC_OK;

    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0] && status == FC_OK;
         i++) {
        status = fc_overlap_refuse(output->path, output->what, inputs[i], err);
    }
    return status;
}

/* Against the outputs in front of it. */
static fc_status check_others(const struct outputs *outputs, size_t index,
                              fc_error *err)
{
    const struct output *one = &outputs->items[index];
    fc_status status = FC_OK;

    for (size_t i = 0; i < index && status == FC_OK; i++) {
        const struct output *other = &outputs->items[i];
        bool same = false;

        status = fc_file_is_same(&same, one->path, other->path, err);
        if (status == FC_OK && same) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "%s '%.120s' and %s '%.120s' are one file; give "
                           "each its own",
                           other->what, other->path, one->what, one->path);
        }
    }
    return status;
}

fc_status fc_overlap_check(const struct fc_request *request,
                           const fc_dataset *dataset, const char *default_path,
                           fc_error *err)
{
    struct outputs outputs = {.count = 0};
    fc_status status = list_outputs(&outputs, request, default_path, err);

    for (size_t i = 0; i < outputs.count && status == FC_OK; i++) {
        status = check_others(&outputs, i, err);
        if (status == FC_OK) {
            status = fc_overlap_refuse(outputs.items[i].path,
                                       outputs.items[i].what,
                                       ledger_of(request), err);
        }
        if (status == FC_OK && dataset != NULL) {
            status = check_inputs(&outputs.items[i], request, dataset, err);
        }
    }
    release_outputs(&outputs);
    return status;
}
