/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Scenarios: named sets of plans. A projection draws its paths once for each
 * of them and once for none (`base`), from the same random numbers.
 */
#ifndef FORECAST_SCENARIO_H
#define FORECAST_SCENARIO_H

#include "forecast/plan.h"

FC_BEGIN_DECLS

/** Most scenarios of one run: their names stand side by side. */
enum { FC_SCENARIO_CAPACITY = 16 };

/** Owned by its list. */
typedef struct fc_scenario {
    char *name;     /**< any but "base", which is the forecast without a plan */
    char *source;   /**< the file, or the option */
    bool is_record; /**< from a file of plans as they were issued: of several
                         for a period the latest counts, of those the first */
    size_t plan_count; /**< number of plans */
    fc_plan *plans;    /**< of the scenario */
    char *
        *basis; /**< of each plan what it includes, in words; "" if not told */
} fc_scenario;

/** Zero is an empty list. */
typedef struct fc_scenario_list {
    size_t count;       /**< how many */
    fc_scenario *items; /**< in the order of the file */
} fc_scenario_list;

/** NULL is fine; so is a list released already. */
FC_API void fc_scenario_list_release(fc_scenario_list *list);

/**
 * Append a plan to the scenario @p name, which is made where it is not there.
 * @param source the file or option, for messages
 * @param basis what the value includes; NULL or "": not told
 * @return FC_ERR_DATA for a name that is empty, too long or "base", or for more
 *         than FC_SCENARIO_CAPACITY scenarios; FC_ERR_MEMORY
 */
FC_API fc_status fc_scenario_list_add(fc_scenario_list *list, const char *name,
                                      const char *source, const fc_plan *plan,
                                      const char *basis, fc_error *err);

/**
 * Append the scenarios of a file (columns scenario, series, period, value; and
 * where they are there sd_pct, basis and issued).
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA, with the place. What was
 * read before a failure stays in the list, which is to be released.
 */
FC_API fc_status fc_scenario_list_read(fc_scenario_list *list, const char *path,
                                       fc_error *err);
/** As fc_scenario_list_read(), from @p size bytes; @p source names them. */
FC_API fc_status fc_scenario_list_parse(fc_scenario_list *list,
                                        const char *text, size_t size,
                                        const char *source, fc_error *err);

/**
 * Append the plans of a dataset's plans file (columns series, period, value;
 * basis, sd_pct and issued where they are there) as one scenario called
 * @p name.
 * @return as fc_scenario_list_read(); FC_ERR_DATA if there is no plan
 */
FC_API fc_status fc_scenario_list_read_plans(fc_scenario_list *list,
                                             const char *path, const char *name,
                                             fc_error *err);
/** As fc_scenario_list_read_plans(), from memory. */
FC_API fc_status fc_scenario_list_parse_plans(fc_scenario_list *list,
                                              const char *text, size_t size,
                                              const char *source,
                                              const char *name, fc_error *err);

FC_END_DECLS

#endif
