/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New and revised actuals: first what each may do, then the text. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "planning/update_target.h"

static void name_period(char text[FC_PERIOD_TEXT_SIZE],
                        const struct fc_update_targets *targets, int64_t index)
{
    const fc_table *table = fc_update_table(targets);

    fc_period_format(text, fc_period_add(table->start, index), table->calendar);
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the update");
}

static fc_status read_target(struct fc_update_target *out,
                             const struct fc_update_targets *targets,
                             const fc_update_value *value, fc_error *err)
{
    const fc_table *table = fc_update_table(targets);
    fc_period period;
    fc_error why = {.status = FC_OK};
    fc_status status = fc_update_series(&out->series, targets->update,
                                        value->series, err);

    out->value = value;
    if (status == FC_OK) {
        status = fc_update_number(&out->number, value->number, err);
    }
    if (status != FC_OK) {
        return status;
    }
    if (fc_period_parse(&period, value->period, table->start.frequency,
                        table->calendar, &why)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "%.60s:%.30s: %.320s",
                       value->series, value->period, why.message);
    }
    out->index = fc_period_distance(table->start, period);
    if (out->index < 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, table->source, 0, 0,
                          "%.30s lies in front of the first period; an update "
                          "adds behind the last",
                          value->period);
    }
    return FC_OK;
}

/* In the order of the periods, so that each may follow the one before it. */
static void place(struct fc_update_targets *targets,
                  const struct fc_update_target *target)
{
    size_t i = targets->count++;

    for (; i > 0 && targets->items[i - 1].index > target->index; i--) {
        targets->items[i] = targets->items[i - 1];
    }
    targets->items[i] = *target;
}

static fc_status read_targets(struct fc_update_targets *targets, fc_error *err)
{
    const fc_update_request *request = targets->update->request;
    fc_status status = FC_OK;

    for (size_t i = 0; i < request->value_count && status == FC_OK; i++) {
        struct fc_update_target target = {0};

        status = read_target(&target, targets, &request->values[i], err);
        for (size_t k = 0; k < targets->count && status == FC_OK; k++) {
            if (targets->items[k].series == target.series
                && targets->items[k].index == target.index) {
                status = FC_FAIL(err, FC_ERR_ARGUMENT,
                                 "%.60s:%.30s is given twice; give it once",
                                 target.value->series, target.value->period);
            }
        }
        if (status == FC_OK) {
            place(targets, &target);
        }
    }
    return status;
}

static double present_value(const struct fc_update_targets *targets,
                            const struct fc_update_target *target)
{
    return target->index < (int64_t)fc_update_table(targets)->length
               ? target->series->values[target->index]
               : (double)NAN;
}

/* The last period with a value of the series of target @p at, those of the
 * targets before it included; -1 if there is none. */
static int64_t last_known(const struct fc_update_targets *targets, size_t at)
{
    const fc_series *series = targets->items[at].series;
    int64_t last = (int64_t)series->length - 1;

    while (last >= 0 && isnan(series->values[last])) {
        last--;
    }
    for (size_t i = 0; i < at; i++) {
        if (targets->items[i].series == series
            && targets->items[i].index > last) {
            last = targets->items[i].index;
        }
    }
    return last;
}

/* Rows of the table, with those that targets before @p at add. */
int64_t fc_update_row_count(const struct fc_update_targets *targets, size_t at)
{
    int64_t count = (int64_t)fc_update_table(targets)->length;

    for (size_t i = 0; i < at; i++) {
        if (targets->items[i].index >= count) {
            count = targets->items[i].index + 1;
        }
    }
    return count;
}

static fc_status judge_new(const struct fc_update_targets *targets, size_t at,
                           fc_error *err)
{
    const struct fc_update_target *target = &targets->items[at];
    int64_t last = last_known(targets, at);
    int64_t next = last >= 0 ? last + 1 : fc_update_row_count(targets, at);
    char skipped[FC_PERIOD_TEXT_SIZE];

    if (target->value->revises) {
        return FC_FAIL_AT(err, FC_ERR_DATA, fc_update_table(targets)->source, 0,
                          0,
                          "'%.60s' has no value for %.30s that could be "
                          "revised; add one with --add",
                          target->value->series, target->value->period);
    }
    if (target->index > next) {
        name_period(skipped, targets, next);
        return FC_FAIL_AT(err, FC_ERR_DATA, fc_update_table(targets)->source, 0,
                          0,
                          "'%.60s' would skip %s; add that first, or in the "
                          "same update",
                          target->value->series, skipped);
    }
    return FC_OK;
}

static fc_status judge_present(const struct fc_update_targets *targets,
                               const struct fc_update_target *target,
                               double present, fc_error *err)
{
    const fc_table *table = fc_update_table(targets);

    if (target->value->revises) {
        return FC_OK;
    }
    return FC_FAIL_AT(err, FC_ERR_DATA, table->source,
                      table->line != NULL ? table->line[target->index] : 0, 0,
                      "'%.60s' is %.10g in %.30s already; to change it write "
                      "--revise instead of --add",
                      target->value->series, present, target->value->period);
}

static fc_status note(const struct fc_update_targets *targets,
                      const struct fc_update_target *target, double present,
                      const char *what, fc_error *err)
{
    char period[FC_PERIOD_TEXT_SIZE];
    char before[40];
    char after[64];

    name_period(period, targets, target->index);
    (void)snprintf(before, sizeof before, "%.10g", present);
    (void)snprintf(after, sizeof after, "%s", target->value->number);
    return fc_update_note(
        targets->update,
        &(struct fc_update_told){.part = FC_UPDATE_DATA,
                                 .series = target->series->name,
                                 .period = period,
                                 .before = isnan(present) ? NULL : before,
                                 .after = after,
                                 .what = what},
        err);
}

static fc_status judge(struct fc_update_targets *targets, size_t at,
                       fc_error *err)
{
    struct fc_update_target *target = &targets->items[at];
    double present = present_value(targets, target);
    const char *what = "added";
    fc_status status = FC_OK;

    if (isnan(present)) {
        status = judge_new(targets, at, err);
    } else if (fabs(present - target->number) > 0.0) {
        status = judge_present(targets, target, present, err);
        what = "revised";
    } else {
        return note(targets, target, present, "unchanged", err);
    }
    target->is_set = true;
    return status == FC_OK ? note(targets, target, present, what, err) : status;
}

fc_status fc_update_values(struct fc_update *update, fc_error *err)
{
    struct fc_update_targets targets = {.update = update};
    struct fc_update_file *file = &update->files[FC_UPDATE_DATA];
    const fc_table *table = update->dataset->table;
    fc_status status = fc_update_open(file, table->source,
                                      table->options.delimiter, err);

    targets.items = fc_calloc(update->request->value_count,
                              sizeof *targets.items);
    if (status == FC_OK && targets.items == NULL) {
        status = out_of_memory(err);
    }
    if (status == FC_OK) {
        status = read_targets(&targets, err);
    }
    for (size_t i = 0; i < targets.count && status == FC_OK; i++) {
        status = judge(&targets, i, err);
        file->changes = file->changes || targets.items[i].is_set;
    }
    if (status == FC_OK && file->changes) {
        status = table->line != NULL ? fc_update_write_wide(&targets, err)
                                     : fc_update_write_long(&targets, err);
    }
    free(targets.items);
    return status;
}
