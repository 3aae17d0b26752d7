/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench_ets_fit SEASON [SPEC]
 *
 * Reads lines unique_id,ds,y from standard input, series one after the other,
 * fits SPEC ("ets") to each, and prints how many there were and the processor
 * time a fit, without the reading. The machine, not the program, decides it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/init.h"
#include "forecast/model.h"

enum { MOST = 100000, LINE_SIZE = 256 };

struct job {
    fc_model_spec spec;
    size_t season;
    char id[LINE_SIZE];
    double y[MOST];
    size_t n;
    size_t fitted;
    size_t failed;
    double milliseconds;
};

static double now(void)
{
    struct timespec time = {0};

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static void fit(struct job *job)
{
    const fc_training training = {
        .y = {.start = {FC_MONTHLY, 0}, .length = job->n, .values = job->y},
        .season = job->season};
    fc_fit *out = NULL;
    fc_error err = {0};
    double start = now();

    if (job->n == 0) {
        return;
    }
    if (fc_fit_create(&out, &job->spec, &training, &err) == FC_OK) {
        job->fitted++;
    } else {
        job->failed++;
        (void)fprintf(stderr, "%s: %s\n", job->id, err.message);
    }
    fc_fit_free(out);
    job->milliseconds += now() - start;
}

static void take_line(struct job *job, char *line)
{
    char *comma = strchr(line, ',');
    char *last = strrchr(line, ',');

    if (comma == NULL || comma == last) {
        return;
    }
    *comma = '\0';
    if (strcmp(line, job->id) != 0) {
        fit(job);
        job->n = 0;
        (void)snprintf(job->id, sizeof job->id, "%s", line);
    }
    if (job->n < MOST) {
        job->y[job->n++] = strtod(last + 1, NULL);
    }
}

int main(int argc, char **argv)
{
    static struct job job;
    char line[LINE_SIZE];
    fc_error err = {0};

    job.season = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (job.season == 0) {
        (void)fprintf(stderr, "usage: bench_ets_fit SEASON [SPEC]\n");
        return 2;
    }
    fc_init();
    if (fc_model_spec_parse(&job.spec, argc > 2 ? argv[2] : "ets", &err)
        != FC_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    if (fgets(line, sizeof line, stdin) == NULL) { /* the names of columns */
        return 3;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        take_line(&job, line);
    }
    fit(&job);
    printf("%zu fitted, %zu failed, %.4f ms a fit\n", job.fitted, job.failed,
           job.milliseconds / (double)(job.fitted + job.failed));
    return 0;
}
