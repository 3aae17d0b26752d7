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

/* The best of @p count forms: its parameters to search->x. @p found is room for
 * coordinates. */
static struct fc_ets_form search_forms(struct fc_ets_search *search,
                                       double *found,
                                       const struct fc_ets_form *forms,
                                       size_t count,
                                       enum fc_ets_criterion criterion)
{
    struct fc_ets_form out = {0};
    double best = HUGE_VAL;

    for (size_t i = 0; i < count; i++) {
        double objective = fc_ets_search_form(search, &forms[i]);
        double value = isfinite(objective) ? fc_ets_information(
                           criterion, -0.5 * objective,
                           fc_ets_parameter_count(&forms[i], search->bounds),
                           search->known)
                                           : HUGE_VAL;

        if (value < best) {
            best = value;
            out = forms[i];
            memcpy(found, search->best, (search->count + 2) * sizeof *found);
        }
    }
    if (isfinite(best)) {
        (void)fc_ets_search_finish(search, &out, found);
    }
    return out;
}

static fc_status search_scaled(struct fc_ets *out,
                               const struct fc_ets_request *request,
                               const struct fc_ets_form *forms, size_t count,
                               fc_span y, double *scaled, size_t season,
                               fc_error *err)
{
    struct fc_ets_search search;
    struct fc_ets_form form = {0};
    int exponent = exponent_of(y);
    fc_status status = FC_OK;

    for (size_t t = 0; t < y.length; t++) {
        scaled[t] = ldexp(y.values[t], -exponent);
    }
    status = fc_ets_search_init(&search, scaled, y.length, season, err);
    if (status == FC_OK) {
        search.bounds = request->bounds;
        form = search_forms(&search, scaled + y.length, forms, count,
                            request->criterion);
        if (form.error == '\0') {
            status = FC_FAIL(err, FC_ERR_CONVERGENCE,
                             "model 'ets': no parameters were found");
        }
    }
    if (status == FC_OK) {
        put_back(search.x, &form, exponent);
        status = fc_ets_set(out, &form, search.x,
                            fc_ets_parameter_count(&form, request->bounds), y,
                            err);
    }
    fc_ets_search_release(&search);
    return status;
}

fc_status fc_ets_choose(struct fc_ets *out,
                        const struct fc_ets_request *request, fc_span y,
                        size_t season, fc_error *err)
{
    struct fc_ets_form forms[FC_ETS_FORMS_MAX];
    size_t known = y.length - fc_span_missing(y);
    bool positive = fc_known_positive(y.values, y.length);
    size_t count = fc_ets_forms(forms, request, season, known, positive);
    double *room = NULL;
    fc_status status = FC_OK;

    if (count == 0) {
        return FC_FAIL(err, FC_ERR_DATA,
                       "model 'ets': a multiplicative error, trend or season "
                       "needs values above zero");
    }
    room = fc_calloc(y.length + FC_ETS_SEASON + season + 2, sizeof *room);
    if (room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    status = search_scaled(out, request, forms, count, y, room, season, err);
    free(room);
    return status;
}
