/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <math.h>

#include "forecast/frozen_choice.h"
#include "forecast/init.h"

#include "base/bytes.h"
#include "planning/projection_state.h"

/* Significant digits of errors, as of computed values elsewhere. */
enum { DIGITS = 10 };

/* An object in the making; once false, `ok` stays so. */
struct object {
    json_t *json;
    bool ok;
};

static struct object object_start(void)
{
    struct object object = {.json = json_object()};

    object.ok = object.json != NULL;
    return object;
}

/* Takes over @p value; NULL is out of memory. */
static void put(struct object *object, const char *key, json_t *value)
{
    object->ok = json_object_set_new(object->json, key, value) == 0
                 && object->ok;
}

static void put_text(struct object *object, const char *key, const char *text)
{
    put(object, key, json_string(text));
}

static void put_count(struct object *object, const char *key, size_t count)
{
    put(object, key, json_integer((json_int_t)count));
}

/* JSON has no NaN. */
static void put_number(struct object *object, const char *key, double value)
{
    put(object, key, isfinite(value) ? json_real(value) : json_null());
}

static void put_period(struct object *object, const char *key, fc_period period,
                       fc_calendar calendar)
{
    char text[FC_PERIOD_TEXT_SIZE];

    fc_period_format(text, period, calendar);
    put_text(object, key, text);
}

static void put_model(struct object *object, const fc_projection *projection,
                      size_t spec)
{
    char text[FC_MODEL_SPEC_SIZE];

    fc_model_spec_format(text, fc_backtest_spec_at(projection->backtest, spec));
    put_text(object, "model", text);
}

/* Of the model itself at the origins of the evaluation, not of choosing anew.
 */
static void put_errors(struct object *object,
                       const struct fc_standing *standing)
{
    put_count(object, "forecasts", standing->all.n);
    put_number(object, "mae", standing->all.mae);
    put_number(object, "mape_pct", standing->all.mape);
}

static void put_object(struct object *object, const char *key,
                       const struct object *part)
{
    put(object, key, part->json);
    object->ok = object->ok && part->ok;
}

static void put_backtest(struct object *object, const fc_projection *projection)
{
    size_t other = fc_projection_runner_up(projection);
    struct object part = object_start();

    put_errors(&part, &projection->standing[projection->chosen]);
    put_object(object, "backtest", &part);
    if (other < fc_backtest_spec_count(projection->backtest)) {
        part = object_start();
        put_model(&part, projection, other);
        put_errors(&part, &projection->standing[other]);
        put_object(object, "runner_up", &part);
    }
}

static void put_choice(struct object *object, const fc_projection *projection)
{
    fc_frequency frequency = projection->origin.frequency;

    put_count(object, "schema", FC_FROZEN_SCHEMA);
    put_text(object, "series", projection->history->name);
    put_text(object, "frequency", fc_frequency_name(frequency));
    put_count(object, "season", fc_frequency_season(frequency));
    put_model(object, projection, projection->chosen);
    put_text(object, "intervals", fc_intervals_name(projection->intervals));
    put_period(object, "origin", projection->origin, projection->calendar);
    put_count(object, "horizon", projection->horizon);
    if (projection->standing != NULL) {
        put_backtest(object, projection);
    }
    put_text(object, "version", fc_version());
}

static int append(const char *data, size_t size, void *context)
{
    return fc_bytes_append(context, data, size) == FC_OK ? 0 : -1;
}

fc_status fc_projection_freeze(fc_bytes *out, const fc_projection *projection,
                               fc_error *err)
{
    struct object object = object_start();
    bool done = false;

    put_choice(&object, projection);
    done = object.ok
           && json_dump_callback(object.json, append, out,
                                 JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS))
                  == 0
           && fc_bytes_append_text(out, "\n") == FC_OK;
    json_decref(object.json);
    return done ? FC_OK
                : FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a choice");
}
