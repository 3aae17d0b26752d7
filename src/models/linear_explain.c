/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of w(h): w(h - m) if the model is differenced, then b(j) x(j,h)
 * for every term (one part for all dummies of the season, of which at most one
 * is 1), and room for the part that closes the sum.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/linear.h"
#include "models/linear_rows.h"

/* What the steps and draws share. */
struct account {
    const struct fc_linear *model;
    fc_explanation *out;
    size_t *part; /* p: the part that each term belongs to */
    struct fc_linear_rows rows;
    struct fc_linear_path path;
};

/* Fill the map; returns the number of parts with the one that closes. */
static size_t map_parts(size_t *part, const struct fc_linear *model)
{
    size_t count = model->differenced ? 1 : 0;
    bool in_season = false;

    for (size_t j = 0; j < model->p; j++) {
        bool season = model->terms[j].kind == FC_LINEAR_SEASON;

        count += !(season && in_season);
        part[j] = count - 1;
        in_season = season;
    }
    return count + 1;
}

static bool name_part(fc_explanation *out, size_t part, const char *name)
{
    if (out->names[part] == NULL) {
        out->names[part] = fc_text_copy(name);
    }
    return out->names[part] != NULL;
}

static bool name_parts(const struct account *account)
{
    const struct fc_linear *model = account->model;
    fc_explanation *out = account->out;
    char base[64];
    bool named = true;

    if (model->differenced) {
        (void)snprintf(base, sizeof base, "%s(t-%zu)",
                       model->logged ? "log y" : "y", model->season);
        named = name_part(out, 0, base);
    }
    for (size_t j = 0; named && j < model->p; j++) {
        named = name_part(out, account->part[j],
                          model->terms[j].kind == FC_LINEAR_SEASON
                              ? "season"
                              : model->names[j]);
    }
    return named
           && name_part(out, out->count - 1,
                        model->logged ? "median to mean" : "mean of paths");
}

static fc_status allocate(struct account *account, fc_error *err)
{
    fc_explanation *out = account->out;
    size_t count = 0;

    account->part = fc_calloc(account->model->p, sizeof(size_t));
    if (account->part != NULL) {
        count = map_parts(account->part, account->model);
        out->names = fc_calloc(count, sizeof *out->names);
        out->parts = fc_calloc(out->steps * count, sizeof(double));
        out->effects = fc_calloc(out->steps * count, sizeof(double));
        out->count = count;
    }
    if (account->part == NULL || out->names == NULL || out->parts == NULL
        || out->effects == NULL || !name_parts(account)) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for an explanation");
    }
    return FC_OK;
}

/* Add the share of one draw of the futures to the means of the parts. */
static void add_draw(const struct account *account)
{
    const struct fc_linear *model = account->model;
    double share = 1.0 / (double)account->rows.draws;

    for (size_t h = 0; h < account->out->steps; h++) {
        double *parts = account->out->parts + h * account->out->count;

        if (model->differenced) {
            parts[0] += share * account->path.w[h];
        }
        for (size_t j = 0; j < model->p; j++) {
            double x = fc_linear_path_term(
                &account->path, model, &model->terms[j], h,
                account->rows.values[h * model->p + j]);

            parts[account->part[j]] += share * model->b[j] * x;
        }
    }
}

static fc_status add_draws(struct account *account, fc_error *err)
{
    const struct fc_linear *model = account->model;

    for (size_t d = 0; d < account->rows.draws; d++) {
        fc_status status = fc_linear_rows_fill(&account->rows, d, err);

        if (status != FC_OK) {
            return status;
        }
        fc_linear_path_run(&account->path, model, model->b,
                           account->rows.values, NULL, account->out->steps);
        add_draw(account);
    }
    return FC_OK;
}

fc_status fc_linear_explain(fc_explanation *out, const fc_fit *fit,
                            const fc_future *future, fc_error *err)
{
    struct account account = {.model = fit->state, .out = out};
    fc_status status = allocate(&account, err);

    if (status == FC_OK) {
        status = fc_linear_rows_init(&account.rows, account.model, out->steps,
                                     future, err);
    }
    if (status == FC_OK) {
        status = fc_linear_path_init(&account.path, account.model, out->steps,
                                     err);
    }
    if (status == FC_OK) {
        status = add_draws(&account, err);
    }
    fc_linear_path_release(&account.path);
    fc_linear_rows_release(&account.rows);
    free(account.part);
    return status;
}
