/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/picture.h"

#include <string.h>

#include "base/bytes.h"
#include "output/axis.h"
#include "output/gnuplot.h"
#include "output/gnuplot_script.h"

enum { picture_width = 1000, single_height = 540, panel_height = 320 };

static bool is_called(const fc_chart *chart, const char *name)
{
    return strcmp(fc_chart_get_frame(chart).name, name) == 0;
}

size_t fc_picture_panels(const fc_report *report, const char *name)
{
    size_t count = 0;

    for (size_t i = 0; i < fc_report_chart_count(report); i++) {
        count += is_called(fc_report_chart_at(report, i), name) ? 1 : 0;
    }
    return count;
}

void fc_picture_size(int *width, int *height, size_t panels)
{
    *width = picture_width;
    *height = panels > 1 ? (int)panels * panel_height : single_height;
}

struct fc_panel fc_picture_panel(size_t index, size_t count)
{
    int width = 0;
    int pixels = 0;
    double floor = 0.0;
    double ceiling = 0.0;

    fc_picture_size(&width, &pixels, count);
    floor = 1.0 - (double)(index + 1) / (double)count;
    ceiling = floor + 1.0 / (double)count;
    /* Titles, keys and tick labels need the same room in any panel. */
    return (struct fc_panel){.left = 0.11,
                             .right = 0.965,
                             .bottom = floor + 64.0 / pixels,
                             .top = ceiling - 84.0 / pixels,
                             .key = ceiling - 78.0 / pixels,
                             .title = ceiling - 17.0 / pixels};
}

fc_status fc_picture_draw(fc_bytes *out, const fc_report *report,
                          const char *name, enum fc_picture_kind kind,
                          fc_error *err)
{
    size_t count = fc_picture_panels(report, name);
    size_t panel = 0;
    fc_bytes script = {0};
    fc_status status = fc_gnuplot_begin(&script, kind, count);

    for (size_t i = 0; i < fc_report_chart_count(report); i++) {
        const fc_chart *chart = fc_report_chart_at(report, i);

        if (status == FC_OK && is_called(chart, name)) {
            const struct fc_panel place = fc_picture_panel(panel++, count);

            status = fc_gnuplot_add(&script, chart, &place);
        }
    }
    if (status == FC_OK) {
        status = fc_gnuplot_run(out, &script, err);
    }
    fc_bytes_release(&script);
    return status;
}
