/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Charts of a report: what there is to look at, as plain numbers. Whoever draws
 * (a picture, a terminal, a page) knows nothing else and computes nothing.
 *
 *  - A report holds charts; charts of one name are the panels of one picture.
 *  - The horizontal axis is numeric, or has labels: then x counts them from 0.
 *  - A series is drawn as its mark says; marks, not colours, so that a drawing
 *    is the same in a browser, in print and in a terminal.
 *  - NaN in a series is a gap.
 *  - Texts and numbers are copied. Building never needs a check after each
 * call, as with the tables of a report.
 */
#ifndef FORECAST_CHART_H
#define FORECAST_CHART_H

#include "forecast/report.h"

FC_BEGIN_DECLS

/** How a series is drawn. */
typedef enum fc_mark {
    FC_MARK_ACTUAL,    /**< what was observed: a dark line with points */
    FC_MARK_LATER,     /**< observed, but not known to the forecast: circles */
    FC_MARK_FORECAST,  /**< the forecast: a strong line with points */
    FC_MARK_TREND,     /**< a strong line without points */
    FC_MARK_REFERENCE, /**< something to compare with: a thin dashed line */
    FC_MARK_LINE,      /**< one of several lines: those of a chart differ in
                            dashes and points, by their order */
    FC_MARK_OUTER,     /**< a wide interval: a light band from low to high */
    FC_MARK_INNER,     /**< a narrow interval: a darker band */
    FC_MARK_RANGE,     /**< a range given for single points: boxes */
    FC_MARK_WHISKERS,  /**< an interval at single points: an upright line */
    FC_MARK_BARS,      /**< bars from 0, or from low to high */
    FC_MARK_POINTS,    /**< points without a line */
    FC_MARK_RULE,      /**< a thin line to read the rest against */
    FC_MARK_COUNT
} fc_mark;

/** Lines of a chart that can be told apart; the next ones begin again. */
enum { FC_CHART_LINES = 6 };

/** A series to draw. Borrowed by fc_chart_add_series(), which copies it. */
typedef struct fc_chart_series {
    const char *name;   /**< in the key; NULL: not there */
    fc_mark mark;       /**< how it is drawn */
    size_t count;       /**< number of points */
    const double *x;    /**< positions on the axis */
    const double *y;    /**< the value; the low end of bands, ranges and of
                             bars that have a high end */
    const double *high; /**< the high end; NULL: none */
} fc_chart_series;

/** The frame of a chart. */
typedef struct fc_chart_frame {
    const char *name;          /**< machine name: forecast, errors, ... */
    const char *title;         /**< heading */
    const char *summary;       /**< one sentence for who cannot see it */
    const char *x_title;       /**< NULL: the labels say enough */
    const char *y_title;       /**< with the unit */
    size_t label_count;        /**< of the horizontal axis; 0: it is numeric */
    const char *const *labels; /**< along the axis */
    size_t label_step; /**< where labels are many, those this far apart are
                            shown (a season); 0: any */
} fc_chart_frame;

/** A chart of a report. */
typedef struct fc_chart fc_chart;

/** Append a chart; the report owns it. NULL after a failure, which
 * fc_chart_add_series() accepts. */
FC_API fc_chart *fc_report_add_chart(fc_report *report,
                                     const fc_chart_frame *frame);
/** Append a series; later ones are drawn over earlier ones. An infinite value
 * is a failure of the report (FC_ERR_NONFINITE). */
FC_API void fc_chart_add_series(fc_chart *chart, const fc_chart_series *series);

/* Reading, for those who draw. Everything returned is borrowed. */
/** Number of charts. */
FC_API size_t fc_report_chart_count(const fc_report *report);
/** Chart @p index, which must exist, in the order of insertion. */
FC_API const fc_chart *fc_report_chart_at(const fc_report *report,
                                          size_t index);
/** What the chart is called and what its axes say. */
FC_API fc_chart_frame fc_chart_get_frame(const fc_chart *chart);
/** Number of series in the chart. */
FC_API size_t fc_chart_series_count(const fc_chart *chart);
/** Series @p index, which must exist. */
FC_API fc_chart_series fc_chart_series_at(const fc_chart *chart, size_t index);

/** Of a series drawn as FC_MARK_LINE: how many such series stand before it. */
FC_API size_t fc_chart_line_number(const fc_chart *chart, size_t index);

FC_END_DECLS

#endif
