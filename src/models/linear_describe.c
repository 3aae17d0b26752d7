/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "models/equation.h"
#include "models/linear.h"

/* "yoy ", "seasonal " or nothing, by what the season is. */
static const char *season_word(const struct fc_linear *model)
{
    if (model->season == 1) {
        return "";
    }
    if (model->season == fc_frequency_season(model->frequency)
        && model->frequency != FC_DAILY && model->frequency != FC_HOURLY) {
        return "yoy ";
    }
    return "seasonal ";
}

/* What the recursion says of a series: "log y", "yoy log growth" ... */
static void quantity(char text[FC_LINEAR_NAME_SIZE],
                     const struct fc_linear *model, bool logged,
                     const char *name)
{
    if (!model->differenced) {
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "%s%s", logged ? "log " : "",
                       name != NULL ? name : "y");
    } else {
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "%s%s%s%s",
                       season_word(model), logged ? "log growth" : "change",
                       name != NULL ? " of " : "", name != NULL ? name : "");
    }
}

static void lagged(char text[FC_LINEAR_NAME_SIZE], const char *what, size_t lag)
{
    if (lag == 0) {
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "%.110s(t)", what);
    } else {
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "%.110s(t-%zu)", what, lag);
    }
}

void fc_linear_term_name(char text[FC_LINEAR_NAME_SIZE],
                         const struct fc_linear *model,
                         const struct fc_linear_term *term)
{
    char what[FC_LINEAR_NAME_SIZE] = "";

    switch (term->kind) {
    case FC_LINEAR_CONSTANT:
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "constant");
        break;
    case FC_LINEAR_TREND:
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "trend");
        break;
    case FC_LINEAR_SEASON:
        (void)snprintf(text, FC_LINEAR_NAME_SIZE, "season %zu", term->lag);
        break;
    case FC_LINEAR_OWN_LAG:
        quantity(what, model, model->logged, NULL);
        lagged(text, what, term->lag);
        break;
    case FC_LINEAR_REGRESSOR:
        quantity(what, model, model->regressors[term->regressor].logged,
                 model->regressors[term->regressor].name);
        lagged(text, what, term->lag);
        break;
    }
}

/* The sign between term @p j and what stands before it. */
static const char *sign_before(size_t j, double b)
{
    if (j == 0) {
        return b < 0.0 ? "-" : "";
    }
    return b < 0.0 ? " - " : " + ";
}

/* "0.83 name"; the constant without its name, fixed terms without number. */
static void add_term(struct fc_equation *text, const struct fc_linear *model,
                     size_t j)
{
    const char *sign = sign_before(j, model->b[j]);

    if (!model->estimated) {
        fc_equation_add(text, "%s%s", sign, model->names[j]);
        return;
    }
    fc_equation_add_number(text, sign, fabs(model->b[j]));
    if (model->terms[j].kind != FC_LINEAR_CONSTANT) {
        fc_equation_add(text, " %s", model->names[j]);
    }
}

fc_status fc_linear_write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_linear *model = fit->state;
    char what[FC_LINEAR_NAME_SIZE] = "";
    struct fc_equation text = {0};

    quantity(what, model, model->logged, NULL);
    if (model->p == 0) {
        fc_equation_add(&text, "y(t) = y(t-%zu)", model->season);
    } else {
        fc_equation_add(&text, "%s(t) = ", what);
    }
    for (size_t j = 0; j < model->p; j++) {
        add_term(&text, model, j);
    }
    return fc_equation_finish(&text, fit, err);
}

size_t fc_linear_coefficient_count(const fc_fit *fit)
{
    const struct fc_linear *model = fit->state;

    return model->estimated ? model->p : 0;
}

fc_coefficient fc_linear_coefficient_at(const fc_fit *fit, size_t index)
{
    const struct fc_linear *model = fit->state;
    double se = model->standard_errors[index];

    return (fc_coefficient){
        .name = model->names[index],
        .value = model->b[index],
        .standard_error = se,
        .t = se > 0.0 ? model->b[index] / se : fc_missing(),
        .meaning = model->words[index],
    };
}
