/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which concepts of us-gaap make which series. Names of concepts change with
 * the standards while the line of the accounts stays the same, so a series has
 * several, the first being what it is.
 */
#ifndef FC_DATA_SEC_RULES_H
#define FC_DATA_SEC_RULES_H

#include <stddef.h>

#include "forecast/series.h"

enum { FC_SEC_CONCEPT_CAPACITY = 5 };

struct fc_sec_rule {
    const char *name;
    const char *title;
    fc_series_kind kind;
    const char *concepts[FC_SEC_CONCEPT_CAPACITY + 1]; /**< NULL ends them */
};

size_t fc_sec_rule_count(void);
const struct fc_sec_rule *fc_sec_rule_at(size_t index);

#endif
