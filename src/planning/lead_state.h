/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is found out about a series that may lead another. lead_report.c ties it
 * together, lead_sample.c looks inside the sample, lead_forecasts.c outside.
 */
#ifndef FC_PLANNING_LEAD_STATE_H
#define FC_PLANNING_LEAD_STATE_H

#include "forecast/diagnostics.h"
#include "forecast/model.h"
#include "forecast/regress.h"
#include "forecast/score.h"

/** A test that may have been impossible. */
struct fc_lead_test {
    bool known;
    fc_test test;
    char why[200]; /**< if not known */
};

enum {
    FC_LEAD_ORDERS = 2,  /**< Granger tests: lag 1, and all lags */
    FC_LEAD_BREAKS = 8,  /**< most Chow tests */
    FC_LEAD_SPECS = 3,   /**< forecasts compared: without, lag 1, all lags */
    FC_LEAD_STEPS = 100, /**< longest horizon */
};

/** How the forecasts of one model did at one step against those without. */
struct fc_lead_step {
    size_t step; /**< from 1 */
    size_t lags; /**< of the leader */
    size_t origins;
    double mape_without; /**< percent */
    double mape_with;
    bool known; /**< the test could be computed */
    fc_dm_test test;
    double p_adjusted; /**< Holm, over all steps; NaN if unknown */
};

struct fc_lead {
    const fc_lead_request *request;
    const fc_table *table;
    size_t season;
    size_t lags;
    size_t horizon;
    bool logged;
    fc_report *report;

    size_t order[FC_LEAD_ORDERS];
    size_t order_count;
    struct fc_lead_test forward[FC_LEAD_ORDERS]; /**< leader to response */
    struct fc_lead_test backward[FC_LEAD_ORDERS];
    size_t stable_lags; /**< of the regression that the next tests look at */
    struct fc_lead_test scan;
    char break_period[FC_PERIOD_TEXT_SIZE]; /**< of the scan */
    struct fc_lead_test chow[FC_LEAD_BREAKS];
    fc_prediction sum; /**< of the leader's coefficients, Newey-West errors */

    bool compared;
    size_t spec_count;
    fc_model_spec specs[FC_LEAD_SPECS];
    struct fc_lead_step steps[FC_LEAD_SPECS][FC_LEAD_STEPS];
};

/** Tables correlations, granger, coefficients and stability. */
fc_status fc_lead_look_inside(struct fc_lead *lead, fc_error *err);
/** Table out_of_sample; too short a history leaves `compared` false. */
fc_status fc_lead_look_outside(struct fc_lead *lead, fc_error *err);

#endif
