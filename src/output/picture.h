/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures of a report: the charts of one name, one panel below the other,
 * drawn by gnuplot. The place of each panel is fixed, so that a page can tell
 * which value lies under the pointer.
 */
#ifndef FC_OUTPUT_PICTURE_H
#define FC_OUTPUT_PICTURE_H

#include "forecast/chart.h"
#include "forecast/writer.h"

enum fc_picture_kind {
    FC_PICTURE_SVG,
    FC_PICTURE_PDF,
    FC_PICTURE_PNG,
};

/** Edges of a panel's plot as shares of the picture, from its lower left. */
struct fc_panel {
    double left;
    double right;
    double bottom;
    double top;
    double key;   /**< height of the foot of the key */
    double title; /**< height of the middle of its title */
};

/**
 * The picture that the options ask for, else the first, into *out (borrowed).
 * @return FC_ERR_ARGUMENT with the names if there is none.
 */
fc_status fc_picture_name(const char **out, const fc_report *report,
                          const fc_writer_options *options, fc_error *err);

/** How many panels the picture called @p name has; 0: there is none. */
size_t fc_picture_panels(const fc_report *report, const char *name);

/** Panel @p index of @p count. */
struct fc_panel fc_picture_panel(size_t index, size_t count);

/** Width and height in pixels of a picture with @p panels panels. */
void fc_picture_size(int *width, int *height, size_t panels);

/**
 * Draw the charts called @p name.
 * @return FC_ERR_WRITE if gnuplot does not draw; FC_ERR_MEMORY without a
 *         message.
 */
fc_status fc_picture_draw(fc_bytes *out, const fc_report *report,
                          const char *name, enum fc_picture_kind kind,
                          fc_error *err);

#endif
