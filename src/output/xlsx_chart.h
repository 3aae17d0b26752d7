/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of a forecast: history, forecast, intervals and guided range. */
#ifndef FC_OUTPUT_XLSX_CHART_H
#define FC_OUTPUT_XLSX_CHART_H

#include "output/xlsx_view.h"

/**
 * Put a line chart below the rows of @p forecast. Its data are the sheet "Chart
 * data", made of references to the cells of the two views.
 * @param title of the chart
 */
void fc_xlsx_add_chart(const struct fc_xlsx_view *history,
                       struct fc_xlsx_view *forecast, const char *title);

#endif
