/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/recorder.h"

/* What an action works with. */
struct job {
    const struct fc_request *request;
    const fc_ledger *ledger;
    int64_t runs[FC_WORD_CAPACITY]; /* numbers of runs, as many as it takes */
    int *outcome;
};

/* What may be done with a ledger; all but one make a report from it. */
struct action {
    const char *name;
    size_t operands; /* numbers of runs that it takes */
    fc_status (*run)(fc_report **out, const struct job *job, fc_error *err);
};

static fc_status list(fc_report **out, const struct job *job, fc_error *err)
{
    return fc_ledger_list(out, job->ledger, job->request->series, err);
}

static fc_status export_all(fc_report **out, const struct job *job,
                            fc_error *err)
{
    return fc_ledger_export(out, job->ledger, job->request->series, err);
}

static fc_status show(fc_report **out, const struct job *job, fc_error *err)
{
    return fc_ledger_show(out, job->ledger, job->runs[0], err);
}

static fc_status diff(fc_report **out, const struct job *job, fc_error *err)
{
    return fc_ledger_diff(out, job->ledger, job->runs[0], job->runs[1], err);
}

/* Nothing is opened, hence made, before the forecasts are understood. */
static fc_status add(const struct fc_request *request, fc_error *err)
{
    char head[FC_LEDGER_SEAL_SIZE];
    size_t runs = 0;
    fc_outside *outside = NULL;
    fc_ledger *ledger = NULL;
    fc_status status = FC_OK;

    if (request->csv == NULL || request->whose == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "ledger add needs --csv FILE and --source NAME");
    }
    status = fc_outside_read(&outside, request->csv, request->whose,
                             request->table.calendar, err);
    if (status == FC_OK) {
        status = fc_ledger_open(&ledger, fc_recorder_path(request),
                                FC_LEDGER_WRITE, err);
    }
    if (status == FC_OK) {
        status = fc_ledger_add(&runs, head, ledger, outside, err);
    }
    fc_ledger_close(ledger);
    fc_outside_free(outside);
    if (status == FC_OK) {
        fc_recorder_tell(request, runs, head);
    }
    return status;
}

static fc_status verify(fc_report **out, const struct job *job, fc_error *err)
{
    fc_ledger_check check = {0};
    fc_status status = fc_ledger_verify(&check, job->ledger, job->request->head,
                                        err);

    if (status != FC_OK) {
        return status;
    }
    if (!check.holds) {
        *job->outcome = FC_EXIT_CHECK_FAILED;
        if (check.first_bad != 0) {
            fc_message_print("the chain does not hold from run %lld on: %s",
                             (long long)check.first_bad, check.why);
        } else {
            fc_message_print("the chain does not hold: %s", check.why);
        }
    }
    return fc_ledger_check_report(out, &check, err);
}

static const struct action actions[] = {
    {.name = "list", .run = list},
    {.name = "show", .operands = 1, .run = show},
    {.name = "add"},
    {.name = "diff", .operands = 2, .run = diff},
    {.name = "export", .run = export_all},
    {.name = "verify", .run = verify},
};

enum { ACTION_COUNT = sizeof actions / sizeof actions[0] };

static fc_status find_action(const struct action **out, const char *name,
                             fc_error *err)
{
    const char *names[ACTION_COUNT];
    const char *nearest = NULL;

    if (name == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "what is to be done is missing; say list, show, add, "
                       "diff, export or verify");
    }
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        if (strcmp(actions[i].name, name) == 0) {
            *out = &actions[i];
            return FC_OK;
        }
        names[i] = actions[i].name;
    }
    nearest = fc_name_nearest(name, names, ACTION_COUNT);
    if (nearest != NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a ledger does no '%.60s'; did you mean '%s'?", name,
                       nearest);
    }
    return FC_FAIL(
        err, FC_ERR_ARGUMENT,
        "a ledger does no '%.60s'; say list, show, add, diff, export "
        "or verify",
        name);
}

static fc_status run_number(int64_t *out, const char *text, fc_error *err)
{
    uint64_t number = 0;

    if (fc_argument_count(&number, text, 1, INT64_MAX, NULL) != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' is no number of a run; forecast ledger list "
                       "shows them",
                       text);
    }
    *out = (int64_t)number;
    return FC_OK;
}

static fc_status read_words(struct job *job, const struct action *action,
                            fc_error *err)
{
    const char *const *words = job->request->further;
    size_t given = 0;
    fc_status status = FC_OK;

    while (given < FC_WORD_CAPACITY && words[given] != NULL) {
        given++;
    }
    if (given != action->operands) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "ledger %s takes %s; see forecast help ledger",
                       action->name,
                       action->operands == 0   ? "no word behind it"
                       : action->operands == 1 ? "the number of a run"
                                               : "the numbers of two runs");
    }
    for (size_t i = 0; i < given && status == FC_OK; i++) {
        status = run_number(&job->runs[i], words[i], err);
    }
    return status;
}

/* Options that are of one action alone. */
static fc_status check_options(const struct fc_request *request,
                               const char *action, fc_error *err)
{
    const struct {
        const char *option;
        const char *value;
        const char *action;
    } owned[] = {{"--csv", request->csv, "add"},
                 {"--source", request->whose, "add"},
                 {"--head", request->head, "verify"}};

    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++) {
        if (owned[i].value != NULL && strcmp(owned[i].action, action) != 0) {
            return FC_FAIL(err, FC_ERR_ARGUMENT,
                           "%s is for ledger %s; ledger %s has no use for it",
                           owned[i].option, owned[i].action, action);
        }
    }
    return FC_OK;
}

static fc_status report(struct job *job, const struct action *action,
                        fc_error *err)
{
    fc_ledger *ledger = NULL;
    fc_report *made = NULL;
    fc_status status = fc_ledger_open(&ledger, fc_recorder_path(job->request),
                                      FC_LEDGER_READ, err);

    if (status == FC_OK) {
        job->ledger = ledger;
        status = action->run(&made, job, err);
    }
    fc_ledger_close(ledger);
    if (status == FC_OK) {
        const struct fc_delivery delivery = {.report = made};

        status = fc_deliver(job->request, &delivery, err);
    }
    fc_report_free(made);
    return status;
}

fc_status fc_command_ledger(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    struct job job = {.request = request, .outcome = outcome};
    const struct action *action = NULL;
    fc_status status = find_action(&action, request->operand, err);

    if (status == FC_OK) {
        status = read_words(&job, action, err);
    }
    if (status == FC_OK) {
        status = check_options(request, action->name, err);
    }
    if (status != FC_OK) {
        return status;
    }
    return action->run != NULL ? report(&job, action, err) : add(request, err);
}
