/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/discover.h"
#include "cli/lock.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/today.h"

/* The request of the library, and the texts that it borrows. */
struct asked {
    fc_update_value values[2 * FC_CHANGE_CAPACITY];
    fc_update_value plans[FC_CHANGE_CAPACITY];
    fc_update_range ranges[FC_CHANGE_CAPACITY];
    char lows[FC_CHANGE_CAPACITY][64];
    fc_update_request request;
};

static fc_status needs_series(fc_error *err)
{
    return FC_FAIL(
        err, FC_ERR_ARGUMENT,
        "which series? Write SERIES: in front of the period, or name "
        "one for all with --series");
}

/* A series that the file must have, to find the file by. */
static const char *usual_series(const struct fc_request *request)
{
    const struct fc_value_list *added = &request->update.added;

    if (request->series == NULL && added->count > 0
        && added->items[0].series[0] != '\0') {
        return added->items[0].series;
    }
    return request->series;
}

static fc_status take_values(fc_update_value *out, size_t *count,
                             const struct fc_value_list *list,
                             const char *series, bool revises, fc_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct fc_value_argument *item = &list->items[i];

        out[*count] = (fc_update_value){
            .series = item->series[0] != '\0' ? item->series : series,
            .period = item->period,
            .number = item->text,
            .revises = revises,
        };
        if (out[*count].series == NULL) {
            return needs_series(err);
        }
        (*count)++;
    }
    return FC_OK;
}

static void take_ranges(struct asked *asked, const struct fc_request *request)
{
    const struct fc_update_options *update = &request->update;

    for (size_t i = 0; i < update->range_count; i++) {
        const struct fc_range_argument *range = &update->ranges[i];
        const char *text = update->range_texts[i];
        size_t length = strcspn(text, ":"); /* a range that was parsed */

        (void)snprintf(asked->lows[i], sizeof asked->lows[i], "%.*s",
                       (int)length, text);
        asked->ranges[i] = (fc_update_range){
            .series = range->series[0] != '\0' ? range->series
                                               : request->series,
            .period = range->period,
            .low = asked->lows[i],
            .high = text + length + 1,
        };
    }
    asked->request.ranges = asked->ranges;
    asked->request.range_count = update->range_count;
}

static fc_status take_request(struct asked *asked,
                              const struct fc_request *request,
                              const char *path, fc_error *err)
{
    const struct fc_update_options *update = &request->update;
    fc_update_request *out = &asked->request;
    fc_status status = FC_OK;

    *out = (fc_update_request){
        .path = path,
        .options = &request->table,
        .values = asked->values,
        .plans = asked->plans,
        .issued = update->issued.year != 0 ? update->issued : fc_today(request),
        .source = update->source,
        .basis = update->basis,
    };
    status = take_values(asked->values, &out->value_count, &update->added,
                         request->series, false, err);
    if (status == FC_OK) {
        status = take_values(asked->values, &out->value_count, &update->revised,
                             request->series, true, err);
    }
    if (status == FC_OK) {
        status = take_values(asked->plans, &out->plan_count, &update->planned,
                             request->series, false, err);
    }
    take_ranges(asked, request);
    return status;
}

static fc_status show(const struct fc_request *request, const fc_update *update,
                      fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_update_report(&report, update, err);

    if (status == FC_OK && fc_update_file_count(update) == 0) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "All of it is there already; nothing is written.");
    } else if (status == FC_OK && request->update.dry_run) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "Nothing is written: --dry-run.");
    }
    if (status == FC_OK) {
        status = fc_report_finish(report, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report};

        status = fc_deliver(request, &delivery, err);
    }
    fc_report_free(report);
    return status;
}

static void tell_files(const fc_update *update)
{
    for (size_t i = 0; i < fc_update_file_count(update); i++) {
        fc_message_print("wrote %s, and its previous version to %s.bak",
                         fc_update_file(update, i), fc_update_file(update, i));
    }
}

/* With the lock held: between reading and writing nobody else may write. */
static fc_status do_update(const struct fc_request *request, const char *path,
                           fc_error *err)
{
    struct asked *asked = calloc(1, sizeof *asked);
    fc_update *update = NULL;
    fc_status status = asked != NULL ? FC_OK
                                     : FC_FAIL(err, FC_ERR_MEMORY,
                                               "out of memory for the update");

    if (status == FC_OK) {
        status = take_request(asked, request, path, err);
    }
    if (status == FC_OK) {
        status = fc_update_prepare(&update, &asked->request, err);
    }
    if (status == FC_OK && !request->update.dry_run) {
        fc_terminal_hold_signals(true);
        status = fc_update_write(update, err);
        fc_terminal_hold_signals(false);
    }
    if (status == FC_OK) {
        status = show(request, update, err);
    }
    if (status == FC_OK && !request->update.dry_run && !request->quiet) {
        tell_files(update);
    }
    fc_update_free(update);
    free(asked);
    return status;
}

static fc_status update_locked(const struct fc_request *request,
                               const char *path, int *outcome, fc_error *err)
{
    struct fc_lock lock = {.fd = -1};
    char name[4096];
    char text[FC_MESSAGE_SIZE];
    bool held = false;
    long holder = 0;
    fc_status status = FC_OK;

    if (request->update.dry_run) {
        return do_update(request, path, err);
    }
    (void)snprintf(name, sizeof name, "%.4000s.lock", path);
    status = fc_lock_take(&lock, name, request->unattended.lock_timeout, &held,
                          &holder, err);
    if (status == FC_OK && held) {
        fc_lock_describe(text, sizeof text, name, holder);
        fc_message_print("%s", text);
        *outcome = FC_EXIT_LOCKED;
    } else if (status == FC_OK) {
        status = do_update(request, path, err);
    }
    fc_lock_release(&lock);
    return status;
}

fc_status fc_command_update(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    const struct fc_update_options *update = &request->update;
    char *found = NULL;
    fc_status status = FC_OK;

    if (update->added.count + update->revised.count + update->planned.count
            + update->range_count
        == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "update needs something to do; give --add, --revise, "
                       "--guidance or --plan");
    }
    if (request->data != NULL && strcmp(request->data, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "standard input cannot be updated; name a file with "
                       "--data");
    }
    if (request->data == NULL) {
        status = fc_discover_data(&found, usual_series(request), err);
    }
    if (status == FC_OK) {
        status = update_locked(request,
                               request->data != NULL ? request->data : found,
                               outcome, err);
    }
    free(found);
    return status;
}
