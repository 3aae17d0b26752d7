/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cross-validation from the inside. Immutable once made.
 */
#ifndef FC_SELECT_CROSS_VALIDATION_H
#define FC_SELECT_CROSS_VALIDATION_H

#include "forecast/cross_validation.h"

/** Why a model has no forecast at an origin. */
struct fc_absence {
    bool is;
    size_t index; /**< the latest such origin */
    fc_error why;
};

struct fc_cross_validation {
    fc_backtest *backtest; /**< owned */
    bool automatic;
    size_t stride;
    size_t origins;
    size_t *origin; /**< owned; ascending */
    size_t *chosen; /**< owned; by the automatic choice, else spec count */
    fc_origin_forecast *forecasts; /**< owned; origins x specs x horizon */
    struct fc_absence *absences;   /**< owned; one a spec */
};

/** The forecasts of candidate @p spec at origin @p index, one a step. */
fc_origin_forecast *fc_cross_validation_row(
    const fc_cross_validation *validation, size_t spec, size_t index);

/** The candidate that speaks for model @p model at origin @p index; the number
 * of specs if none does. */
size_t fc_cross_validation_spec_of(const fc_cross_validation *validation,
                                   size_t model, size_t index);

#endif
