/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writers turn a finished report into bytes. They compute nothing.
 */
#ifndef FORECAST_WRITER_H
#define FORECAST_WRITER_H

#include <stdbool.h>

#include "forecast/file.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** How to show numbers and lines. Zero in any field means the default. */
typedef struct fc_writer_options {
    size_t width; /**< terminal columns for the table writer; 0: 80 */
    bool color;   /**< the table writer may use ANSI colours */
    bool ascii;   /**< no character outside ASCII */
    int digits;   /**< significant digits of COMPUTED numbers; 0: 10 */
} fc_writer_options;

/** One output format; a constant of the program. */
typedef struct fc_writer {
    const char *name;    /**< as in --format and --help */
    const char *suffix;  /**< file suffix without the dot; NULL: none */
    const char *summary; /**< one line */
    fc_status (*render)(fc_bytes *out, const fc_report *report,
                        const fc_writer_options *options, fc_error *err);
} fc_writer;

/** Number of writers, and each of them. */
FC_API size_t fc_writer_count(void);
FC_API const fc_writer *fc_writer_at(size_t index);
/** The writer called @p name, or NULL. */
FC_API const fc_writer *fc_writer_find(const char *name);
/** The writer for the suffix of @p path ("x.csv"), or NULL. */
FC_API const fc_writer *fc_writer_for_path(const char *path);

/**
 * Render a report to memory. *out must be zeroed; the caller frees it with
 * fc_bytes_release(), after a failure too.
 * @param options NULL: all defaults
 */
FC_API fc_status fc_writer_render(fc_bytes *out, const fc_writer *writer,
                                  const fc_report *report,
                                  const fc_writer_options *options,
                                  fc_error *err);

FC_END_DECLS

#endif
