/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the report of a regression is written from. regress_report.c makes it,
 * regress_table.c and regress_notes.c write it.
 */
#ifndef FC_PLANNING_REGRESS_STATE_H
#define FC_PLANNING_REGRESS_STATE_H

#include "forecast/regress.h"

struct fc_regress_job {
    const fc_regress_request *request;
    fc_calendar calendar;
    fc_sample *sample;
    fc_regression *fit;
    fc_report *report;
};

/** The tables but that of the diagnostics. */
void fc_regress_write_tables(struct fc_regress_job *job);
/** Headline, equation, sample, dropped rows, and where it comes from. */
fc_status fc_regress_write_notes(struct fc_regress_job *job, fc_error *err);

/** "ordinary least squares", "ridge regression" ... */
const char *fc_regress_estimator_name(const fc_regression *fit, bool weighted);

#endif
