/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/reference.h"

void sample_load(struct sample *out, const char *file, const char *name)
{
    out->n = (size_t)reference_value(file, name, "n");
    out->season = (size_t)reference_value(file, name, "season");
    assert_true(out->n <= SAMPLE_MOST);
    for (size_t t = 0; t < out->n; t++) {
        out->y[t] = reference_numbered(file, name, "y", t + 1);
    }
}

fc_training sample_training(const struct sample *sample)
{
    return (fc_training){.y = {.start = {FC_MONTHLY, 600},
                               .length = sample->n,
                               .values = sample->y},
                         .season = sample->season};
}

fc_fit *fit_to(const char *text, const fc_training *training)
{
    fc_model_spec spec = {0};
    fc_fit *fit = NULL;
    fc_error err = {0};

    assert_int_equal(fc_model_spec_parse(&spec, text, &err), FC_OK);
    if (fc_fit_create(&fit, &spec, training, &err) != FC_OK) {
        fail_msg("%s: %s", text, err.message);
    }
    return fit;
}

fc_fit *fit_to_sample(const char *text, const struct sample *sample)
{
    const fc_training training = sample_training(sample);

    return fit_to(text, &training);
}
