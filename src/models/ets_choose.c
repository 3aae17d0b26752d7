/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best of the forms that a request allows. The search works on the series
 * divided by a power of two, so that its values are around 1; nothing is lost
 * to rounding on the way there and back.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/ets_search.h"
#include "stats/transform.h"

/* A longer season has too many states to search for. */
enum { LONGEST_SEASON = 400 };

static size_t longest_season(const struct fc_ets_form *forms, size_t count)
{
    size_t out = 1;

    for (size_t i = 0; i < count; i++) {
        out = forms[i].m > out ? forms[i].m : out;
    }
    return out;
}

/* The exponent of the largest value. */
static int exponent_of(fc_span y)
{
    double largest = 0.0;
    int out = 0;

    for (size_t t = 0; t < y.length; t++) {
        if (fabs(y.values[t]) > largest) {
            largest = fabs(y.values[t]);
        }
    }
    (void)frexp(largest, &out);
    return out;
}

/* The parameters in the unit of the series. */
static void put_back(double *x, const struct fc_ets_form *form, int exponent)
{
    x[FC_ETS_LEVEL] = ldexp(x[FC_ETS_LEVEL], exponent);
    if (form->trend == 'A') {
        x[FC_ETS_GROWTH] = ldexp(x[FC_ETS_GROWTH], exponent);
    }
    for (size_t s = 0; form->season == 'A' && s < form->m; s++) {
        x[FC_ETS_SEASON + s] = ldexp(x[FC_ETS_SEASON + s], exponent);
    }
}

/* What to choose among, and room to do it. */
struct choice {
    const struct fc_ets_request *request;
    struct fc_ets_form forms[FC_ETS_FORMS_MAX];
    size_t count;
    size_t season;  /* the longest */
    double *scaled; /* the series */
    double *found;  /* coordinates of the best form */
};

/* The best form: its parameters to search->x. */
static struct fc_ets_form search_forms(struct fc_ets_search *search,
                                       const struct choice *choice)
{
    struct fc_ets_form out = {0};
    double best = HUGE_VAL;

    for (size_t i = 0; i < choice->count; i++) {
        const struct fc_ets_form *form = &choice->forms[i];
        double objective = fc_ets_search_form(search, form);
        double value = HUGE_VAL;

        if (isfinite(objective)) {
            value = fc_ets_information(
                choice->request->criterion, -0.5 * objective,
                fc_ets_parameter_count(form, search->bounds), search->known);
        }
        if (value < best) {
            best = value;
            out = *form;
            memcpy(choice->found, search->best,
                   (search->count + 2) * sizeof *choice->found);
        }
    }
    if (isfinite(best)) {
        (void)fc_ets_search_finish(search, &out, choice->found);
    }
    return out;
}

static fc_status search_scaled(struct fc_ets *out, const struct choice *choice,
                               fc_span y, fc_error *err)
{
    struct fc_ets_search search;
    struct fc_ets_form form = {0};
    int exponent = exponent_of(y);
    fc_status status = FC_OK;

    for (size_t t = 0; t < y.length; t++) {
        choice->scaled[t] = ldexp(y.values[t], -exponent);
    }
    status = fc_ets_search_init(&search, choice->scaled, y.length,
                                choice->season, err);
    if (status == FC_OK) {
        search.bounds = choice->request->bounds;
        form = search_forms(&search, choice);
        if (form.error == '\0') {
            status = FC_FAIL(err, FC_ERR_CONVERGENCE,
                             "model 'ets': no parameters were found");
        }
    }
    if (status == FC_OK) {
        put_back(search.x, &form, exponent);
        status = fc_ets_set(out, &form, search.x,
                            fc_ets_parameter_count(&form, search.bounds), y,
                            err);
    }
    fc_ets_search_release(&search);
    return status;
}

fc_status fc_ets_choose(struct fc_ets *out,
                        const struct fc_ets_request *request, fc_span y,
                        size_t season, fc_error *err)
{
    struct choice choice = {.request = request};
    size_t known = y.length - fc_span_missing(y);
    fc_status status = FC_OK;

    choice.count = fc_ets_forms(choice.forms, request, season, known,
                                fc_known_positive(y.values, y.length));
    if (choice.count == 0) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "model 'ets': a multiplicative error, trend or season "
                       "needs values above zero");
    }
    choice.season = longest_season(choice.forms, choice.count);
    if (choice.season > LONGEST_SEASON) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "model 'ets': a season of %zu periods is too long; at "
                       "most %d, or N for the season",
                       choice.season, (int)LONGEST_SEASON);
    }
    choice.scaled = fc_calloc(y.length + FC_ETS_SEASON + choice.season + 2,
                              sizeof *choice.scaled);
    if (choice.scaled == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    choice.found = choice.scaled + y.length;
    status = search_scaled(out, &choice, y, err);
    free(choice.scaled);
    return status;
}
