/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A TBATS model in words and numbers.
 */
#include "base/number.h"
#include "models/equation.h"
#include "models/tbats.h"

/* A number to as many digits as periods such as 365.25 have. */
static void add_long(struct fc_equation *text, double value)
{
    enum { digits = 6 };
    char number[FC_NUMBER_TEXT_SIZE];

    fc_number_format_significant(number, value, digits);
    fc_equation_add(text, "%s", number);
}

/* Two numbers with a comma between. */
static void add_pair(struct fc_equation *text, double first, double second)
{
    add_long(text, first);
    fc_equation_add(text, ",");
    add_long(text, second);
}

/* "TBATS(0.37, {1,1}, 0.98, {<12,5>})", as in the paper and in R. */
fc_status fc_tbats_describe(fc_fit *fit, fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    const struct fc_tbats_form *form = &model->form;
    struct fc_equation text = {0};

    fc_equation_add_number(&text, "TBATS(",
                           form->box_cox ? model->parameters.lambda : 1.0);
    fc_equation_add(&text, ", {");
    add_pair(&text, (double)form->p, (double)form->q);
    if (form->trend) {
        fc_equation_add_number(&text, "}, ", model->step.phi);
    } else {
        fc_equation_add(&text, "}, -");
    }
    for (size_t i = 0; i < form->seasons; i++) {
        fc_equation_add(&text, i == 0 ? ", {<" : ", <");
        add_pair(&text, form->period[i], (double)form->k[i]);
        fc_equation_add(&text, ">");
    }
    fc_equation_add(&text, form->seasons > 0 ? "})" : ")");
    return fc_equation_finish(&text, fit, err);
}

static const char *const gamma_names[FC_TBATS_SEASONS_MAX][2] = {
    {"gamma1", "gamma2"},
    {"gamma1 of season 2", "gamma2 of season 2"},
    {"gamma1 of season 3", "gamma2 of season 3"},
    {"gamma1 of season 4", "gamma2 of season 4"},
};
static const char *const ar_names[FC_TBATS_ORDER_MAX] = {"ar1", "ar2", "ar3",
                                                         "ar4", "ar5"};
static const char *const ma_names[FC_TBATS_ORDER_MAX] = {"ma1", "ma2", "ma3",
                                                         "ma4", "ma5"};

/* Coefficients in the order of the search; their number. */
static size_t list_coefficients(fc_coefficient *out,
                                const struct fc_tbats *model)
{
    const struct fc_tbats_form *form = &model->form;
    const struct fc_tbats_parameters *values = &model->parameters;
    size_t count = 0;

    if (form->box_cox) {
        out[count++] = (fc_coefficient){.name = "lambda",
                                        .value = values->lambda,
                                        .meaning = "power of Box & Cox"};
    }
    out[count++] = (fc_coefficient){
        .name = "alpha",
        .value = values->alpha,
        .meaning = "weight of an error in the level"};
    if (form->trend) {
        out[count++] = (fc_coefficient){
            .name = "beta",
            .value = values->beta,
            .meaning = "weight of an error in the trend"};
    }
    if (form->damped) {
        out[count++] = (fc_coefficient){
            .name = "phi",
            .value = values->phi,
            .meaning = "what is left of the trend a period later"};
    }
    for (size_t i = 0; i < 2 * form->seasons; i++) {
        out[count++] = (fc_coefficient){
            .name = gamma_names[i / 2][i % 2],
            .value = i % 2 == 0 ? values->gamma1[i / 2] : values->gamma2[i / 2],
            .meaning = "weight of an error in the season"};
    }
    for (size_t i = 0; i < form->p; i++) {
        out[count++] = (fc_coefficient){.name = ar_names[i],
                                        .value = values->ar[i],
                                        .meaning = "weight of an earlier "
                                                   "deviation"};
    }
    for (size_t i = 0; i < form->q; i++) {
        out[count++] = (fc_coefficient){
            .name = ma_names[i],
            .value = values->ma[i],
            .meaning = "weight of an earlier error"};
    }
    return count;
}

enum {
    MOST_COEFFICIENTS = 4 + 2 * FC_TBATS_SEASONS_MAX + 2 * FC_TBATS_ORDER_MAX
};

size_t fc_tbats_coefficient_count(const fc_fit *fit)
{
    fc_coefficient all[MOST_COEFFICIENTS];

    return list_coefficients(all, fit->state);
}

fc_coefficient fc_tbats_coefficient_at(const fc_fit *fit, size_t index)
{
    fc_coefficient all[MOST_COEFFICIENTS];

    (void)list_coefficients(all, fit->state);
    all[index].standard_error = fc_missing();
    all[index].t = fc_missing();
    return all[index];
}
