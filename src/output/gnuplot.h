/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Running gnuplot: no shell, no start-up file, the script through a temporary
 * file that has no name, the picture through a pipe.
 */
#ifndef FC_OUTPUT_GNUPLOT_H
#define FC_OUTPUT_GNUPLOT_H

#include "forecast/file.h"

/**
 * What @p script draws to its standard output.
 * @return FC_ERR_WRITE if gnuplot is not there or refuses the script, with its
 *         own words; FC_ERR_MEMORY without a message.
 */
fc_status fc_gnuplot_run(fc_bytes *out, const fc_bytes *script, fc_error *err);

#endif
