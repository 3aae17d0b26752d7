/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Alerts: comparisons that are held against a finished forecast. There is
 * nothing to evaluate but one comparison:
 *
 *   alert  = number | word
 *   number = NAME OP NUMBER    p_inside<0.2    yoy >= -5    change!=0
 *   word   = "verdict" ( "=" | "!=" ) ( "below" | "inside" | "above" )
 *   OP     = "<" | "<=" | ">" | ">=" | "=" | "!="
 *
 * Blanks may stand around OP. The names:
 *
 *   value                     the forecast of the next period
 *   yoy                       its growth on the year before, in per cent
 *   change                    the value against the previous output's forecast
 *                             of the same period, in per cent
 *   p_below p_inside p_above  odds of the first guided forecast period
 *   verdict                   of the same period
 */
#ifndef FORECAST_ALERT_H
#define FORECAST_ALERT_H

#include <stdbool.h>

#include "forecast/report.h"

FC_BEGIN_DECLS

/** What an alert looks at. */
typedef enum fc_alert_name {
    FC_ALERT_VALUE,
    FC_ALERT_YOY,
    FC_ALERT_CHANGE,
    FC_ALERT_P_BELOW,
    FC_ALERT_P_INSIDE,
    FC_ALERT_P_ABOVE,
    FC_ALERT_VERDICT,
    FC_ALERT_NAME_COUNT,
} fc_alert_name;

/** How a figure is held against a bound. */
typedef enum fc_alert_operator {
    FC_ALERT_LESS,
    FC_ALERT_AT_MOST,
    FC_ALERT_GREATER,
    FC_ALERT_AT_LEAST,
    FC_ALERT_EQUAL,
    FC_ALERT_UNEQUAL,
} fc_alert_operator;

enum { FC_ALERT_WORD_SIZE = 8 };

/** One comparison. */
typedef struct fc_alert {
    fc_alert_name name;            /**< what is looked at */
    fc_alert_operator compare;     /**< how it is held against the bound */
    double number;                 /**< all but the verdict */
    char word[FC_ALERT_WORD_SIZE]; /**< of the verdict */
} fc_alert;

/** What alerts look at; NaN and "" where the forecast has no such figure. */
typedef struct fc_alert_facts {
    double number[FC_ALERT_NAME_COUNT]; /**< by fc_alert_name */
    char verdict[FC_ALERT_WORD_SIZE];   /**< "": none */
    char period[32]; /**< of the value; "" if there is no forecast */
} fc_alert_facts;

/** FC_ERR_ARGUMENT for what is no alert; *out is untouched then. */
FC_API fc_status fc_alert_parse(fc_alert *out, const char *text, fc_error *err);

/**
 * Collect the facts from the report of a projection. `change` stays NaN: the
 * caller knows the previous forecast (fc_alert_set_previous()).
 */
FC_API void fc_alert_facts_read(fc_alert_facts *out,
                                const fc_report *projection);

/** The previous forecast of the same period; NaN if there is none. */
FC_API void fc_alert_set_previous(fc_alert_facts *facts, double previous);

/** Is the figure there that @p alert asks for? */
FC_API bool fc_alert_is_known(const fc_alert *alert,
                              const fc_alert_facts *facts);

/** Does it fire? Never if its figure is not known. */
FC_API bool fc_alert_fires(const fc_alert *alert, const fc_alert_facts *facts);

FC_END_DECLS

#endif
