/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts in the words of gnuplot. Texts go into single quotes, where gnuplot
 * runs and expands nothing; numbers are written by us.
 */
#ifndef FC_OUTPUT_GNUPLOT_SCRIPT_H
#define FC_OUTPUT_GNUPLOT_SCRIPT_H

#include "output/picture.h"

/** What stands before the panels. FC_ERR_MEMORY. */
fc_status fc_gnuplot_begin(fc_bytes *script, enum fc_picture_kind kind,
                           size_t panels);

/** One panel. FC_ERR_MEMORY. */
fc_status fc_gnuplot_add(fc_bytes *script, const fc_chart *chart,
                         const struct fc_panel *place);

#endif
