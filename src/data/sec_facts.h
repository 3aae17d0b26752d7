/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts as read: those of the concepts that a series is made from. */
#ifndef FC_DATA_SEC_FACTS_H
#define FC_DATA_SEC_FACTS_H

#include "forecast/sec.h"

/** Facts of one concept, in the order of the file. */
struct fc_sec_concept {
    const char *name; /**< of the rule, so that names compare as pointers */
    size_t count;
    fc_sec_fact *facts;
};

/** The concept called @p name, or NULL. */
const struct fc_sec_concept *fc_sec_facts_find(const fc_sec_facts *facts,
                                               const char *name);

#endif
