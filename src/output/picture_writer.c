/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures as files: SVG, PDF and PNG of the chart that was asked for. */
#include <stdio.h>
#include <string.h>

#include "output/picture.h"
#include "output/writers.h"

/* "forecast, errors": each name once. */
static void list_names(char *out, size_t size, const fc_report *report)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < fc_report_chart_count(report); i++) {
        const char *name =
            fc_chart_get_frame(fc_report_chart_at(report, i)).name;
        bool is_new = true;

        for (size_t j = 0; j < i && is_new; j++) {
            is_new = strcmp(
                         fc_chart_get_frame(fc_report_chart_at(report, j)).name,
                         name)
                     != 0;
        }
        if (is_new && used < size) {
            int length = snprintf(out + used, size - used, "%s%s",
                                  used > 0 ? ", " : "", name);

            used += length > 0 ? (size_t)length : 0;
        }
    }
}

fc_status fc_picture_name(const char **out, const fc_report *report,
                          const fc_writer_options *options, fc_error *err)
{
    char names[200];

    if (fc_report_chart_count(report) == 0) {
        return FC_FAIL(
            err, FC_ERR_ARGUMENT,
            "this result has no chart; write it as csv, json, xlsx or "
            "html");
    }
    *out = options->chart != NULL
               ? options->chart
               : fc_chart_get_frame(fc_report_chart_at(report, 0)).name;
    if (fc_picture_panels(report, *out) == 0) {
        list_names(names, sizeof names, report);
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "this result has no chart '%.60s'; it has %s", *out,
                       names);
    }
    return FC_OK;
}

static fc_status render(fc_bytes *out, const fc_report *report,
                        const fc_writer_options *options,
                        enum fc_picture_kind kind, fc_error *err)
{
    const char *name = NULL;
    fc_status status = fc_picture_name(&name, report, options, err);

    return status == FC_OK ? fc_picture_draw(out, report, name, kind, err)
                           : status;
}

static fc_status svg_render(fc_bytes *out, const fc_report *report,
                            const fc_writer_options *options, fc_error *err)
{
    return render(out, report, options, FC_PICTURE_SVG, err);
}

static fc_status pdf_render(fc_bytes *out, const fc_report *report,
                            const fc_writer_options *options, fc_error *err)
{
    return render(out, report, options, FC_PICTURE_PDF, err);
}

static fc_status png_render(fc_bytes *out, const fc_report *report,
                            const fc_writer_options *options, fc_error *err)
{
    return render(out, report, options, FC_PICTURE_PNG, err);
}

const fc_writer fc_writer_svg = {
    .name = "svg",
    .suffix = "svg",
    .summary = "a chart as a scalable picture",
    .render = svg_render,
};

const fc_writer fc_writer_pdf = {
    .name = "pdf",
    .suffix = "pdf",
    .summary = "a chart to print",
    .render = pdf_render,
};

const fc_writer fc_writer_png = {
    .name = "png",
    .suffix = "png",
    .summary = "a chart as pixels",
    .render = png_render,
};
