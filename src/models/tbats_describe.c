/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A TBATS model in words and numbers.
 */
#include "base/bytes.h"
#include "base/number.h"
#include "models/tbats.h"

/* Digits of numbers in texts; periods such as 365.25 have more. */
enum { TEXT_DIGITS = 4, PERIOD_DIGITS = 6 };

/* A text in the making; once memory is out nothing more is added. */
struct writer {
    fc_bytes text;
    fc_status status;
};

static void add(struct writer *writer, const char *text)
{
    if (writer->status == FC_OK) {
        writer->status = fc_bytes_append_text(&writer->text, text);
    }
}

static void add_number(struct writer *writer, double value, int digits)
{
    char number[FC_NUMBER_TEXT_SIZE];

    fc_number_format_significant(number, value, digits);
    add(writer, number);
}

/* Two numbers with a comma between. */
static void add_pair(struct writer *writer, double first, double second)
{
    add_number(writer, first, PERIOD_DIGITS);
    add(writer, ",");
    add_number(writer, second, PERIOD_DIGITS);
}

/* "TBATS(0.37, {1,1}, 0.98, {<12,5>})", as in the paper and in R. */
fc_status fc_tbats_describe(fc_fit *fit, fc_error *err)
{
    const struct fc_tbats *model = fit->state;
    const struct fc_tbats_form *form = &model->form;
    struct writer writer = {.status = FC_OK};

    add(&writer, "TBATS(");
    add_number(&writer, form->box_cox ? model->parameters.lambda : 1.0,
               TEXT_DIGITS);
    add(&writer, ", {");
    add_pair(&writer, (double)form->p, (double)form->q);
    add(&writer, "}, ");
    if (form->trend) {
        add_number(&writer, model->step.phi, TEXT_DIGITS);
    } else {
        add(&writer, "-");
    }
    for (size_t i = 0; i < form->seasons; i++) {
        add(&writer, i == 0 ? ", {<" : ", <");
        add_pair(&writer, form->period[i], (double)form->k[i]);
        add(&writer, ">");
    }
    add(&writer, form->seasons > 0 ? "})" : ")");
    if (writer.status != FC_OK) {
        fc_bytes_release(&writer.text);
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    fit->equation = writer.text.data;
    return FC_OK;
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
