/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What past ranges say of the position of the next actual. With z(t) the
 * position of the actual in the range of period t, over the past ranges alone:
 *
 *   e(t) = sum d^k z(t - 1 - k) / sum d^k        the recent mean, d = 0.6
 *   z(t) - e(t) = a + b (e(t) - m) / s + c(season of t) + error
 *
 * m and s are mean and standard deviation of the positions. The regression is
 * robust (bisquare), its coefficients are shrunk towards zero, that is towards
 * the recent mean alone, by pseudo-observations (mixed estimation: Theil &
 * Goldberger 1961, International Economic Review 2, 65-78): one row a
 * coefficient, sqrt(5) there and 0 elsewhere, with a response of 0, worth five
 * observations.
 *
 * The law of the next position is Student's with 5 degrees about the
 * prediction; its variance is the mean square of the errors that predictions
 * made in this way had.
 *
 * d, the weight of the shrinkage and the terms were chosen on the ranges of the
 * worked example before 2014; docs/methods.md tells what else was tried.
 */
#include <math.h>
#include <stdlib.h>

#include "forecast/regression.h"

#include "base/memory.h"
#include "planning/guided_record.h"

/* d */
static const double discount = 0.6;

/* Observations that a zero is worth. */
static const double prior_weight = 5.0;

enum {
    FEWEST_POSITIONS = 4, /* for a recent mean */
    FEWEST_ERRORS = FC_GUIDED_FEWEST - FEWEST_POSITIONS,
    CONSTANT = 0, /* columns; the seasons stand behind */
    RECENT = 1,
    SEASONS = 2,
};

/* Positions are not known better than to a thousandth of their unit. */
static const double least_scale = 1e-3;

/* The regression of one range on those before it. */
struct lesson {
    const struct fc_guided_record *record;
    const struct fc_guided_law *laws; /* their recent means */
    size_t at;                        /* the range */
    double mean;                      /* of the positions before it */
    double deviation;
    double *room; /* owned: a column of the design, and the response */
};

static size_t column_count(const struct fc_guided_record *record)
{
    return record->seasons > 1 ? SEASONS + record->seasons : SEASONS;
}

/* Rows of the past: ranges that had a recent mean. */
static size_t row_count(size_t at)
{
    return at > FEWEST_POSITIONS ? at - FEWEST_POSITIONS : 0;
}

static double recent_mean(const struct fc_guided_record *record, size_t at)
{
    double weight = 1.0;
    double sum = 0.0;
    double mass = 0.0;

    for (size_t i = at; i-- > 0;) {
        sum += weight * record->items[i].position;
        mass += weight;
        weight *= discount;
    }
    return sum / mass;
}

static void find_moments(struct lesson *self)
{
    double sum = 0.0;
    double squares = 0.0;

    for (size_t i = 0; i < self->at; i++) {
        sum += self->record->items[i].position;
    }
    self->mean = sum / (double)self->at;
    for (size_t i = 0; i < self->at; i++) {
        double away = self->record->items[i].position - self->mean;

        squares += away * away;
    }
    self->deviation = sqrt(squares / (double)self->at);
}

/* Column @p column of the row of range @p i. */
static double term(const struct lesson *self, size_t i, size_t column)
{
    if (column == CONSTANT) {
        return 1.0;
    }
    if (column == RECENT) {
        return (self->laws[i].recent - self->mean) / self->deviation;
    }
    return self->record->items[i].season == column - SEASONS ? 1.0 : 0.0;
}

/* The past rows, then a pseudo-observation a column. */
static fc_status fill_design(fc_design *design, const struct lesson *self,
                             size_t columns, fc_error *err)
{
    size_t rows = row_count(self->at);
    fc_status status = FC_OK;

    for (size_t c = 0; c < columns && status == FC_OK; c++) {
        for (size_t r = 0; r < rows; r++) {
            self->room[r] = term(self, r + FEWEST_POSITIONS, c);
        }
        for (size_t k = 0; k < columns; k++) {
            self->room[rows + k] = k == c ? sqrt(prior_weight) : 0.0;
        }
        status = fc_design_add(design, "term", self->room, err);
    }
    return status;
}

static fc_status regress(fc_regression **out, const struct lesson *self,
                         fc_error *err)
{
    size_t columns = column_count(self->record);
    size_t rows = row_count(self->at);
    double *response = self->room + rows + columns;
    fc_design *design = NULL;
    fc_status status = fc_design_create(&design, rows + columns, columns, err);

    if (status == FC_OK) {
        status = fill_design(design, self, columns, err);
    }
    for (size_t r = 0; r < rows; r++) {
        size_t i = r + FEWEST_POSITIONS;

        response[r] = self->record->items[i].position - self->laws[i].recent;
    }
    if (status == FC_OK) {
        status = fc_regression_create(out, design, response, FC_BISQUARE, err);
    }
    fc_design_free(design);
    return status;
}

/* What the regression adds to the recent mean; 0 where it finds nothing. */
static fc_status find_correction(double *out, struct lesson *self,
                                 fc_error *err)
{
    size_t columns = column_count(self->record);
    fc_regression *regression = NULL;
    fc_error why = {0};
    fc_status status = FC_OK;

    *out = 0.0;
    find_moments(self);
    if (row_count(self->at) == 0 || !(self->deviation > 0.0)) {
        return FC_OK;
    }
    self->room = fc_calloc(2 * (row_count(self->at) + columns),
                           sizeof *self->room);
    if (self->room == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for past ranges");
    }
    status = regress(&regression, self, &why);
    for (size_t c = 0; c < columns && status == FC_OK; c++) {
        *out += regression->coefficients[c] * term(self, self->at, c);
    }
    fc_regression_free(regression);
    free(self->room);
    return status == FC_ERR_MEMORY ? FC_FAIL(err, status, "%s", why.message)
                                   : FC_OK;
}

/* From the errors of the predictions for the ranges before @p at. */
static void find_scale(struct fc_guided_law *laws,
                       const struct fc_guided_record *record, size_t at)
{
    double squares = 0.0;
    size_t count = 0;

    for (size_t i = FEWEST_POSITIONS; i < at; i++) {
        double error = record->items[i].position - laws[i].law.location;

        squares += error * error;
        count++;
    }
    if (count >= FEWEST_ERRORS) {
        laws[at].known = true;
        laws[at].law.scale = fmax(
            fc_student_scale(sqrt(squares / (double)count)), least_scale);
    }
}

fc_status fc_guided_learn(struct fc_guided_law *laws,
                          const struct fc_guided_record *record, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < record->count && status == FC_OK; i++) {
        struct lesson lesson = {.record = record, .laws = laws, .at = i};
        double correction = 0.0;

        laws[i] = (struct fc_guided_law){.learned = i};
        if (i < FEWEST_POSITIONS) {
            continue;
        }
        laws[i].recent = recent_mean(record, i);
        status = find_correction(&correction, &lesson, err);
        laws[i].law.location = laws[i].recent + correction;
        find_scale(laws, record, i);
    }
    return status;
}
