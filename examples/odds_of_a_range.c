/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Will the next period land in a range? The forecast, its 80 % interval and the
 * odds, from the joint sample paths.
 *
 *   ./a.out datasets/amazon/amazon_quarterly.csv net_sales 151000 155000
 */
#include <forecast.h>
#include <stdio.h>
#include <stdlib.h>

static fc_status print_odds(const fc_projection *projection, double low,
                            double high, fc_error *err)
{
    static const double ends[2] = {0.1, 0.9};
    const fc_paths *paths = fc_projection_paths(projection);
    fc_odds odds = fc_paths_odds(paths, 0, low, high);
    char period[FC_PERIOD_TEXT_SIZE];
    double interval[2];
    fc_status status = fc_paths_quantiles(interval, paths, 0, ends, 2, err);

    if (status == FC_OK) {
        fc_period_format(period, paths->start, (fc_calendar){0});
        printf("%s: %.0f (80 %% interval %.0f-%.0f)\n", period,
               fc_paths_mean(paths, 0), interval[0], interval[1]);
        printf("below %.0f: %.0f %%, inside: %.0f %%, above %.0f: %.0f %%\n",
               low, 100 * odds.below, 100 * odds.inside, high,
               100 * odds.above);
    }
    return status;
}

static fc_status run(const char *path, const char *series, double low,
                     double high, fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_projection *projection = NULL;
    fc_status status = fc_dataset_open(&dataset, path, NULL, err);

    if (status == FC_OK) {
        fc_projection_request request = {.dataset = dataset,
                                         .series = series,
                                         .horizon = 1,
                                         .seed = 1,
                                         .intervals = FC_INTERVALS_AUTO};

        status = fc_projection_create(&projection, &request, err);
    }
    if (status == FC_OK) {
        status = print_odds(projection, low, high, err);
    }
    fc_projection_free(projection);
    fc_dataset_free(dataset);
    return status;
}

int main(int argc, char **argv)
{
    fc_error err = {0};

    if (argc != 5) {
        fprintf(stderr, "usage: %s FILE.csv SERIES LOW HIGH\n", argv[0]);
        return 2;
    }
    fc_init();
    if (run(argv[1], argv[2], strtod(argv[3], NULL), strtod(argv[4], NULL),
            &err)
        != FC_OK) {
        fprintf(stderr, "%s%s%s\n", err.source, err.source[0] ? ": " : "",
                err.message);
        return 1;
    }
    return 0;
}
