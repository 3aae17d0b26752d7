/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Plans: what is meant to become of a series, for one period or for a fiscal
 * year, as a value or as growth on the year before.
 *
 *   [SERIES:]PERIOD=VALUE
 *
 * capex_net:FY2025=100000, capex_net:2025Q1=24000, capex_net:FY2025=+20%, and
 * with a standard deviation in per cent of the value capex_net:FY2025=100000~5.
 */
#ifndef FORECAST_PLAN_H
#define FORECAST_PLAN_H

#include <stdbool.h>

#include "forecast/period.h"

FC_BEGIN_DECLS

/** Longest name of a planned series, with the NUL. */
enum { FC_PLAN_SERIES_SIZE = 128 };

/** One plan. A plain value: the period is still as written, since the frequency
 * of the series decides what it means. */
typedef struct fc_plan {
    char series[FC_PLAN_SERIES_SIZE]; /**< "": the only regressor */
    char period[FC_PERIOD_TEXT_SIZE]; /**< of the series, or a year, as text */
    double value;   /**< in the unit of the series, or per cent */
    bool is_growth; /**< value is growth on the year before, in per cent */
    double sd_pct; /**< standard deviation, per cent of the value; 0: certain */
    fc_date issued; /**< year 0: not known */
    size_t line;    /**< in the file; 0: none */
} fc_plan;

/** How the plan of a year is spread over the periods that are not reported. */
typedef enum fc_plan_split {
    FC_SPLIT_SEASONAL, /**< as the latest three years were, on average */
    FC_SPLIT_RUN_RATE, /**< in even steps from the last value */
    FC_SPLIT_FRONT,    /**< in n periods n, n - 1, ... 1 parts */
    FC_SPLIT_BACK,     /**< 1, 2, ... n parts */
    FC_SPLIT_FLAT,     /**< equal parts */
} fc_plan_split;

/** "seasonal", "runrate", "front", "back" or "flat". */
FC_API const char *fc_plan_split_name(fc_plan_split split);
/** The split called @p name into *out; false, and nothing there, if none is. */
FC_API bool fc_plan_split_find(fc_plan_split *out, const char *name);

/**
 * Parse `[SERIES:]PERIOD=VALUE`; VALUE is a number or growth with its sign and
 * a per cent sign (+20%), and `~SD` in per cent may stand behind it.
 * @return FC_ERR_ARGUMENT; *out is untouched then.
 */
FC_API fc_status fc_plan_parse(fc_plan *out, const char *text, fc_error *err);

/** Parse VALUE alone, without `~SD`, into value and is_growth. */
FC_API fc_status fc_plan_parse_value(fc_plan *out, const char *text,
                                     fc_error *err);

/** Room for fc_plan_format(). */
enum { FC_PLAN_TEXT_SIZE = FC_PLAN_SERIES_SIZE + FC_PERIOD_TEXT_SIZE + 84 };

/** Write the plan so that fc_plan_parse() reads it back. */
FC_API void fc_plan_format(char text[FC_PLAN_TEXT_SIZE], const fc_plan *plan);

FC_END_DECLS

#endif
