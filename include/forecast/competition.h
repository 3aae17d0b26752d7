/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file
 * A forecasting competition: models fitted to the training part of many series
 * and scored on the part held back, in tables as the M competitions print them.
 *
 *  - Each series is forecast once, from the end of its training part, over all
 *    of its test part: by the code of fc_batch_run(), series by series.
 *  - Measures (y actual, f forecast, m season length; scales are means over the
 *    training part of |y(t) - y(t-m)|, and of its square for RMSSE):
 *
 *      sMAPE   mean of 200 |y-f| / (|y|+|f|), an exact 0 counting as 0: the
 *              mean over series (M4), and pooled over all forecasts (M3)
 *      MASE    mean |y-f| over the scale; mean over series
 *      RMSSE   root of mean (y-f)^2 over the scale; mean over series
 *      OWA     mean of sMAPE and MASE, each over that of Naive 2 for the same
 *              series (M4)
 *      MSIS    of the 95 % interval: its width plus 2/0.05 of what the actual
 *              lies outside, over the scale; mean over series (M4)
 *      coverage  share of actuals within the interval, over all forecasts
 *
 *  - A series whose scale is 0 or unknown has no scaled measures; missing
 *    actuals are left out.
 *  - Memory: the test part of one file.
 *
 * References: Makridakis & Hibon, The M3-Competition, International Journal of
 * Forecasting 16 (2000); Makridakis, Spiliotis & Assimakopoulos, The M4
 * Competition, ibid. 36 (2020); Hyndman & Koehler, ibid. 22 (2006).
 */
#ifndef FORECAST_COMPETITION_H
#define FORECAST_COMPETITION_H

#include "forecast/backtest.h"
#include "forecast/report.h"

FC_BEGIN_DECLS

/** The series of one frequency: long CSVs whose ds are whole numbers. Borrowed
 * during the call. */
typedef struct fc_competition_file {
    const char *frequency; /**< as it is to stand in the table */
    size_t season;         /**< season length m */
    const char *train;     /**< path */
    const char *test;      /**< path; the same ids */
} fc_competition_file;

/** What is to compete on what. Zero in an optional field means the default. */
typedef struct fc_competition_request {
    const char *set;                  /**< name of the set */
    const fc_competition_file *files; /**< the parts to read */
    size_t file_count;                /**< number of files */
    const fc_model_spec *specs; /**< one without type is the automatic choice of
                                     fc_batch_run(), called "auto" */
    size_t spec_count;          /**< number of models */
    size_t stride; /**< take every stride-th series of each file; 0: all */
    size_t draws;  /**< sample paths a series; 0: no intervals */
    uint64_t seed; /**< of the draws */
    fc_intervals intervals; /**< of each model; CONFORMAL is refused: nothing is
                                 chosen here, so no past errors are known */
    bool keeps_forecasts;   /**< fill the forecasts of the result */
    double (*clock)(void);  /**< processor time in seconds, for a column of
                                 milliseconds a series; NULL: no column */
    fc_progress *progress;  /**< may be NULL */
    void *progress_context; /**< passed to it */
} fc_competition_request;

/** What came out. Zeroed is empty. */
typedef struct fc_competition {
    fc_report *report;    /**< the table "competition" */
    fc_report *failures;  /**< frequency,model,unique_id,reason */
    fc_report *forecasts; /**< unique_id,step,model,mean,actual; NULL unless
                               asked for */
    size_t failed;        /**< forecasts of a series that could not be made */
    size_t tried;         /**< series tried */
} fc_competition;

/**
 * The models that compete unless others are named: naive2, snaive, theta, ets,
 * arima as far as the table of models has them, and the automatic choice.
 * @param out room for @p capacity, at least 6
 */
FC_API size_t fc_competition_default(fc_model_spec *out, size_t capacity);

/**
 * Season length of a frequency by its name in file names: yearly, other 1,
 * quarterly 4, monthly 12, weekly 52, daily 7, hourly 24, halfhourly 48.
 * @return 0 for another name
 */
FC_API size_t fc_competition_season(const char *frequency);

/**
 * Let them compete.
 * @return FC_ERR_DATA if the ids of a pair of files differ or a test part
 *         cannot be read; FC_ERR_ARGUMENT for a model that uses other series;
 *         the errors of fc_long_read(). That a model fails on a series is no
 *         error: it is counted, and its means are those of the others. The
 *         caller ends *out with fc_competition_release(), after a failure too.
 */
FC_API fc_status fc_competition_run(fc_competition *out,
                                    const fc_competition_request *request,
                                    fc_error *err);
/** Free the content. */
FC_API void fc_competition_release(fc_competition *competition);

FC_END_DECLS

#endif
