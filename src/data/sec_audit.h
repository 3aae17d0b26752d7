/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FC_DATA_SEC_AUDIT_H
#define FC_DATA_SEC_AUDIT_H

#include "data/sec_line.h"

/**
 * Fill in what @p table could not have or did not use, and the sums of its
 * years.
 * @param lines what its series were made from, and lines without series
 * @return FC_ERR_MEMORY
 */
fc_status fc_sec_audit(fc_sec_table *table, const struct fc_sec_line *lines,
                       size_t line_count, fc_error *err);

#endif
