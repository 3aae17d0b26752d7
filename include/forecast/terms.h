/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Terms of a regression, and the sample that they make of a table.
 *
 *   term = "trend" | "season" | "fourier:" K | "days"
 *        | "y:" lags | SERIES | SERIES ":" lags
 *        | SERIES ":" lags "~almon" DEGREE | SERIES ":" lags "~geometric"
 *        | SERIES "^" POWER [ ".." POWER ]
 *   lags = range { "," range }, range = LAG [ ".." LAG ]
 *
 * as in "y:1,4", "capex:0..4", "capex:0..8~almon2", "x^1..10". SERIES alone is
 * its lag 0; y is the response. An event is "PERIOD[:SIZE]": SIZE (1 unless it
 * is given) in that period and 0 in all others.
 *
 * With w the values of a series, logged if the regression is and all of them
 * are positive, and v(t) = w(t) - w(t - d) if the regression is differenced at
 * lag d, else w(t):
 *
 *  - lags j of a series are columns v(t - j);
 *  - Almon (1965) weights of degree q are columns z(k, t) = sum over j of
 *    u(j)^k v(t - j), k = 0..q, u running from 0 at the first lag to 1 at the
 *    last; the weight of lag j is the sum of coefficient k times u(j)^k;
 *  - geometric (Koyck 1954) weights are one column, the sum over j of
 *    decay^(j - first lag) v(t - j), where the decay, in [0, 0.99], is that of
 *    the smallest residual sum of squares of the least squares fit;
 *  - powers are those of v(t), formed in extended precision by the design;
 *  - days are the days in the period, and an event is a column, both
 *    differenced where v is;
 *  - trend (1 in the first period of the sample's window), season (dummies
 *    for all seasons but the first) and Fourier pairs (the sine and cosine of
 *    2 pi k t / m, t the trend, without the sine that vanishes at k = m / 2)
 *    describe v, so they are never differenced.
 */
#ifndef FORECAST_TERMS_H
#define FORECAST_TERMS_H

#include "forecast/regression.h"
#include "forecast/table.h"

FC_BEGIN_DECLS

/** Kinds of terms. */
typedef enum fc_term_kind {
    FC_TERM_CONSTANT,
    FC_TERM_TREND,
    FC_TERM_SEASON,
    FC_TERM_FOURIER,   /**< order: pairs */
    FC_TERM_DAYS,      /**< days in the period, leap day included */
    FC_TERM_LAGS,      /**< series, lags: a coefficient each */
    FC_TERM_ALMON,     /**< series, lags, order: degree */
    FC_TERM_GEOMETRIC, /**< series, lags */
    FC_TERM_POWERS,    /**< series, first to order */
    FC_TERM_EVENT,     /**< period, size */
} fc_term_kind;

enum {
    FC_TERM_NAME_SIZE = 80,  /**< longest name of a series, with the NUL */
    FC_TERM_TEXT_SIZE = 320, /**< room for the text of any term */
    FC_TERM_LAG_MAX = 63,
    FC_TERM_POWER_MAX = 20,
    FC_TERM_DEGREE_MAX = 6, /**< of Almon weights */
};

/** One term. A plain value; fields that its kind does not name are zero. */
typedef struct fc_term {
    fc_term_kind kind;                /**< what it is */
    char series[FC_TERM_NAME_SIZE];   /**< "y": the response */
    uint64_t lags;                    /**< lag j if bit j is set */
    size_t first;                     /**< lowest power */
    size_t order;                     /**< pairs, degree or highest power */
    char period[FC_PERIOD_TEXT_SIZE]; /**< of an event, as text */
    double size;                      /**< of an event */
} fc_term;

/**
 * Parse one term.
 * @return FC_ERR_ARGUMENT naming the term and what is allowed.
 */
FC_API fc_status fc_term_parse(fc_term *out, const char *text, fc_error *err);

/** Parse "PERIOD[:SIZE]"; whether the period exists is the sample's matter. */
FC_API fc_status fc_term_parse_event(fc_term *out, const char *text,
                                     fc_error *err);

/** Write @p term so that it parses back to an equal one. */
FC_API void fc_term_format(char text[FC_TERM_TEXT_SIZE], const fc_term *term);

/** What is regressed on what. Zero in an optional field means the default. */
typedef struct fc_sample_request {
    const fc_table *table; /**< where the series are */
    const char *response;  /**< its name */
    const fc_term *terms;  /**< the constant is not one of them */
    size_t term_count;     /**< number of terms */
    bool no_constant;      /**< leave the constant out */
    bool logged;           /**< logarithms of the response (all positive) and of
                                all series whose values are all positive */
    size_t difference;     /**< lag of the differences; 0: none */
    const char *weights;   /**< series of weights of the rows; NULL: none */
    fc_period from;        /**< first and last period; frequency NONE: all */
    fc_period to;          /**< see `from` */
} fc_sample_request;

/** The columns of one term. */
typedef struct fc_sample_term {
    fc_term term;   /**< what it is */
    size_t first;   /**< its first column in the design */
    size_t columns; /**< how many */
    double decay;   /**< of geometric weights; else NaN */
} fc_sample_term;

/** A row that is not in the sample. */
typedef struct fc_dropped_row {
    fc_period period; /**< which */
    size_t reason;    /**< what is missing there first, an index into
                           `reasons` */
} fc_dropped_row;

/** A sample: the design and what belongs to its rows. Owns everything. */
typedef struct fc_sample {
    fc_design *design;       /**< the columns */
    char *response;          /**< the response in words: "log net_sales" */
    size_t rows;             /**< how many */
    double *y;               /**< rows */
    double *weights;         /**< rows; NULL: none were asked for */
    fc_period *periods;      /**< rows */
    size_t season;           /**< season length m */
    size_t term_count;       /**< number of terms */
    fc_sample_term *terms;   /**< the constant first, if there is one */
    size_t dropped_count;    /**< number of droppeds */
    fc_dropped_row *dropped; /**< in order of time */
    size_t reason_count;     /**< number of reasons */
    char **reasons;          /**< what can be missing, in words: "capex(t-4)" */
} fc_sample;

/**
 * Make the sample: the rows of the window in which the response and every
 * column are known. The window is that of the known values of the response.
 * @return FC_ERR_NOT_FOUND for an unknown series (with the nearest name),
 *         FC_ERR_ARGUMENT for a term that does not suit the data (a season of
 *         yearly data, an event outside the sample) or stands twice,
 *         FC_ERR_DATA for a response that is not positive but logged or for
 *         weights that are not positive, FC_ERR_TOO_SHORT.
 * The caller frees *out with fc_sample_free().
 */
FC_API fc_status fc_sample_create(fc_sample **out,
                                  const fc_sample_request *request,
                                  fc_error *err);
/** NULL is fine. */
FC_API void fc_sample_free(fc_sample *sample);

/**
 * The weights of the single lags of an Almon or geometric term, given the
 * coefficients of the regression and their covariance (p * p).
 * @param weight one a lag of the term, in rising order
 * @param standard_error likewise; that of geometric weights takes the decay as
 *        known
 * @return how many lags there are (at most FC_TERM_LAG_MAX + 1)
 */
FC_API size_t fc_sample_lag_weights(double *weight, double *standard_error,
                                    const fc_sample_term *term,
                                    const double *coefficients,
                                    const double *covariance, size_t p);

FC_END_DECLS

#endif
