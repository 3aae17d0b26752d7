/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/options.h"

#include <string.h>

/* Larger windows are no restriction on any series that fits into memory. */
static const size_t window_max = 1000000000;

/* See fc_growth_window(). */
static const size_t window_seasons = 10;
static const size_t window_fewest = 40;

size_t fc_growth_window(size_t season)
{
    size_t window = window_seasons * season;

    return window > window_fewest ? window : window_fewest;
}

size_t fc_options_regressor_columns(const struct fc_model_options *options)
{
    size_t columns = 0;

    for (size_t r = 0; r < options->regressor_count; r++) {
        columns += fc_lag_set_count(options->regressors[r].lags);
    }
    return columns;
}

size_t fc_options_regressor_reach(const struct fc_model_options *options)
{
    size_t reach = 0;

    for (size_t r = 0; r < options->regressor_count; r++) {
        size_t lag = fc_lag_set_max(options->regressors[r].lags);

        reach = lag > reach ? lag : reach;
    }
    return reach;
}

/* A piece of the text. */
struct piece {
    const char *text;
    size_t length;
};

/* Who asks, for messages. */
struct context {
    unsigned accepts;
    const char *model;
    const char *usage;
};

static struct piece until(const char *text, const char *stops)
{
    return (struct piece){.text = text, .length = strcspn(text, stops)};
}

static bool is(struct piece piece, const char *word)
{
    return piece.length == strlen(word)
           && memcmp(piece.text, word, piece.length) == 0;
}

static bool starts_with(struct piece piece, const char *word)
{
    return piece.length >= strlen(word)
           && memcmp(piece.text, word, strlen(word)) == 0;
}

static fc_status fail(struct piece term, const struct context *context,
                      const char *why, fc_error *err)
{
    int length = term.length < 100 ? (int)term.length : 100;

    return FC_FAIL(err, FC_ERR_ARGUMENT,
                   "model '%s': option '%.*s' %s; options: %s", context->model,
                   length, term.text, why,
                   context->usage[0] != '\0' ? context->usage : "none");
}

/* Set a flag that may stand once. */
static fc_status set_flag(bool *flag, struct piece term, bool accepted,
                          const struct context *context, fc_error *err)
{
    if (!accepted) {
        return fail(term, context, "is unknown", err);
    }
    if (*flag) {
        return fail(term, context, "stands twice", err);
    }
    *flag = true;
    return FC_OK;
}

static fc_status set_window(struct fc_model_options *options, struct piece term,
                            const struct context *context, fc_error *err)
{
    const char *cursor = term.text + strlen("window=");
    const char *end = term.text + term.length;
    size_t window = 0;

    if ((context->accepts & FC_ACCEPT_WINDOW) == 0) {
        return fail(term, context, "is unknown", err);
    }
    if (!fc_take_digits(&window, &cursor, end, window_max) || cursor != end
        || window == 0) {
        return fail(term, context, "needs a number of rows, as in window=40",
                    err);
    }
    if (options->window != 0) {
        return fail(term, context, "stands twice", err);
    }
    options->window = window;
    return FC_OK;
}

static fc_status set_own_lags(struct fc_model_options *options,
                              struct piece term, fc_lag_set lags,
                              const struct context *context, fc_error *err)
{
    if ((context->accepts & FC_ACCEPT_OWN_LAGS) == 0) {
        return fail(term, context, "is unknown: this model has no own lags",
                    err);
    }
    if (fc_lag_set_has(lags, 0)) {
        return fail(term, context, "holds lag 0; own lags begin with 1", err);
    }
    if (options->own_lags != 0) {
        return fail(term, context, "stands twice", err);
    }
    options->own_lags = lags;
    return FC_OK;
}

static fc_status add_regressor(struct fc_model_options *options,
                               struct piece term, struct piece name,
                               fc_lag_set lags, const struct context *context,
                               fc_error *err)
{
    struct fc_option_regressor *slot = NULL;

    if ((context->accepts & FC_ACCEPT_REGRESSORS) == 0) {
        return fail(term, context, "is unknown: this model has no regressors",
                    err);
    }
    for (size_t r = 0; r < options->regressor_count; r++) {
        if (is(name, options->regressors[r].name)) {
            return fail(term, context, "names a regressor twice", err);
        }
    }
    if (options->regressor_count == FC_OPTION_REGRESSORS_MAX) {
        return fail(term, context, "is one regressor too many (8 are allowed)",
                    err);
    }
    slot = &options->regressors[options->regressor_count++];
    memcpy(slot->name, name.text, name.length);
    slot->name[name.length] = '\0';
    slot->lags = lags;
    return FC_OK;
}

/* NAME:LAGS */
static fc_status parse_lagged(struct fc_model_options *options,
                              struct piece term, size_t colon,
                              const struct context *context, fc_error *err)
{
    struct piece name = {.text = term.text, .length = colon};
    struct piece tail = {.text = term.text + colon + 1,
                         .length = term.length - colon - 1};
    fc_lag_set lags = 0;

    if (name.length == 0 || name.length >= FC_OPTION_NAME_SIZE) {
        return fail(term, context, "needs the name of a series before ':'",
                    err);
    }
    if (!fc_lag_set_parse(&lags, tail.text, tail.length)) {
        return fail(term, context,
                    "needs lags from 0 to 63 behind ':', each once, as in "
                    "1..4 or 1,4",
                    err);
    }
    if (is(name, "y")) {
        return set_own_lags(options, term, lags, context, err);
    }
    return add_regressor(options, term, name, lags, context, err);
}

