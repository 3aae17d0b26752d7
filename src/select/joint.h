/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the errors of several series go together: the correlation of their past
 * one-step errors, and with the spreads of a step the covariance W of
 * reconciliation.
 */
#ifndef FC_SELECT_JOINT_H
#define FC_SELECT_JOINT_H

#include "select/backtest.h"

/** Common errors below which series count as unrelated. */
enum { FC_JOINT_FEWEST = 8 };

/** One of the series: a candidate of its backtest. */
struct fc_joint_member {
    const fc_backtest *backtest;
    size_t spec;
};

/** Where the correlation comes from. */
struct fc_joint_source {
    size_t errors;    /**< common origins used; 0: too few, so none assumed */
    double intensity; /**< of the shrinkage; 1: no correlation */
};

/**
 * The correlation of the standardised one-step errors of @p count series at
 * their latest 40 common origins, as known at @p now, shrunk as in
 * fc_shrink_covariance(). I where there are fewer than FC_JOINT_FEWEST.
 * @param correlation count x count
 * @return FC_ERR_MEMORY
 */
fc_status fc_joint_correlation(double *correlation,
                               struct fc_joint_source *source,
                               const struct fc_joint_member *members,
                               size_t count, fc_period now, fc_error *err);

/**
 * W = D R D with D the spreads. A spread of 0 counts as a millionth of the
 * largest, so that W stays positive definite: what is certain stays put.
 */
void fc_joint_covariance(double *covariance, const double *correlation,
                         const double *spread, size_t count);

/** Standard deviation of a candidate's forecast of step @p step at @p origin in
 * the unit of the series, with what the calibration makes of it. */
double fc_joint_spread(const struct fc_joint_member *member, size_t origin,
                       size_t step);

#endif
