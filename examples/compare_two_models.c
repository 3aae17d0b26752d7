/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of two models has been better? Both forecast from 40 past origins with
 * what was known there; then a test says whether the difference is chance.
 *
 *   ./a.out datasets/amazon/amazon_quarterly.csv net_sales log:ets yoy
 */
#include <forecast.h>
#include <stdio.h>

static fc_status print_comparison(const fc_cross_validation *validation,
                                  fc_error *err)
{
    fc_ranking ranking;
    fc_model_rank ranks[2];
    char name[FC_MODEL_SPEC_SIZE];
    fc_status status = fc_cross_validation_compare(&ranking, ranks, validation,
                                                   0, err);

    for (size_t model = 0; status == FC_OK && model < 2; model++) {
        fc_scores scores = fc_cross_validation_scores(validation, model, 0);

        fc_cross_validation_model_name(name, validation, model);
        printf("%-12s MAPE %.1f %%, MASE %.2f, %.0f %% in the 80 %% interval\n",
               name, scores.accuracy.mape, scores.accuracy.mase,
               100.0 * (double)scores.coverage_80.hits / (double)scores.n);
    }
    if (status == FC_OK) {
        fc_cross_validation_model_name(name, validation, ranking.best);
        printf("lower loss: %s (%zu origins, Diebold-Mariano p = %.2g)\n", name,
               ranking.origins, ranks[1 - ranking.best].test.p_value);
    }
    return status;
}

static fc_status run(char **arguments, fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_cross_validation *validation = NULL;
    fc_model_spec specs[2];
    fc_status status = fc_dataset_open(&dataset, arguments[1], NULL, err);
    const fc_series *series = status == FC_OK
                                  ? fc_table_find(dataset->table, arguments[2])
                                  : NULL;

    if (status == FC_OK && series == NULL) {
        status = FC_FAIL(err, FC_ERR_NOT_FOUND, "no series '%s' in %s",
                         arguments[2], arguments[1]);
    }
    for (size_t i = 0; status == FC_OK && i < 2; i++) {
        status = fc_model_spec_parse(&specs[i], arguments[3 + i], err);
    }
    if (status == FC_OK) {
        fc_cross_validation_request request = {
            .data.y = fc_span_latest_unbroken(fc_series_span(series)),
            .specs = specs,
            .spec_count = 2,
            .horizon = 4,
            .seed = 1,
            .stream = series->name};

        request.data.season = fc_frequency_season(series->start.frequency);
        status = fc_cross_validation_create(&validation, &request, err);
    }
    if (status == FC_OK) {
        status = print_comparison(validation, err);
    }
    fc_cross_validation_free(validation);
    fc_dataset_free(dataset);
    return status;
}

int main(int argc, char **argv)
{
    fc_error err = {0};

    if (argc != 5) {
        fprintf(stderr, "usage: %s FILE.csv SERIES MODEL MODEL\n", argv[0]);
        return 2;
    }
    fc_init();
    if (run(argv, &err) != FC_OK) {
        fprintf(stderr, "%s%s%s\n", err.source, err.source[0] ? ": " : "",
                err.message);
        return 1;
    }
    return 0;
}
