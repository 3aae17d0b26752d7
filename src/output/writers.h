/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writers, for the table in writer.c. Each renders a report that has not
 * failed, with complete options; when memory is out it returns FC_ERR_MEMORY
 * and leaves the message to fc_writer_render(). */
#ifndef FC_OUTPUT_WRITERS_H
#define FC_OUTPUT_WRITERS_H

#include "forecast/writer.h"

extern const fc_writer fc_writer_table;
extern const fc_writer fc_writer_csv;
extern const fc_writer fc_writer_json;
extern const fc_writer fc_writer_chart;
extern const fc_writer fc_writer_html;
extern const fc_writer fc_writer_svg;
extern const fc_writer fc_writer_pdf;
extern const fc_writer fc_writer_png;
extern const fc_writer fc_writer_xlsx;

#endif
