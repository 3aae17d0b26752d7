/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The record of one series' ranges, and what it comes to.
 */
#ifndef FC_PLANNING_GUIDANCE_RECORD_H
#define FC_PLANNING_GUIDANCE_RECORD_H

#include "forecast/guidance_record.h"

#include "stats/small_sample.h"

/** A range and what came. */
struct fc_guided {
    const fc_guidance *range; /**< borrowed */
    int year;                 /**< fiscal year */
    bool recalled;            /**< its figures were not seen in print */
    double actual;            /**< NaN: open */
    double middle;            /**< of the range; NaN with one end */
};

/** In order of period. Owns its items and the list they are from. */
struct fc_guidance_record {
    const char *path; /**< file of the ranges */
    const fc_series *series;
    fc_calendar calendar;
    fc_guidance_list *list;
    size_t count;
    struct fc_guided *items;
    size_t superseded; /**< ranges with a later one for the same period */
    size_t settled;    /**< with an actual */
    bool percent;      /**< all actuals and ends are above 0, so that
                            errors in per cent mean something */
};

/** Fill *out, which is zeroed; released by the caller, after a failure too. */
fc_status fc_guidance_record_init(struct fc_guidance_record *out,
                                  const fc_guidance_report_request *request,
                                  fc_error *err);
void fc_guidance_record_release(struct fc_guidance_record *record);

/** Measures of a group of ranges, as docs/methods.md defines them. */
enum fc_record_measure {
    FC_RECORD_INSIDE,
    FC_RECORD_ABOVE,
    FC_RECORD_BELOW,
    FC_RECORD_POSITION,
    FC_RECORD_POSITION_SD,
    FC_RECORD_BIAS_MIDDLE,
    FC_RECORD_BIAS_HIGH,
    FC_RECORD_MAPE_MIDDLE,
    FC_RECORD_MAPE_HIGH,
    FC_RECORD_ERROR_MIDDLE,
    FC_RECORD_ERROR_HIGH,
    FC_RECORD_WIDTH,
    FC_RECORD_WIDTH_ERROR,
    FC_RECORD_MEASURES, /* how many */
};

/** One measure of one group. */
struct fc_record_value {
    size_t n;
    double value;        /**< NaN: there is none */
    struct fc_ends ends; /**< NaN: none */
};

/** Which ranges. */
struct fc_record_group {
    int year;       /**< 0: all */
    bool confirmed; /**< leave out those that were recalled */
};

/** FC_ERR_MEMORY. */
fc_status fc_guidance_record_measure(
    struct fc_record_value out[FC_RECORD_MEASURES],
    const struct fc_guidance_record *record, struct fc_record_group group,
    fc_error *err);

/** Machine name, words and kind of interval of a measure. */
const char *fc_record_measure_name(enum fc_record_measure measure);
const char *fc_record_measure_title(enum fc_record_measure measure);
const char *fc_record_measure_interval(enum fc_record_measure measure);

/** Decimals of amounts of the series. */
int fc_guidance_decimals(const struct fc_guidance_record *record);

/** Tables record and recent; summary; years; overall. */
void fc_guidance_write_ranges(fc_report *report,
                              const struct fc_guidance_record *record);
fc_status fc_guidance_write_summary(fc_report *report,
                                    const struct fc_guidance_record *record,
                                    fc_error *err);
fc_status fc_guidance_write_years(fc_report *report,
                                  const struct fc_guidance_record *record,
                                  fc_error *err);
void fc_guidance_write_overall(fc_report *report,
                               const struct fc_guidance_record *record,
                               const struct fc_record_value *all,
                               const struct fc_record_value *confirmed);

/** Charts record and position of at least one range. FC_ERR_MEMORY. */
fc_status fc_guidance_write_charts(fc_report *report,
                                   const struct fc_guidance_record *record,
                                   const char *title, fc_error *err);

/** Tables calibration and brier, chart reliability of the odds of the plain
 * forecast. */
fc_status fc_guidance_write_odds(fc_report *report,
                                 const struct fc_guidance_record *record,
                                 const fc_guidance_report_request *request,
                                 fc_error *err);

#endif
