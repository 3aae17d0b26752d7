/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/arima_candidate.h"

#include <gsl/gsl_minmax.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/information.h"

static const double nearest_root = 1.01;

/* Of a conditional search: AICc differences below are none. */
static const double search_tolerance = 1e-4;

fc_status fc_arima_judge_init(struct fc_arima_judge *judge,
                              const struct fc_arma_orders *largest,
                              fc_error *err)
{
    fc_status status = fc_arima_work_init(&judge->work, judge->data, largest,
                                          err);

    if (status != FC_OK) {
        return status;
    }
    judge->room = fc_calloc(2 * (FC_ARIMA_MOST_P + 1), sizeof(double));
    if (judge->room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a fit");
    }
    return FC_OK;
}

void fc_arima_judge_release(struct fc_arima_judge *judge)
{
    fc_arima_work_release(&judge->work);
    free(judge->room);
}

struct fc_arima_orders fc_arima_candidate_orders(
    const struct fc_arima_judge *judge, const struct fc_arima_candidate *model)
{
    return (struct fc_arima_orders){
        .arma = {.p = model->orders[0],
                 .q = model->orders[1],
                 .seasonal_p = model->orders[2],
                 .seasonal_q = model->orders[3],
                 .m = judge->data->m},
        .d = judge->data->d,
        .seasonal_d = judge->data->seasonal_d,
        .constant = model->constant,
    };
}

/* Parameters of @p from that @p model has, too. */
static void carry(struct fc_arima_value *out,
                  const struct fc_arima_candidate *model,
                  const struct fc_arima_candidate *from)
{
    size_t to = 0;
    size_t at = 0;

    *out = (struct fc_arima_value){0};
    for (size_t block = 0; block < 4; block++) {
        for (size_t i = 0;
             i < GSL_MIN(model->orders[block], from->orders[block]); i++) {
            out->parameters[to + i] = from->parameters[at + i];
        }
        to += model->orders[block];
        at += from->orders[block];
    }
}

/* Roots that are inside the circle count as their mirror images do. */
static bool invertible(struct fc_arima_judge *judge, const double *c,
                       size_t degree, size_t power)
{
    double modulus = pow(nearest_root, (double)power);
    double mirrored[FC_ARIMA_MOST_P + 1];

    for (int side = 0; side < 2; side++) {
        memcpy(mirrored, c, degree * sizeof(double));
        if (side > 0 && judge->status == FC_OK) {
            judge->status = fc_arma_reflect(mirrored, degree, NULL);
        }
        for (size_t i = 0; i < degree; i++) {
            mirrored[i] = -mirrored[i];
        }
        if (fc_arma_roots_outside(mirrored, degree, modulus, judge->room)) {
            return true;
        }
    }
    return false;
}

static bool roots_are_far(struct fc_arima_judge *judge,
                          const struct fc_arima_candidate *model,
                          const double *parameters)
{
    size_t m = judge->data->m;
    const double *ma = parameters + model->orders[0];
    const double *sar = ma + model->orders[1];
    const double *sma = sar + model->orders[2];
    double seasonal = pow(nearest_root, (double)m);

    return fc_arma_roots_outside(parameters, model->orders[0], nearest_root,
                                 judge->room)
           && fc_arma_roots_outside(sar, model->orders[2], seasonal,
                                    judge->room)
           && invertible(judge, ma, model->orders[1], 1)
           && invertible(judge, sma, model->orders[3], m);
}

static double criterion_of(const struct fc_arima_judge *judge, double deviance,
                           double parameters)
{
    const struct fc_arima_data *data = judge->data;
    double used = (double)(data->known - data->d - data->seasonal_d * data->m);
    double aic = deviance + 2.0 * parameters;

    if (judge->criterion == FC_CRITERION_BIC) {
        return aic + parameters * (log(used) - 2.0);
    }
    if (judge->criterion == FC_CRITERION_AIC) {
        return aic;
    }
    return used > parameters + 1.0 ? fc_aicc(-0.5 * deviance, parameters, used)
                                   : (double)INFINITY;
}

void fc_arima_candidate_estimate(struct fc_arima_candidate *model,
                                 struct fc_arima_judge *judge,
                                 const struct fc_arima_candidate *from)
{
    struct fc_arima_data *data = judge->data;
    struct fc_arima_orders orders = fc_arima_candidate_orders(judge, model);
    struct fc_arima_value value;
    double used = (double)(data->known - data->d - data->seasonal_d * data->m);
    double coefficients = (double)(fc_arma_parameter_count(&orders.arma)
                                   + fc_arima_columns(data, model->constant)
                                   - 1);
    double deviance = 0.0;
    bool found = false;

    model->criterion = (double)INFINITY;
    if (!(used > coefficients + 1.0)) {
        return;
    }
    carry(&value, model, from);
    if (judge->approximate) {
        found = fc_arima_search(&value, &judge->work, &orders,
                                FC_ARIMA_CONDITIONAL, search_tolerance);
        deviance = used * value.objective;
    } else {
        found = fc_arima_estimate(&value, &judge->work, &orders, true);
        deviance = -2.0 * fc_arima_log_likelihood(&value, used);
    }
    memcpy(model->parameters, value.parameters, sizeof model->parameters);
    if (found && roots_are_far(judge, model, value.parameters)) {
        model->criterion = criterion_of(judge, deviance, coefficients + 1.0);
    }
}
