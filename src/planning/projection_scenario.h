/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenarios of a projection: what each planned, and what comes out of it.
 */
#ifndef FC_PLANNING_PROJECTION_SCENARIO_H
#define FC_PLANNING_PROJECTION_SCENARIO_H

#include "planning/projection_plans.h"

/** A plan as it is shown. Owns its texts. */
struct fc_plan_line {
    size_t scenario;
    size_t series;
    char text[FC_PLAN_TEXT_SIZE]; /**< as on the command line */
    char period[FC_PERIOD_TEXT_SIZE];
    char *basis;
    double value;
    double sd_pct;
    double before;       /**< the year before; NaN: not known */
    double other_before; /**< on the other basis; NaN: none */
    bool flat;           /**< there was no complete year to split by */
};

/** A series that is planned in any scenario. */
struct fc_planned_series {
    char *name;
    char *other; /**< on another basis; NULL: none */
    int decimals;
};

/** One scenario. */
struct fc_projected_scenario {
    char *name;
    char *source;
    fc_projection view; /**< the projection, with own paths, calibration, steps
                             and totals; all else is borrowed */
    fc_future_set *future; /**< of the regressors, while the paths are made */
    struct fc_outlook *difference;       /**< to base, horizon */
    struct fc_outlook *total_difference; /**< a total of the view each */
    double *regressors; /**< mean paths, series x (horizon + totals) */
};

struct fc_projected_scenarios {
    fc_plan_split split;
    size_t plain; /**< candidate that would be chosen without plans */
    fc_accuracy plain_accuracy;
    double *plain_mean;   /**< the forecast of that candidate, horizon */
    fc_accuracy accuracy; /**< of the model with the planned series */
    size_t series_count;
    struct fc_planned_series *series;
    double *regressors; /**< of base, as in a scenario */
    size_t line_count;
    struct fc_plan_line *lines;
    size_t left_out; /**< scenarios not known as of the period asked for */
    size_t count;
    struct fc_projected_scenario *items;
};

/** NULL is fine. */
void fc_projected_scenarios_free(struct fc_projected_scenarios *scenarios);

/**
 * Choose the best candidate that uses the planned series, and make
 * projection->scenarios. A frozen model has to be one.
 */
fc_status fc_projection_choose_planned(fc_projection *projection,
                                       const struct fc_projection_plans *plans,
                                       size_t origins, fc_error *err);

/** What the scenarios are made from. */
struct fc_scenario_maker {
    fc_projection *projection;
    const struct fc_projection_plans *plans;
    const fc_training *training;
};

/**
 * The future of the regressors with the plans of scenario @p index; without any
 * if that is the number of scenarios. The caller frees it, after a failure,
 * too.
 */
fc_status fc_projection_make_future(fc_future_set **out,
                                    const struct fc_scenario_maker *maker,
                                    size_t index, fc_error *err);

/** Mean paths of what is planned, as in a scenario, once the totals of the
 * projection are known; the caller frees *out. */
fc_status fc_projection_keep_regressors(double **out,
                                        const struct fc_scenario_maker *maker,
                                        const fc_future *future, fc_error *err);

/**
 * Draw and calibrate the paths of every scenario from the fit of the
 * projection, which has its own already; `scenarios` is made where it is not
 * there. What comes later, reconciliation and guidance, is done to them as to
 * the projection.
 */
fc_status fc_projection_draw_scenarios(const struct fc_scenario_maker *maker,
                                       fc_error *err);

/** Fill every scenario from its paths; all else of the projection stands, and
 * is informed if it is to be. */
fc_status fc_projection_add_scenarios(const struct fc_scenario_maker *maker,
                                      const fc_projection_request *request,
                                      fc_error *err);

/** Keep what the plans say, for the report. */
fc_status fc_projection_keep_plans(struct fc_projected_scenarios *scenarios,
                                   const struct fc_projection_plans *plans,
                                   const fc_projection_request *request,
                                   fc_error *err);

/** Tables, sentences and provenance of the scenarios. */
void fc_projection_write_scenarios(fc_report *report,
                                   const fc_projection *projection);
void fc_projection_write_scenario_notes(fc_report *report,
                                        const fc_projection *projection);

#endif
