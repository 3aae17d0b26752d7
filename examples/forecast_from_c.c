/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forecast from C: read a CSV file, project one series, print the result.
 *
 *   cc forecast_from_c.c $(pkg-config --cflags --libs forecast)
 *   ./a.out datasets/amazon/amazon_quarterly.csv net_sales
 */
#include <forecast.h>
#include <stdio.h>

static fc_status print_report(const fc_projection *projection, fc_error *err)
{
    fc_report *report = NULL;
    fc_bytes text = {0};
    fc_status status = fc_projection_report(&report, projection, err);

    if (status == FC_OK) {
        status = fc_writer_render(&text, fc_writer_find("table"), report, NULL,
                                  err);
    }
    if (status == FC_OK) {
        (void)fwrite(text.data, 1, text.size, stdout);
    }
    fc_bytes_release(&text);
    fc_report_free(report);
    return status;
}

/* Any figure can be computed from the joint sample paths. */
static void print_chance_of_growth(const fc_projection *projection,
                                   const fc_span history)
{
    const fc_paths *paths = fc_projection_paths(projection);
    double last = fc_span_at(history, fc_span_last(history));
    fc_odds odds = fc_paths_odds(paths, paths->steps - 1, last, last);

    printf("Chance that the last step is above the last actual: %.3f\n",
           odds.above);
}

static fc_status run(const char *path, const char *name, fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_projection *projection = NULL;
    fc_status status = fc_dataset_open(&dataset, path, NULL, err);

    if (status == FC_OK) {
        fc_projection_request request = {.dataset = dataset,
                                         .series = name,
                                         .horizon = 4,
                                         .seed = 1,
                                         .intervals = FC_INTERVALS_AUTO};

        status = fc_projection_create(&projection, &request, err);
    }
    if (status == FC_OK) {
        status = print_report(projection, err);
    }
    if (status == FC_OK) {
        const fc_series *series = fc_table_find(dataset->table, name);

        print_chance_of_growth(projection,
                               fc_span_trim(fc_series_span(series)));
    }
    fc_projection_free(projection);
    fc_dataset_free(dataset);
    return status;
}

int main(int argc, char **argv)
{
    fc_error err = {0};

    if (argc != 3) {
        fprintf(stderr, "usage: %s FILE.csv SERIES\n", argv[0]);
        return 2;
    }
    fc_init();
    if (run(argv[1], argv[2], &err) != FC_OK) {
        fprintf(stderr, "%s%s%s\n", err.source, err.source[0] ? ": " : "",
                err.message);
        return 1;
    }
    return 0;
}
