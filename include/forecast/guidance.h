/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Guidance: the ranges that management gave for future periods.
 */
#ifndef FORECAST_GUIDANCE_H
#define FORECAST_GUIDANCE_H

#include "forecast/series.h"

FC_BEGIN_DECLS

/** What a range is there for. */
typedef enum fc_guidance_role {
    FC_GUIDANCE_RELEASE, /**< from the company: the record, and learning */
    FC_GUIDANCE_TASK,    /**< the range a verdict is asked for */
} fc_guidance_role;

/** One range for one period. Owned by its fc_guidance_list. */
typedef struct fc_guidance {
    char *series;           /**< its name */
    fc_period period;       /**< that it is for */
    double low;             /**< unit of the series; NaN if not given */
    double high;            /**< equal to low for a point */
    double growth_low_pct;  /**< stated year-on-year growth; NaN if none */
    double growth_high_pct; /**< the other end */
    fc_date issued;         /**< year 0 if not known */
    fc_guidance_role role;  /**< what it is for */
    char *source;           /**< where it stands */
    char *check;            /**< how it was checked */
    size_t line;            /**< in the file; 0 if from an option */
} fc_guidance;

/** The ranges of a guidance file, in its order. */
typedef struct fc_guidance_list {
    size_t count;       /**< how many */
    fc_guidance *items; /**< in the order of the file */
} fc_guidance_list;

/**
 * Read a guidance file (columns series, period, low, high, growth_low_pct,
 * growth_high_pct, issued, role, source, check; the first four are required).
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA (low > high), with the place.
 *         The caller frees *out with fc_guidance_list_free().
 */
FC_API fc_status fc_guidance_read(fc_guidance_list **out, const char *path,
                                  fc_frequency frequency, fc_calendar calendar,
                                  fc_error *err);
/** As fc_guidance_read(), from @p size bytes of memory; @p source names them.
 */
FC_API fc_status fc_guidance_parse(fc_guidance_list **out, const char *text,
                                   size_t size, const char *source,
                                   fc_frequency frequency, fc_calendar calendar,
                                   fc_error *err);
/** NULL is fine. */
FC_API void fc_guidance_list_free(fc_guidance_list *list);

/** The guidance of @p role for a series and period, the latest; or NULL. */
FC_API const fc_guidance *fc_guidance_find(const fc_guidance_list *list,
                                           const char *series, fc_period period,
                                           fc_guidance_role role);

/** "below", "inside" or "above" as @p value lies against the range. */
FC_API const char *fc_guidance_verdict(double low, double high, double value);

FC_END_DECLS

#endif
