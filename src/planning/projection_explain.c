/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of what a forecast is made of.
 */
#include <math.h>
#include <stdio.h>

#include "forecast/init.h"

#include "base/number.h"
#include "planning/amount.h"
#include "planning/columns.h"
#include "planning/lookup.h"
#include "planning/projection_people.h"
#include "planning/projection_state.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Steps that people see side by side; machines get all. */
enum { most_steps = 5 };

static const fc_column part_columns[] = {
    FC_TEXT_COLUMN("period", NULL),
    FC_TEXT_COLUMN("part", NULL),
    FC_NUMBER_COLUMN("contribution", NULL, -1),
    FC_NUMBER_COLUMN("effect", NULL, -1),
};

static void add_part(fc_report_table *table, const char *period,
                     const char *part, double contribution, double effect)
{
    fc_report_table_add_row(table);
    fc_report_table_set_text(table, 0, period);
    fc_report_table_set_text(table, 1, part);
    fc_report_table_set_number(table, 2, contribution);
    fc_report_table_set_number(table, 3, effect);
}

/* One row a part, and one that says what they add up to. */
static void write_parts(fc_report *report, const fc_projection *projection)
{
    const fc_explanation *all = projection->explanation;
    const struct fc_table_shape shape = {"contributions", NULL, FC_FOR_MACHINES,
                                         part_columns, COUNT_OF(part_columns)};
    fc_report_table *table = fc_columns_add_table(report, &shape, 0);
    char period[FC_PERIOD_TEXT_SIZE];

    for (size_t h = 0; h < all->steps; h++) {
        double mean = all->forecast[h];

        fc_period_format(period, fc_projection_period(projection, h),
                         projection->calendar);
        for (size_t k = 0; k < all->count; k++) {
            add_part(table, period, all->names[k],
                     all->parts[h * all->count + k],
                     all->effects[h * all->count + k]);
        }
        add_part(table, period, "forecast",
                 fc_transform_apply(&all->scale, mean), mean);
    }
}

/* What is shown side by side: one column a step. */
struct view {
    const char *name;
    const char *title;
    const double *values; /* steps * count */
    bool in_unit;         /* else on the model's scale */
};

static void write_view(fc_report *report, const fc_projection *projection,
                       const struct view *view)
{
    const fc_explanation *all = projection->explanation;
    size_t steps = all->steps < most_steps ? all->steps : most_steps;
    char titles[most_steps][FC_PERIOD_TEXT_SIZE];
    fc_column columns[most_steps + 1] = {FC_TEXT_COLUMN("part", "Part")};
    const struct fc_table_shape shape = {view->name, view->title, FC_FOR_PEOPLE,
                                         columns, steps + 1};
    fc_report_table *table = NULL;

    for (size_t h = 0; h < steps; h++) {
        fc_period_format(titles[h], fc_projection_period(projection, h),
                         projection->calendar);
        columns[h + 1] = (fc_column){
            .name = titles[h],
            .title = titles[h],
            .style = FC_STYLE_COMPUTED,
            .decimals = view->in_unit ? FC_SERIES_DECIMALS : 4,
        };
    }
    table = fc_columns_add_table(report, &shape,
                                 fc_projection_decimals(projection));
    for (size_t k = 0; k <= all->count; k++) {
        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0,
                                 k < all->count ? all->names[k] : "forecast");
        for (size_t h = 0; h < steps; h++) {
            double mean = all->forecast[h];
            double sum = view->in_unit ? mean
                                       : fc_transform_apply(&all->scale, mean);

            fc_report_table_set_number(
                table, h + 1,
                k < all->count ? view->values[h * all->count + k] : sum);
        }
    }
}

static void write_views(fc_report *report, const fc_projection *projection)
{
    const fc_explanation *all = projection->explanation;
    const char *unit = projection->history->unit;
    char title[256];
    bool bent = fc_transform_bends(&all->scale);
    const struct view own = {
        all->logged ? "parts_log" : "parts_scale",
        all->logged ? "Parts of the logarithm, which add up"
                    : "Parts on the scale of the model, which add up",
        all->parts, false};
    const struct view units = {"parts_unit", title, all->effects, true};

    (void)snprintf(title, sizeof title, "%s%s%.64s",
                   bent ? "What each part adds to those above it"
                        : "Parts, which add up",
                   unit[0] != '\0' ? ", " : "", unit);
    write_view(report, projection, &units);
    if (bent) {
        write_view(report, projection, &own);
    }
}

