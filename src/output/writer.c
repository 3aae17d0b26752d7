/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/writer.h"

#include <assert.h>
#include <string.h>

#include "output/writers.h"

static const fc_writer *const writers[] = {
    &fc_writer_table, &fc_writer_csv,   &fc_writer_json,
    &fc_writer_xlsx,  &fc_writer_chart, &fc_writer_html,
    &fc_writer_svg,   &fc_writer_pdf,   &fc_writer_png,
};

enum { default_width = 80, most_digits = 17 };

size_t fc_writer_count(void)
{
    return sizeof writers / sizeof writers[0];
}

const fc_writer *fc_writer_at(size_t index)
{
    assert(index < fc_writer_count());
    return writers[index];
}

const fc_writer *fc_writer_find(const char *name)
{
    for (size_t i = 0; i < fc_writer_count(); i++) {
        if (strcmp(writers[i]->name, name) == 0) {
            return writers[i];
        }
    }
    return NULL;
}

const fc_writer *fc_writer_for_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot != NULL && i < fc_writer_count(); i++) {
        const char *suffix = writers[i]->suffix;

        if (suffix != NULL && strcmp(suffix, dot + 1) == 0) {
            return writers[i];
        }
    }
    return NULL;
}

fc_status fc_writer_render(fc_bytes *out, const fc_writer *writer,
                           const fc_report *report,
                           const fc_writer_options *options, fc_error *err)
{
    fc_writer_options complete = options != NULL ? *options
                                                 : (fc_writer_options){0};
    fc_status status = fc_report_finish(report, err);

    if (status != FC_OK) {
        return status;
    }
    if (complete.digits < 0 || complete.digits > most_digits) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%d significant digits; a number has 1 to %d",
                       complete.digits, most_digits);
    }
    if (complete.width == 0) {
        complete.width = default_width;
    }
    status = writer->render(out, report, &complete, err);
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL(err, status, "out of memory for the output");
    }
    return status;
}
