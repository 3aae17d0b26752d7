/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest job: backtest_report.c makes it, the others write it down. */
#ifndef FC_PLANNING_BACKTEST_STATE_H
#define FC_PLANNING_BACKTEST_STATE_H

#include "forecast/backtest_report.h"

#include "planning/projection_state.h"

struct fc_backtest_job {
    const fc_backtest_report_request *request;
    fc_projection *known; /**< owned; of a projection, what was asked and what
                               was known */
    bool regressors;      /**< a model uses one */
    fc_cross_validation *validation; /**< owned */
    size_t models;
    size_t horizon;
    size_t *order;        /**< owned: models; the best first */
    fc_ranking ranking;   /**< origins 0: nothing could be compared */
    fc_model_rank *ranks; /**< owned: (1 + horizon) x models; of all steps, of
                               step 1 ... */
};

/** How model @p model stands at step @p step, from 1; 0: over all of them. */
const fc_model_rank *fc_backtest_rank(const struct fc_backtest_job *job,
                                      size_t model, size_t step);

/** The last period known at origin @p index, as text. */
void fc_backtest_origin_format(char text[FC_PERIOD_TEXT_SIZE],
                               const struct fc_backtest_job *job, size_t index);

/** Fill the reports. */
void fc_backtest_write_measures(fc_report *report,
                                const struct fc_backtest_job *job);
void fc_backtest_write_people(fc_report *report,
                              const struct fc_backtest_job *job);
void fc_backtest_write_notes(fc_report *report,
                             const struct fc_backtest_job *job);
fc_status fc_backtest_write_charts(fc_report *report,
                                   const struct fc_backtest_job *job,
                                   fc_error *err);
void fc_backtest_write_forecasts(fc_report *report,
                                 const struct fc_backtest_job *job);

#endif