/* number "," number "," number; moves *cursor behind them. */
static bool take_orders(size_t orders[3], const char **cursor, const char *end,
                        const size_t most[3])
{
    for (size_t i = 0; i < 3; i++) {
        if (i > 0 && (*cursor == end || *(*cursor)++ != ',')) {
            return false;
        }
        if (!fc_take_digits(&orders[i], cursor, end, most[i])) {
            return false;
        }
    }
    return true;
}

static fc_status set_orders(struct fc_model_options *options, struct piece term,
                            const struct context *context, fc_error *err)
{
    static const size_t most[3] = {12, 3, 12};
    static const size_t most_seasonal[3] = {4, 2, 4};
    const char *cursor = term.text;
    const char *end = term.text + term.length;
    bool usable = take_orders(options->orders, &cursor, end, most);

    if (usable && cursor != end) {
        usable = *cursor++ == '/'
                 && take_orders(options->seasonal, &cursor, end, most_seasonal)
                 && cursor == end;
    }
    if (!usable) {
        return fail(term, context,
                    "is no order: write p,d,q or p,d,q/P,D,Q with p and q up "
                    "to 12, d to 3, P and Q to 4, D to 2",
                    err);
    }
    return set_flag(&options->ordered, term, true, context, err);
}

static fc_status set_criterion(struct fc_model_options *options,
                               struct piece term, const struct context *context,
                               fc_error *err)
{
    static const char *const words[] = {"ic=aicc", "ic=aic", "ic=bic"};

    for (size_t i = 0; i < 3; i++) {
        if (is(term, words[i])) {
            options->criterion = (enum fc_option_criterion)i;
            return set_flag(&options->criterion_given, term, true, context,
                            err);
        }
    }
    return fail(term, context, "needs aicc, aic or bic behind ic=", err);
}

/* Words of ARIMA; *known tells if @p term is one. */
static fc_status parse_arima_term(bool *known, struct fc_model_options *options,
                                  struct piece term,
                                  const struct context *context, fc_error *err)
{
    *known = true;
    if (term.length > 0 && term.text[0] >= '0' && term.text[0] <= '9'
        && memchr(term.text, ':', term.length) == NULL) {
        return set_orders(options, term, context, err);
    }
    if (is(term, "constant")) {
        return set_flag(&options->constant, term, true, context, err);
    }
    if (is(term, "noconstant")) {
        return set_flag(&options->noconstant, term, true, context, err);
    }
    if (is(term, "full")) {
        return set_flag(&options->full, term, true, context, err);
    }
    if (starts_with(term, "ic=")) {
        return set_criterion(options, term, context, err);
    }
    *known = false;
    return FC_OK;
}

static fc_status parse_term(struct fc_model_options *options, struct piece term,
                            const struct context *context, fc_error *err)
{
    bool estimator = (context->accepts & FC_ACCEPT_ESTIMATOR) != 0;
    bool parts = (context->accepts & FC_ACCEPT_TREND_SEASON) != 0;
    const char *colon = memchr(term.text, ':', term.length);
    bool known = false;

    if ((context->accepts & FC_ACCEPT_ARIMA) != 0) {
        fc_status status = parse_arima_term(&known, options, term, context,
                                            err);

        if (known || status != FC_OK) {
            return status;
        }
    }
    if (is(term, "robust")) {
        return set_flag(&options->robust, term, estimator, context, err);
    }
    if (is(term, "ols")) {
        return set_flag(&options->ols, term, estimator, context, err);
    }
    if (is(term, "trend")) {
        return set_flag(&options->trend, term, parts, context, err);
    }
    if (is(term, "season")) {
        return set_flag(&options->season, term, parts, context, err);
    }
    if (starts_with(term, "window=")) {
        return set_window(options, term, context, err);
    }
    if (colon != NULL) {
        return parse_lagged(options, term, (size_t)(colon - term.text), context,
                            err);
    }
    return fail(term, context, "is unknown", err);
}

/* What contradicts itself. */
static fc_status check_arima(const struct fc_model_options *options,
                             struct piece whole, const struct context *context,
                             fc_error *err)
{
    if (options->constant && options->noconstant) {
        return fail(whole, context, "asks for a constant and for none", err);
    }
    if (options->ordered && options->constant
        && options->orders[1] + options->seasonal[1] > 1) {
        return fail(whole, context,
                    "has no constant: differenced twice there is none", err);
    }
    if (options->ordered && (options->full || options->criterion_given)) {
        return fail(whole, context, "gives orders, so none are chosen", err);
    }
    return FC_OK;
}

fc_status fc_options_parse(struct fc_model_options *out, const char *text,
                           unsigned accepts, const char *model,
                           const char *usage, fc_error *err)
{
    struct context context = {
        .accepts = accepts, .model = model, .usage = usage};
    struct piece whole = until(text, "");
    const char *cursor = text;

    *out = (struct fc_model_options){0};
    if (text[0] == '\0') {
        return FC_OK;
    }
    for (;;) {
        struct piece term = until(cursor, "+");
        fc_status status = parse_term(out, term, &context, err);

        if (status != FC_OK) {
            return status;
        }
        cursor += term.length;
        if (*cursor == '\0') {
            break;
        }
        cursor++;
    }
    if (out->robust && out->ols) {
        return fail(whole, &context, "asks for two estimators", err);
    }
    return check_arima(out, whole, &context, err);
}
