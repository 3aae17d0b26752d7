/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * Company facts of the SEC: the figures of all XBRL filings of one company as
 * the SEC publishes them in JSON (companyfacts/CIK##########.json), and the
 * clean quarterly table that is made from them.
 *
 *  - A fact is the value of one concept (us-gaap) for one duration, or at one
 *    day, as one filing gave it. Later filings repeat and restate it.
 *  - Of several values of one duration the one filed last counts, or, as of a
 *    day, the last one filed up to that day.
 *  - Durations of 12 to 17 weeks are quarters; those of about 6, 9 and 12
 *    months that begin with the fiscal year are years to date. All others,
 *    such as trailing twelve months, are left alone.
 *  - A quarter is as reported, or a year to date less the one before it (the
 *    fourth: the year less nine months), or the year less three quarters; the
 *    first one also the half-year less the second, where one filing gives both.
 *    Nothing is interpolated: what cannot be had in one of these ways stays
 *    blank and is listed with the reason.
 */
#ifndef FORECAST_SEC_H
#define FORECAST_SEC_H

#include "forecast/series.h"

FC_BEGIN_DECLS

/** The facts of one company. */
typedef struct fc_sec_facts fc_sec_facts;

/** One value of one filing. Owned by the facts. */
typedef struct fc_sec_fact {
    const char *concept;   /**< name in us-gaap */
    fc_date start;         /**< first day; year 0 for a level at one day */
    fc_date end;           /**< last day */
    double value;          /**< US dollars */
    const char *accession; /**< number of the filing */
    const char *form;      /**< 10-K, 10-Q, 10-Q/A, ... */
    const char *filed;     /**< day of filing, as 2025-02-07 */
} fc_sec_fact;

/**
 * Read company facts from a file ("-" is standard input).
 * @return FC_ERR_READ; FC_ERR_FORMAT for what is no such JSON, with the line
 *         where there is one; FC_ERR_DATA if there are no facts in US dollars
 *         of a concept that is known here; FC_ERR_MEMORY. The caller frees *out
 *         with fc_sec_facts_free().
 */
FC_API fc_status fc_sec_facts_read(fc_sec_facts **out, const char *path,
                                   fc_error *err);

/** As fc_sec_facts_read(), from @p size bytes of memory; @p source names them.
 */
FC_API fc_status fc_sec_facts_parse(fc_sec_facts **out, const char *text,
                                    size_t size, const char *source,
                                    fc_error *err);

/** NULL is fine. */
FC_API void fc_sec_facts_free(fc_sec_facts *facts);

/** Central index key: the number of the company. */
FC_API long long fc_sec_facts_cik(const fc_sec_facts *facts);
/** Name of the company. Borrowed. */
FC_API const char *fc_sec_facts_entity(const fc_sec_facts *facts);
/** File name as given, "<stdin>", or the source. Borrowed. */
FC_API const char *fc_sec_facts_source(const fc_sec_facts *facts);
/** SHA-256 of the bytes read, lower-case hexadecimal. Borrowed. */
FC_API const char *fc_sec_facts_sha256(const fc_sec_facts *facts);

/** How to make the table. Zero is the default. */
typedef struct fc_sec_options {
    fc_date as_of;        /**< only filings up to this day; year 0: all */
    fc_calendar calendar; /**< month 0: as the annual reports say */
} fc_sec_options;

/** How a value was had. */
typedef enum fc_sec_derivation {
    FC_SEC_BLANK = 0,
    FC_SEC_REPORTED,
    FC_SEC_YEAR_LESS_NINE_MONTHS,
    FC_SEC_YEAR_LESS_QUARTERS,
    FC_SEC_YEAR_TO_DATE, /**< a year to date less the one before it */
    FC_SEC_HALF_YEAR,    /**< the first quarter: half-year less second one */
} fc_sec_derivation;

/** "reported" and so on; never NULL. */
FC_API const char *fc_sec_derivation_name(fc_sec_derivation derivation);

enum { FC_SEC_PART_CAPACITY = 4 };

/** Where a value comes from: the signed facts add up to it. */
typedef struct fc_sec_cell {
    fc_sec_derivation derivation;                   /**< how it was made */
    size_t part_count;                              /**< how many facts */
    const fc_sec_fact *parts[FC_SEC_PART_CAPACITY]; /**< the first is added,
                                                         the others are taken
                                                         from it */
    /** The year to date was restated later, what is taken from it was not, or
     * the other way round: both are as first filed. */
    bool restated_in_part;
} fc_sec_cell;

/** A series made of the facts. */
typedef struct fc_sec_series {
    const char *name;    /**< its name */
    const char *title;   /**< for people */
    fc_series_kind kind; /**< flow or stock */
    double *dollars;     /**< a value a quarter; NaN: blank */
    fc_sec_cell *cells;  /**< of each period */
    size_t first;        /**< index of the first value that is not blank */
    size_t last;         /**< index of the last one */
} fc_sec_series;

enum { FC_SEC_REASON_SIZE = 160 };

/** A quarter that is blank between others, or a fact that was not used. */
typedef struct fc_sec_refusal {
    const char *series;              /**< its name */
    fc_period period;                /**< which */
    const fc_sec_fact *fact;         /**< NULL: the quarter as a whole */
    char reason[FC_SEC_REASON_SIZE]; /**< in words */
} fc_sec_refusal;

/** The four quarters of a fiscal year against the year as filed last. */
typedef struct fc_sec_sum {
    const char *series;          /**< its name */
    int year;                    /**< fiscal */
    double quarters;             /**< their sum, US dollars */
    const fc_sec_fact *reported; /**< by the company */
} fc_sec_sum;

/** Owns what is in it, but not the facts, which must outlive it. */
typedef struct fc_sec_table {
    const fc_sec_facts *facts; /**< what it was made from */
    fc_date as_of;             /**< year 0: everything filed */
    fc_calendar calendar;      /**< of the fiscal year */
    fc_period start;           /**< first quarter */
    size_t length;             /**< quarters */
    fc_date *ends;             /**< last day of each quarter, as filed */
    size_t series_count;       /**< number of series */
    fc_sec_series *series;     /**< in the order of the table */
    size_t refusal_count;      /**< number of refusals */
    fc_sec_refusal *refusals;  /**< what could not be had */
    size_t sum_count;          /**< number of sums */
    fc_sec_sum *sums;          /**< of fiscal years */
} fc_sec_table;

/**
 * Make the quarterly table.
 * @param options NULL: all defaults
 * @return FC_ERR_DATA when no annual report tells in which month the fiscal
 *         year ends (and the options do not), or when no quarter can be had;
 *         FC_ERR_MEMORY. The caller frees *out with fc_sec_table_free().
 */
FC_API fc_status fc_sec_table_create(fc_sec_table **out,
                                     const fc_sec_facts *facts,
                                     const fc_sec_options *options,
                                     fc_error *err);

/** NULL is fine. */
FC_API void fc_sec_table_free(fc_sec_table *table);

FC_END_DECLS

#endif
