/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_DATA_PERIOD_TEXT_H
#define FC_DATA_PERIOD_TEXT_H

#include "forecast/period.h"

/** The frequency whose form @p text has ("2025-03-31" is a day), though such a
 * period may not exist; NONE if the form is unknown. */
fc_frequency fc_period_text_form(const char *text);

/** Months, days and hours name the longer period that contains them, too. */
bool fc_period_text_can_name(fc_frequency text, fc_frequency expected);

#endif
