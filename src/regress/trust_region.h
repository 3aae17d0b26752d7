/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching for a minimum by GSL's trust-region methods, one after the other.
 */
#ifndef FC_REGRESS_TRUST_REGION_H
#define FC_REGRESS_TRUST_REGION_H

#include "regress/curve.h"

size_t fc_trust_region_count(void);
/** Name of a method, static. */
const char *fc_trust_region_name(size_t method);

/**
 * Search from @p parameters with one method until its steps are negligible or
 * it cannot go on; where it got to is in @p parameters.
 * @return FC_ERR_MEMORY; FC_OK otherwise, whether at a minimum or not.
 */
fc_status fc_trust_region_search(double *parameters, size_t *iterations,
                                 fc_curve *curve, size_t method, fc_error *err);

#endif
