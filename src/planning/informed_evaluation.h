/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What guidance was worth in real time: at each origin the forecast with and
 * without it, and two ways to use a range without learning.
 */
#ifndef FC_PLANNING_INFORMED_EVALUATION_H
#define FC_PLANNING_INFORMED_EVALUATION_H

#include "planning/guided_record.h"

/** What is compared at each origin. */
enum fc_contender {
    FC_PLAIN,      /**< the forecast without guidance */
    FC_INFORMED,   /**< with it */
    FC_POSITIONS,  /**< all positions known then, laid on the range; step 1 */
    FC_UPPER_END,  /**< of the range; step 1 */
    FC_CONTENDERS, /**< how many */
};

/** The tests of the forecast with guidance at step 1. */
enum fc_contest_test {
    FC_ERROR_OF_PLAIN,     /**< its error against that without */
    FC_ERROR_OF_UPPER_END, /**< against that of the upper end */
    FC_CRPS_OF_POSITIONS,  /**< its CRPS against that of the positions */
    FC_CONTEST_TESTS,      /**< how many */
};

/** One contender at one origin, by step; NaN: nothing. */
struct fc_trial {
    double *point;
    double *inside_80; /**< 0 or 1 */
    double *inside_95;
    double crps; /**< of step 1 */
};

/** One origin. */
struct fc_trial_origin {
    size_t origin;  /**< observations known there */
    bool aside;     /**< one of those to leave out */
    double *actual; /**< by step */
    struct fc_trial of[FC_CONTENDERS];
};

/** How a contender did. */
struct fc_contender_score {
    fc_accuracy first;    /**< step 1 */
    fc_accuracy all;      /**< all steps */
    double crps;          /**< mean, step 1; NaN: none */
    fc_coverage first_80; /**< step 1 */
    fc_coverage all_80;
};

/** All contenders over some origins. */
struct fc_contest {
    size_t origins;
    struct fc_contender_score of[FC_CONTENDERS];
    bool tested; /**< enough origins for the tests */
    fc_dm_test test[FC_CONTEST_TESTS];
};

/** The comparison: learned and pooled anew at each origin. */
struct fc_informed_evaluation {
    size_t horizon;
    bool relative; /**< errors of the tests are in percent of the actual */
    size_t count;
    struct fc_trial_origin *origins; /**< owned */
    double *memory;                  /**< owned; what they point to */
    size_t aside_count;
    struct fc_contest all;
    struct fc_contest rest;   /**< without the origins set aside */
    fc_coverage *coverage_80; /**< owned: of the informed one, by step */
    fc_coverage *coverage_95;
};

/** Room for @p count origins; FC_ERR_MEMORY. Release it in any case. */
fc_status fc_informed_evaluation_init(struct fc_informed_evaluation *self,
                                      size_t horizon, size_t count,
                                      fc_error *err);
void fc_informed_evaluation_release(struct fc_informed_evaluation *self);

/** What is known and said at one origin. */
struct fc_trial_case {
    size_t origin;
    bool aside;
    const fc_backtest *backtest;
    const fc_paths *plain;
    const fc_paths *informed;
    const struct fc_guided_record *record;
    size_t at; /**< the range of step 1 */
};

/** Add an origin; FC_ERR_MEMORY. */
fc_status fc_informed_evaluation_add(struct fc_informed_evaluation *self,
                                     const struct fc_trial_case *trial,
                                     fc_error *err);

/** Fill the contests and the coverage; FC_ERR_MEMORY. */
fc_status fc_informed_evaluation_close(struct fc_informed_evaluation *self,
                                       fc_error *err);

#endif
