/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A panel: figures of several companies, a row each, with the columns company,
 * period, metric, value and perhaps fiscal_year_end (the month in which the
 * company's year ends; blank: December), rounding, source, check. Quarters are
 * those of the calendar, years the company's own.
 */
#ifndef FC_DATA_PANEL_H
#define FC_DATA_PANEL_H

#include "forecast/series.h"

#include "data/csv_reader.h"

/** One figure. Texts are borrowed from the panel. */
struct fc_figure {
    const char *company;
    const char *metric;
    fc_period period; /**< a quarter, or the last one of the year */
    bool year;
    fc_calendar calendar; /**< of the company, as this row says */
    double value;         /**< NaN: blank */
    double rounding;      /**< sum of the quarters less the year; NaN: not
                               stated */
    int decimals;         /**< of the value as written */
    size_t row;           /**< of the file */
    const char *check;    /**< "" if the file says nothing */
    const char *source;
};

/** Owns its figures: quarters before years, then by company, metric, period
 * and row. */
struct fc_panel {
    fc_csv *csv;
    size_t count;
    struct fc_figure *figures;
};

/**
 * @return FC_ERR_READ, FC_ERR_FORMAT, FC_ERR_DATA with the place; FC_ERR_MEMORY
 *         The caller releases *out, after a failure too.
 */
fc_status fc_panel_read(struct fc_panel *out, const char *path, fc_error *err);
void fc_panel_release(struct fc_panel *panel);

/** The first figure of a quarter, or of the year that ends with it; NULL if
 * there is none. */
const struct fc_figure *fc_panel_find(const struct fc_panel *panel,
                                      const struct fc_figure *key);

/** Longest name of a series of the panel, with the NUL. */
enum { FC_PANEL_NAME_SIZE = 128 };

/** "microsoft_capex": the name that the quarters of a metric have as a series.
 * Small letters; what is neither letter nor digit is an underscore. */
void fc_panel_series_name(char name[FC_PANEL_NAME_SIZE],
                          const struct fc_figure *figure);

#endif
