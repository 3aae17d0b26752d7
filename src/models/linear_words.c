/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The coefficients in words. On logarithms a coefficient of a regressor on
 * logarithms is an elasticity: per cent for per cent.
 */
#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/number.h"
#include "models/linear.h"

enum { digits = 3 };

/* What a coefficient moves, and in what. */
static const char *response(const struct fc_linear *model)
{
    return model->differenced ? (model->logged ? "growth" : "change") : "level";
}

/* "2 quarters before", "in the same quarter" */
static void when(char *text, size_t size, const struct fc_linear *model,
                 size_t lag)
{
    const char *noun = fc_frequency_noun(model->frequency);

    if (lag == 0) {
        (void)snprintf(text, size, "in the same %s", noun);
    } else {
        (void)snprintf(text, size, "%zu %s%s before", lag, noun,
                       lag == 1 ? "" : "s");
    }
}

/* "+2.13 %" of the level for a coefficient on logarithms, else "+2.13". */
static void amount(char text[FC_NUMBER_TEXT_SIZE + 4],
                   const struct fc_linear *model, double b)
{
    char number[FC_NUMBER_TEXT_SIZE] = "";
    double value = model->logged ? 100.0 * expm1(b) : b;

    fc_number_format_significant(number, value, digits);
    (void)snprintf(text, FC_NUMBER_TEXT_SIZE + 4, "%s%s%s",
                   value < 0.0 ? "" : "+", number, model->logged ? " %" : "");
}

static void own_lag_words(char text[FC_LINEAR_WORDS_SIZE],
                          const struct fc_linear *model,
                          const struct fc_linear_term *term, double b)
{
    char number[FC_NUMBER_TEXT_SIZE] = "";
    char time[64];

    when(time, sizeof time, model, term->lag);
    fc_number_format_significant(number, 100.0 * b, digits);
    (void)snprintf(text, FC_LINEAR_WORDS_SIZE, "of the %s %s, %s %% carry over",
                   response(model), time, number);
}

static void regressor_words(char text[FC_LINEAR_WORDS_SIZE],
                            const struct fc_linear *model,
                            const struct fc_linear_term *term, double b)
{
    const struct fc_linear_regressor *x = &model->regressors[term->regressor];
    char number[FC_NUMBER_TEXT_SIZE] = "";
    char time[64];

    when(time, sizeof time, model, term->lag);
    fc_number_format_significant(
        number, model->logged && !x->logged ? 100.0 * b : b, digits);
    (void)snprintf(text, FC_LINEAR_WORDS_SIZE,
                   "1%s more%s of %.*s %s goes with %s%s%s more%s",
                   x->logged ? " %" : "", model->differenced ? " growth" : "",
                   FC_OPTION_NAME_SIZE, x->name, time, b < 0.0 ? "" : "+",
                   number, model->logged ? " %" : "",
                   model->differenced ? " growth" : "");
}

static void constant_words(char text[FC_LINEAR_WORDS_SIZE],
                           const struct fc_linear *model, const char *number)
{
    const char *rest = model->p > 1 ? " where all else is zero" : "";

    if (model->differenced) {
        (void)snprintf(text, FC_LINEAR_WORDS_SIZE, "%s over %zu %s%s%s", number,
                       model->season, fc_frequency_noun(model->frequency),
                       model->season == 1 ? "" : "s", rest);
    } else {
        (void)snprintf(text, FC_LINEAR_WORDS_SIZE, "the level%s", rest);
    }
}

static void term_words(char text[FC_LINEAR_WORDS_SIZE],
                       const struct fc_linear *model,
                       const struct fc_linear_term *term, double b)
{
    char number[FC_NUMBER_TEXT_SIZE + 4] = "";

    amount(number, model, b);
    switch (term->kind) {
    case FC_LINEAR_CONSTANT:
        constant_words(text, model, number);
        break;
    case FC_LINEAR_TREND:
        (void)snprintf(text, FC_LINEAR_WORDS_SIZE, "%s a %s", number,
                       fc_frequency_noun(model->frequency));
        break;
    case FC_LINEAR_SEASON:
        (void)snprintf(text, FC_LINEAR_WORDS_SIZE, "%s against season 1",
                       number);
        break;
    case FC_LINEAR_OWN_LAG:
        own_lag_words(text, model, term, b);
        break;
    case FC_LINEAR_REGRESSOR:
        regressor_words(text, model, term, b);
        break;
    }
}

bool fc_linear_add_words(struct fc_linear *model)
{
    for (size_t j = 0; j < model->p; j++) {
        char words[FC_LINEAR_WORDS_SIZE] = "";

        term_words(words, model, &model->terms[j], model->b[j]);
        model->words[j] = fc_text_copy(words);
        if (model->words[j] == NULL) {
            return false;
        }
    }
    return true;
}
