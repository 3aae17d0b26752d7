/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many series, one after the other: memory does not grow with the file. Each
 * forecast is handed to a function of ours; a series that cannot be forecast
 * goes to another one, and the rest goes on.
 *
 *   ./a.out shops.csv        columns unique_id, ds, y; .csv.gz will do as well
 */
#include <forecast.h>
#include <stdio.h>

typedef struct tally {
    size_t done;
    size_t failed;
} tally;

static fc_status take(void *context, const fc_batch_forecast *forecast,
                      fc_error *err)
{
    tally *counts = context;
    char ds[FC_PERIOD_TEXT_SIZE];

    (void)err;
    counts->done++;
    for (size_t step = 0; step < forecast->steps; step++) {
        const double *bounds = forecast->bounds
                               + step * 2 * forecast->level_count;

        fc_long_series_ds(ds, forecast->series,
                          fc_period_add(forecast->origin, (int64_t)step + 1));
        printf("%-8s %s %8.1f (80 %% interval %.1f to %.1f)\n",
               forecast->series->id, ds, forecast->mean[step], bounds[0],
               bounds[1]);
    }
    return FC_OK;
}

static fc_status fail(void *context, const fc_long_series *series,
                      const fc_error *why, fc_error *err)
{
    tally *counts = context;

    (void)err;
    counts->failed++;
    printf("%-8s no forecast: %s\n", series->id, why->message);
    return FC_OK;
}

static fc_status run(tally *counts, const char *path, fc_error *err)
{
    fc_input *input = NULL;
    fc_status status = fc_input_open(&input, path, err);

    if (status == FC_OK) {
        fc_batch_request request = {.horizon = 2,
                                    .seed = 1,
                                    .take = take,
                                    .fail = fail,
                                    .context = counts};

        status = fc_batch_run(input, &request, err);
    }
    fc_input_free(input);
    return status;
}

int main(int argc, char **argv)
{
    fc_error err = {0};
    tally counts = {0};

    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE.csv\n", argv[0]);
        return 2;
    }
    fc_init();
    if (run(&counts, argv[1], &err) != FC_OK) {
        fprintf(stderr, "%s%s%s\n", err.source, err.source[0] ? ": " : "",
                err.message);
        return 1;
    }
    printf("%zu forecast, %zu not\n", counts.done, counts.failed);
    return counts.failed > 0;
}
