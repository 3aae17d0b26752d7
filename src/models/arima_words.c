/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An ARIMA model in names and in one line:
 *
 *   (1 - 0.5 B) (1 - B) (1 - B^12) [y(t) - 2.1 x(t)] = (1 + 0.3 B) e(t)
 */
#include <math.h>

#include "base/number.h"
#include "models/arima.h"
#include "models/equation.h"

static const char *const names[] = {
    "ar1",  "ar2",  "ar3",  "ar4",  "ar5",  "ar6",  "ar7",  "ar8",
    "ar9",  "ar10", "ar11", "ar12", "ma1",  "ma2",  "ma3",  "ma4",
    "ma5",  "ma6",  "ma7",  "ma8",  "ma9",  "ma10", "ma11", "ma12",
    "sar1", "sar2", "sar3", "sar4", "sma1", "sma2", "sma3", "sma4"};

/* Which of the four polynomials a parameter belongs to, and its place there. */
struct place {
    size_t block;
    size_t index;
};

static struct place place_of(const struct fc_arma_orders *orders, size_t index)
{
    const size_t counts[] = {orders->p, orders->q, orders->seasonal_p,
                             orders->seasonal_q};
    struct place place = {.index = index};

    while (place.block < 3 && place.index >= counts[place.block]) {
        place.index -= counts[place.block++];
    }
    return place;
}

static const char *parameter_name(struct place place)
{
    static const size_t first[] = {0, 12, 24, 28};

    return names[first[place.block] + place.index];
}

size_t fc_arima_coefficient_count(const fc_fit *fit)
{
    const struct fc_arima *model = fit->state;

    return fc_arma_parameter_count(&model->orders.arma) + model->count;
}

static const char *constant_name(const struct fc_arima *model)
{
    return model->orders.d + model->orders.seasonal_d > 0 ? "drift" : "mean";
}

fc_coefficient fc_arima_coefficient_at(const fc_fit *fit, size_t index)
{
    static const char *const meanings[] = {"weight of a value before",
                                           "weight of an error before",
                                           "weight of a value seasons before",
                                           "weight of an error seasons before"};
    const struct fc_arima *model = fit->state;
    size_t count = fc_arma_parameter_count(&model->orders.arma);
    struct place place = place_of(&model->orders.arma, index);
    fc_coefficient out = {.standard_error = model->standard_errors[index]};

    if (index < count) {
        out.name = parameter_name(place);
        out.value = model->value.parameters[index];
        out.meaning = meanings[place.block];
    } else {
        bool regressor = index - count < model->columns->p;

        out.name = regressor ? model->columns->names[index - count]
                             : constant_name(model);
        out.value = model->b[index - count];
        out.meaning = regressor ? "what one unit more adds"
                      : model->orders.d + model->orders.seasonal_d > 0
                          ? "what each period adds"
                          : "level that the series returns to";
    }
    out.t = out.standard_error > 0.0 ? out.value / out.standard_error
                                     : fc_missing();
    return out;
}

/* " - 0.5 B^2", with the sign in front. */
static void add_term(struct fc_equation *text, double value, const char *what,
                     size_t power)
{
    fc_equation_add_number(text, value < 0.0 ? " - " : " + ", fabs(value));
    fc_equation_add(text, "%s%s", what[0] != '\0' ? " " : "", what);
    if (power > 1) {
        fc_equation_add(text, "^%zu", power);
    }
}

/* The polynomial of block @p block, if it has terms. */
static void add_polynomial(struct fc_equation *text,
                           const struct fc_arima *model, size_t block)
{
    const struct fc_arma_orders *orders = &model->orders.arma;
    size_t count = fc_arma_parameter_count(orders);
    bool open = false;

    for (size_t i = 0; i < count; i++) {
        struct place place = place_of(orders, i);
        double value = model->value.parameters[i];

        if (place.block != block) {
            continue;
        }
        if (!open) {
            fc_equation_add(text, "(1");
            open = true;
        }
        add_term(text, block % 2 == 0 ? -value : value, "B",
                 (place.index + 1) * (block < 2 ? 1 : orders->m));
    }
    if (open) {
        fc_equation_add(text, ") ");
    }
}

static void add_differences(struct fc_equation *text,
                            const struct fc_arima *model)
{
    for (size_t k = 0; k < model->orders.d; k++) {
        fc_equation_add(text, "(1 - B) ");
    }
    for (size_t k = 0; k < model->orders.seasonal_d; k++) {
        fc_equation_add(text, "(1 - B^%zu) ", model->orders.arma.m);
    }
}

static void add_regression(struct fc_equation *text,
                           const struct fc_arima *model)
{
    bool drift = model->orders.d + model->orders.seasonal_d > 0;

    fc_equation_add(text, model->count > 0 ? "[y(t)" : "y(t)");
    for (size_t j = 0; j < model->count; j++) {
        bool regressor = j < model->columns->p;

        add_term(text, -model->b[j],
                 regressor ? model->columns->names[j]
                 : drift   ? "t"
                           : "",
                 1);
    }
    if (model->count > 0) {
        fc_equation_add(text, "]");
    }
}

fc_status fc_arima_write_equation(fc_fit *fit, fc_error *err)
{
    const struct fc_arima *model = fit->state;
    struct fc_equation text = {0};

    add_polynomial(&text, model, 0);
    add_polynomial(&text, model, 2);
    add_differences(&text, model);
    add_regression(&text, model);
    fc_equation_add(&text, " = ");
    add_polynomial(&text, model, 1);
    add_polynomial(&text, model, 3);
    fc_equation_add(&text, "e(t)");
    return fc_equation_finish(&text, fit, err);
}
