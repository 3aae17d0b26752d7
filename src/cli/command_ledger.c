/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/message.h"
#include "cli/recorder.h"

/* What may be done with a ledger; each makes a report or none. */
struct action {
    const char *name;
    size_t operands; /* numbers of runs that it needs */
    fc_ledger_mode mode;
    fc_status (*run)(fc_report **out, fc_ledger *ledger,
                     const struct fc_request *request, int *outcome,
                     fc_error *err);
};

static fc_status list(fc_report **out, fc_ledger *ledger,
                      const struct fc_request *request, int *outcome,
                      fc_error *err)
{
    (void)outcome;
    return fc_ledger_list(out, ledger, request->series, err);
}

static fc_status export_all(fc_report **out, fc_ledger *ledger,
                            const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    (void)outcome;
    return fc_ledger_export(out, ledger, request->series, err);
}

static fc_status run_number(int64_t *out, const char *text, fc_error *err)
{
    uint64_t number = 0;
    fc_error why = {.status = FC_OK};

    if (fc_argument_count(&number, text, 1, INT64_MAX, &why) != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "'%.60s' is no number of a run; forecast ledger list "
                       "shows them",
                       text);
    }
    *out = (int64_t)number;
    return FC_OK;
}

static fc_status show(fc_report **out, fc_ledger *ledger,
                      const struct fc_request *request, int *outcome,
                      fc_error *err)
{
    int64_t id = 0;
    fc_status status = run_number(&id, request->further[0], err);

    (void)outcome;
    return status == FC_OK ? fc_ledger_show(out, ledger, id, err) : status;
}

static fc_status diff(fc_report **out, fc_ledger *ledger,
                      const struct fc_request *request, int *outcome,
                      fc_error *err)
{
    int64_t runs[2] = {0};
    fc_status status = FC_OK;

    (void)outcome;
    for (size_t i = 0; i < 2 && status == FC_OK; i++) {
        status = run_number(&runs[i], request->further[i], err);
    }
    return status == FC_OK ? fc_ledger_diff(out, ledger, runs[0], runs[1], err)
                           : status;
}

static fc_status add(fc_report **out, fc_ledger *ledger,
                     const struct fc_request *request, int *outcome,
                     fc_error *err)
{
    const fc_ledger_import import = {.path = request->csv,
                                     .source = request->whose,
                                     .calendar = request->table.calendar};
    char head[FC_LEDGER_SEAL_SIZE];
    size_t runs = 0;
    fc_status status = fc_ledger_add(&runs, head, ledger, &import, err);

    (void)out;
    (void)outcome;
    if (status == FC_OK) {
        fc_recorder_tell(request, runs, head);
    }
    return status;
}

static fc_status verify(fc_report **out, fc_ledger *ledger,
                        const struct fc_request *request, int *outcome,
                        fc_error *err)
{
    fc_ledger_check check = {0};
    fc_status status = fc_ledger_verify(&check, ledger, request->head, err);

    if (status != FC_OK) {
        return status;
    }
    if (!check.holds) {
        *outcome = FC_EXIT_CHECK_FAILED;
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
    {.name = "add", .mode = FC_LEDGER_WRITE, .run = add},
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

    for (size_t i = 0; i < ACTION_COUNT; i++) {
        if (name != NULL && strcmp(actions[i].name, name) == 0) {
            *out = &actions[i];
            return FC_OK;
        }
        names[i] = actions[i].name;
    }
    nearest = name != NULL ? fc_name_nearest(name, names, ACTION_COUNT) : NULL;
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "%s%.60s%s; say list, show, add, diff, export or verify%s%s",
                   name != NULL ? "'" : "what is to be done is missing",
                   name != NULL ? name : "",
                   name != NULL ? "' is nothing that a ledger does" : "",
                   nearest != NULL ? ": did you mean " : "",
                   nearest != NULL ? nearest : "");
}

static fc_status check_words(const struct action *action,
                             const struct fc_request *request, fc_error *err)
{
    size_t given = 0;

    while (given < FC_WORD_CAPACITY && request->further[given] != NULL) {
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
    if (action->run == add
        && (request->csv == NULL || request->whose == NULL)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "ledger add needs --csv FILE and --source NAME");
    }
    return FC_OK;
}

static fc_status act(const struct action *action,
                     const struct fc_request *request, int *outcome,
                     fc_error *err)
{
    fc_ledger *ledger = NULL;
    fc_report *report = NULL;
    fc_status status = fc_ledger_open(&ledger, fc_recorder_path(request),
                                      action->mode, err);

    if (status == FC_OK) {
        status = action->run(&report, ledger, request, outcome, err);
    }
    fc_ledger_close(ledger);
    if (status == FC_OK && report != NULL) {
        const struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}

fc_status fc_command_ledger(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    const struct action *action = NULL;
    fc_status status = find_action(&action, request->operand, err);

    if (status == FC_OK) {
        status = check_words(action, request, err);
    }
    return status == FC_OK ? act(action, request, outcome, err) : status;
}
