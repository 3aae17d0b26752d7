/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_regress.h"

#include <string.h>

/* More lags than this are no correction but another model. */
enum { bandwidth_max = 1000 };

static fc_status too_many(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d terms",
                   FC_TERM_CAPACITY);
}

fc_status fc_option_parse_term(struct fc_request *request, const char *text,
                               fc_error *err)
{
    fc_status status = FC_OK;

    if (request->term_count == FC_TERM_CAPACITY) {
        return too_many(err);
    }
    status = fc_term_parse(&request->terms[request->term_count], text, err);
    request->term_count += status == FC_OK;
    return status;
}

fc_status fc_option_parse_event(struct fc_request *request, const char *text,
                                fc_error *err)
{
    fc_status status = FC_OK;

    if (request->term_count == FC_TERM_CAPACITY) {
        return too_many(err);
    }
    status = fc_term_parse_event(&request->terms[request->term_count], text,
                                 err);
    request->term_count += status == FC_OK;
    return status;
}

fc_status fc_option_parse_difference(struct fc_request *request,
                                     const char *text, fc_error *err)
{
    if (strcmp(text, "season") == 0) {
        request->seasonal_difference = true;
        return FC_OK;
    }
    if (fc_argument_count(&request->difference, text, 1, 1000, NULL) != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not a lag; give season, or a number of periods from 1");
    }
    return FC_OK;
}

static fc_status set_estimator(struct fc_request *request,
                               fc_estimator estimator, fc_error *err)
{
    if (request->regression.estimator != FC_OLS) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a second estimator; give --robust or --ridge, once");
    }
    request->regression.estimator = estimator;
    return FC_OK;
}

fc_status fc_option_parse_robust(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    static const struct {
        const char *name;
        fc_estimator estimator;
    } kinds[] = {
        {"bisquare", FC_BISQUARE}, {"huber", FC_HUBER},   {"cauchy", FC_CAUCHY},
        {"fair", FC_FAIR},         {"welsch", FC_WELSCH},
    };

    if (text == NULL) {
        return set_estimator(request, FC_BISQUARE, err);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(text, kinds[i].name) == 0) {
            return set_estimator(request, kinds[i].estimator, err);
        }
    }
    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "not a robust estimator; give bisquare (the default), "
                   "huber, cauchy, fair or welsch");
}

fc_status fc_option_parse_ridge(struct fc_request *request, const char *text,
                                fc_error *err)
{
    fc_status status = set_estimator(request, FC_RIDGE, err);

    if (status != FC_OK) {
        return status;
    }
    if (text == NULL || strcmp(text, "gcv") == 0) {
        request->regression.ridge = FC_RIDGE_GCV;
    } else if (strcmp(text, "lcurve") == 0) {
        request->regression.ridge = FC_RIDGE_L_CURVE;
    } else {
        request->regression.ridge = FC_RIDGE_FIXED;
        status = fc_argument_penalty(&request->regression.lambda, text, err);
    }
    return status;
}

static fc_status set_covariance(struct fc_request *request,
                                fc_covariance_kind kind, fc_error *err)
{
    if (request->regression.covariance != FC_COVARIANCE_CLASSICAL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "a second kind of errors; give --hc or --hac, once");
    }
    request->regression.covariance = kind;
    return FC_OK;
}

fc_status fc_option_parse_hc(struct fc_request *request, const char *text,
                             fc_error *err)
{
    static const fc_covariance_kind kinds[] = {
        FC_COVARIANCE_HC0, FC_COVARIANCE_HC1, FC_COVARIANCE_HC2,
        FC_COVARIANCE_HC3};
    uint64_t kind = 0;
    fc_status status = fc_argument_count(&kind, text, 0, 3, err);

    return status == FC_OK ? set_covariance(request, kinds[kind], err) : status;
}

fc_status fc_option_parse_hac(struct fc_request *request, const char *text,
                              fc_error *err)
{
    uint64_t lags = 0;
    fc_status status = FC_OK;

    if (text != NULL) {
        status = fc_argument_count(&lags, text, 1, bandwidth_max, err);
        request->regression.bandwidth = (size_t)lags;
    }
    return status == FC_OK
               ? set_covariance(request, FC_COVARIANCE_NEWEY_WEST, err)
               : status;
}

/* Which period it is depends on the data. */
fc_status fc_option_parse_break(struct fc_request *request, const char *text,
                                fc_error *err)
{
    if (request->break_count == FC_BREAK_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d breaks",
                       FC_BREAK_CAPACITY);
    }
    request->breaks[request->break_count++] = text;
    return FC_OK;
}