static const fc_column coefficient_columns[] = {
    FC_TEXT_COLUMN("term", "Term"),
    FC_NUMBER_COLUMN("coefficient", "Coefficient", -1),
    FC_NUMBER_COLUMN("std_error", "Std. error", -1),
    FC_NUMBER_COLUMN("t", "t", 2),
    FC_TEXT_COLUMN("meaning", "In words"),
};

static void write_coefficients(fc_report *report,
                               const fc_projection *projection)
{
    const struct fc_table_shape shape = {
        "coefficients", "The equation, term by term", FC_FOR_ALL,
        coefficient_columns, COUNT_OF(coefficient_columns)};
    size_t count = fc_fit_coefficient_count(projection->fit);
    fc_report_table *table = NULL;

    if (count == 0) {
        return; /* the equation says all */
    }
    table = fc_columns_add_table(report, &shape, 0);
    for (size_t j = 0; j < count; j++) {
        fc_coefficient b = fc_fit_coefficient_at(projection->fit, j);

        fc_report_table_add_row(table);
        fc_report_table_set_text(table, 0, b.name);
        fc_report_table_set_number(table, 1, b.value);
        fc_report_table_set_number(table, 2, b.standard_error);
        fc_report_table_set_number(table, 3, b.t);
        fc_report_table_set_text(table, 4, b.meaning);
    }
}

static void write_notes(fc_report *report, const fc_projection *projection)
{
    const fc_explanation *all = projection->explanation;
    const fc_model_spec *spec = fc_fit_spec(projection->fit);
    const char *unit = projection->history->unit;
    char period[FC_PERIOD_TEXT_SIZE];
    char amount[FC_AMOUNT_TEXT_SIZE];
    char model[FC_MODEL_SPEC_SIZE];

    fc_period_format(period, fc_projection_period(projection, 0),
                     projection->calendar);
    fc_amount_format(amount, all->forecast[0],
                     fc_projection_decimals(projection));
    fc_model_spec_format(model, spec);
    fc_report_add_note(report, FC_NOTE_HEADLINE, "%s: %s%s%s by %s, %s.",
                       period, amount, unit[0] != '\0' ? " " : "", unit, model,
                       fc_model_type_summary(spec->type));
    fc_report_add_note(report, FC_NOTE_PLAIN, "%s, with y = %s",
                       fc_fit_equation(projection->fit),
                       projection->history->name);
    if (all->logged) {
        fc_report_add_note(
            report, FC_NOTE_PLAIN,
            "The model works on logarithms, where its parts add "
            "up. In the unit of the series a part is what it "
            "adds to those above it, so its size depends on "
            "their order. The last part leads from the median to "
            "the mean of the sample paths.");
    }
    if (all->steps > most_steps) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "The first %d of %zu periods are shown; csv and "
                           "json hold all.",
                           (int)most_steps, all->steps);
    }
}

static void write_meta(fc_report *report, const fc_projection *projection)
{
    fc_report_add_meta(report, "version", "%s", fc_version());
    fc_report_add_meta(report, "command", "%s", projection->command);
    fc_report_add_meta(report, "series", "%s", projection->history->name);
    fc_report_add_meta(report, "equation", "%s",
                       fc_fit_equation(projection->fit));
    fc_report_add_meta(report, "input", "%s", projection->input);
    fc_report_add_meta(report, "input_sha256", "%s", projection->sha256);
}

fc_status fc_projection_explain(fc_report **out,
                                const fc_projection *projection, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (projection->explanation == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "the chosen model '%s' is no sum of terms; name a "
                       "regression, as in --model yoy",
                       fc_model_type_name(fc_fit_spec(projection->fit)->type));
    }
    status = fc_report_create(&report, projection->title, err);
    if (status != FC_OK) {
        return status;
    }
    write_parts(report, projection);
    write_notes(report, projection);
    fc_projection_write_frozen(report, projection);
    write_views(report, projection);
    write_coefficients(report, projection);
    write_meta(report, projection);
    return fc_report_close(out, report, err);
}
