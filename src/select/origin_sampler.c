/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select/origin_sampler.h"

#include <stdlib.h>

#include "base/memory.h"

fc_status fc_origin_sampler_init(struct fc_origin_sampler *self,
                                 const fc_backtest *backtest,
                                 const fc_backtest_request *request,
                                 const struct fc_sampling *what, fc_error *err)
{
    *self = (struct fc_origin_sampler){
        .backtest = backtest,
        .data = &request->data,
        .what = *what,
        .calibration = fc_calloc(backtest->horizon, sizeof *self->calibration)};
    if (self->calibration == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for %zu steps",
                       backtest->horizon);
    }
    return fc_known_init(&self->known, &request->data, request->window, err);
}

void fc_origin_sampler_release(struct fc_origin_sampler *self)
{
    fc_known_release(&self->known);
    fc_future_set_free(self->futures);
    free(self->calibration);
    *self = (struct fc_origin_sampler){0};
}

void fc_origin_sampler_move(struct fc_origin_sampler *self, size_t origin)
{
    self->origin = origin;
    fc_known_cut(&self->known, self->data, origin);
    fc_future_set_free(self->futures);
    self->futures = NULL;
}

/* The futures of the regressors serve all candidates of the origin. */
static fc_status find_future(const fc_future **out,
                             struct fc_origin_sampler *self,
                             const fc_model_spec *spec, fc_error *err)
{
    const fc_training *known = &self->known.training;
    fc_status status = FC_OK;

    *out = NULL;
    if (!fc_model_spec_uses_regressor(spec, NULL)) {
        return FC_OK;
    }
    if (self->futures == NULL) {
        status = fc_future_set_create(&self->futures, known, known->y.length,
                                      self->backtest->horizon, self->what.draws,
                                      self->what.seed, err);
    }
    if (status == FC_OK) {
        *out = fc_future_set_view(self->futures);
    }
    return status;
}

static fc_status calibrate(fc_paths *paths,
                           const struct fc_origin_sampler *self, size_t spec,
                           const fc_fit *fit, fc_error *err)
{
    const fc_calibration_request request = {.spec = spec,
                                            .origin = self->origin,
                                            .intervals = self->what.intervals,
                                            .scale = fc_fit_transform(fit)};

    return fc_backtest_calibrate(paths, self->calibration, self->backtest,
                                 &request, err);
}

/* The fit of the backtest, if that has kept it. */
static fc_status find_fit(fc_fit **out, const struct fc_origin_sampler *self,
                          size_t spec, fc_error *err)
{
    fc_fit **kept = spec == 0 ? fc_backtest_kept(self->backtest, self->origin)
                              : NULL;

    if (kept != NULL && *kept != NULL) {
        *out = fc_fit_share(*kept);
        return FC_OK;
    }
    return fc_known_fit(out, &self->known, &self->backtest->specs[spec], err);
}

fc_status fc_origin_sampler_draw(fc_paths **out, struct fc_origin_sampler *self,
                                 size_t spec, fc_error *err)
{
    const fc_model_spec *what = &self->backtest->specs[spec];
    fc_draw_request request = {.steps = self->backtest->horizon,
                               .draws = self->what.draws,
                               .stream = self->what.stream,
                               .seed = self->what.seed,
                               .intervals = self->what.intervals};
    fc_fit *fit = NULL;
    fc_status status = find_future(&request.future, self, what, err);

    *out = NULL;
    if (status == FC_OK) {
        status = find_fit(&fit, self, spec, err);
    }
    if (status == FC_OK) {
        status = fc_fit_draw(out, fit, &request, err);
    }
    if (status == FC_OK) {
        status = calibrate(*out, self, spec, fit, err);
    }
    if (status != FC_OK) {
        fc_paths_free(*out);
        *out = NULL;
    }
    fc_fit_free(fit);
    return status;
}
