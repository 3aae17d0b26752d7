/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/actuals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/long_reader.h"

#include "base/memory.h"

/* Room for the first series; doubled when it is full. */
enum { FIRST_ROOM = 256 };

struct reading {
    struct fc_actuals *actuals;
    const fc_competition_file *file;
};

static fc_status make_room(struct fc_actuals *self, fc_error *err)
{
    size_t room = self->room > 0 ? 2 * self->room : FIRST_ROOM;
    struct fc_actual *items = NULL;

    if (self->count < self->room) {
        return FC_OK;
    }
    items = fc_calloc(room, sizeof *items);
    if (items == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu series",
                       room);
    }
    if (self->count > 0) {
        memcpy(items, self->items, self->count * sizeof *items);
    }
    free(self->items);
    self->items = items;
    self->room = room;
    return FC_OK;
}

/* An fc_long_handler of the test parts. */
static fc_status take_test(void *context, const fc_long_series *series,
                           const fc_error *failure, fc_error *err)
{
    struct fc_actuals *self = ((struct reading *)context)->actuals;
    struct fc_actual *item = NULL;
    fc_status status = make_room(self, err);

    if (failure != NULL) {
        *err = *failure;
        return failure->status;
    }
    if (status != FC_OK) {
        return status;
    }
    item = &self->items[self->count++];
    *item = (struct fc_actual){.length = series->span.length,
                               .absolute_scale = (double)NAN,
                               .squared_scale = (double)NAN,
                               .naive2_smape = (double)NAN,
                               .naive2_mase = (double)NAN};
    item->id = strdup(series->id);
    item->values = fc_calloc(item->length, sizeof(double));
    if (item->id == NULL || item->values == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a series");
    }
    memcpy(item->values, series->span.values, item->length * sizeof(double));
    if (item->length > self->longest) {
        self->longest = item->length;
    }
    return FC_OK;
}

/* Changes of which a side is missing are left out. */
static void find_scales(struct fc_actual *item, fc_span y, size_t season)
{
    double absolute = 0.0;
    double squared = 0.0;
    double count = 0.0;

    for (size_t t = season; t < y.length; t++) {
        double change = y.values[t] - y.values[t - season];

        if (!isnan(change)) {
            absolute += fabs(change);
            squared += change * change;
            count += 1.0;
        }
    }
    if (absolute > 0.0) {
        item->absolute_scale = absolute / count;
        item->squared_scale = squared / count;
    }
}

/* An fc_long_handler of the training parts. Why one cannot be used is told when
 * it is to be forecast. */
static fc_status take_train(void *context, const fc_long_series *series,
                            const fc_error *failure, fc_error *err)
{
    const struct reading *reading = context;
    struct fc_actual *item = fc_actuals_find(reading->actuals, series->id);

    if (item == NULL) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "series '%.60s' of '%.120s' is not in '%.120s'; the two "
                       "files need the same ids",
                       series->id, reading->file->train, reading->file->test);
    }
    item->matched = true;
    if (failure == NULL) {
        find_scales(item, series->span, reading->file->season);
    }
    return FC_OK;
}

static fc_status read_file(struct reading *reading, const char *path,
                           fc_long_handler *handler, fc_error *err)
{
    const fc_long_options options = {.season = reading->file->season};
    fc_input *input = NULL;
    fc_status status = fc_input_open(&input, path, err);

    if (status == FC_OK) {
        status = fc_long_read(input, &options, handler, reading, err);
    }
    fc_input_free(input);
    return status;
}

static fc_status check_matched(const struct fc_actuals *self,
                               const fc_competition_file *file, fc_error *err)
{
    for (size_t i = 0; i < self->count; i++) {
        if (!self->items[i].matched) {
            return FC_FAIL(err, FC_ERR_DATA,
                           "series '%.60s' of '%.120s' is not in '%.120s'; the "
                           "two files need the same ids",
                           self->items[i].id, file->test, file->train);
        }
    }
    return FC_OK;
}

fc_status fc_actuals_read(struct fc_actuals *out,
                          const fc_competition_file *file, fc_error *err)
{
    struct reading reading = {.actuals = out, .file = file};
    fc_status status = read_file(&reading, file->test, take_test, err);

    if (status == FC_OK) {
        status = read_file(&reading, file->train, take_train, err);
    }
    return status == FC_OK ? check_matched(out, file, err) : status;
}

void fc_actuals_release(struct fc_actuals *actuals)
{
    for (size_t i = 0; i < actuals->count; i++) {
        free(actuals->items[i].id);
        free(actuals->items[i].values);
    }
    free(actuals->items);
    *actuals = (struct fc_actuals){0};
}

struct fc_actual *fc_actuals_find(struct fc_actuals *actuals, const char *id)
{
    for (size_t i = 0; i < actuals->count; i++) {
        size_t at = (actuals->next + i) % actuals->count;

        if (strcmp(actuals->items[at].id, id) == 0) {
            actuals->next = at + 1;
            return &actuals->items[at];
        }
    }
    return NULL;
}
