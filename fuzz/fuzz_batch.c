/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch of any bytes, plain or gzip: read, forecast and written. The first
 * byte chooses the options. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "forecast/batch_writer.h"
#include "forecast/init.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const fc_long_options choices[] = {
    {.season = 0},
    {.season = 3},
    {.table = {.frequency = FC_QUARTERLY, .calendar = {.fiscal_year_end = 1}}},
    {.table = {.formatted_numbers = true, .decimal_comma = true}},
    {.table = {.frequency = FC_MONTHLY}},
};

static fc_status take(void *context, const fc_batch_forecast *forecast,
                      fc_error *err)
{
    fc_bytes *out = context;

    for (size_t i = 0; i < forecast->steps * 2 * forecast->level_count; i++) {
        assert(isfinite(forecast->bounds[i]));
    }
    out->size = 0;
    return fc_batch_write_rows(out, forecast, 0, err);
}

static fc_status fail(void *context, const fc_long_series *series,
                      const fc_error *why, fc_error *err)
{
    fc_bytes *out = context;

    assert(why->message[0] != '\0');
    out->size = 0;
    return fc_batch_write_failure(out, series, why, err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fc_bytes out = {0};
    fc_input *input = NULL;
    fc_model_spec spec = {0};
    fc_batch_request request = {.specs = &spec,
                                .spec_count = 1,
                                .horizon = 3,
                                .draws = 10,
                                .take = take,
                                .fail = fail,
                                .context = &out};

    fc_init();
    if (size == 0 || fc_model_spec_parse(&spec, "snaive", NULL) != FC_OK) {
        return 0;
    }
    request.reading = choices[data[0] % (sizeof choices / sizeof choices[0])];
    if (fc_input_open_memory(&input, data + 1, size - 1, "fuzz", NULL)
        == FC_OK) {
        (void)fc_batch_run(input, &request, NULL);
    }
    fc_input_free(input);
    fc_bytes_release(&out);
    return 0;
}
