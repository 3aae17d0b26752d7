/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench_regression_refit [ORIGINS [COLUMNS]]
 *
 * The regressions of a rolling evaluation: one more row at every origin, all in
 * one workspace. Prints milliseconds and allocations (the project's and GSL's)
 * by estimator and kind of errors. The machine, not the program, decides the
 * times; the allocations are a promise: the exit status is 1 if least squares
 * makes one.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "forecast/init.h"
#include "forecast/regression.h"

enum { LEAST_ROWS = 40 };

/* The names under which GNU's C library offers its own functions to programs
 * that put theirs in front. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static size_t allocations;

/* Seen by GSL too. */
__attribute__((visibility("default"))) void *malloc(size_t size);
__attribute__((visibility("default"))) void *calloc(size_t count, size_t size);
__attribute__((visibility("default"))) void *realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    allocations++;
    return __libc_realloc(memory, size);
}

struct job {
    size_t origins;
    size_t rows;
    size_t columns;
    fc_design *design;
    double *y;
    fc_regression_workspace *workspace;
};

static double seconds(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A constant, a trend, waves; y is far from all of them. */
static double value(size_t i, size_t j)
{
    double t = (double)i;

    return j == 0 ? 1.0 : j == 1 ? t : sin(t * (double)(j * j));
}

static fc_status prepare(struct job *job, fc_error *err)
{
    fc_status status = fc_design_create(&job->design, job->rows, job->columns,
                                        err);

    job->y = calloc(job->rows, sizeof *job->y);
    if (job->y == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory");
    }
    for (size_t j = 0; status == FC_OK && j < job->columns; j++) {
        char name[32];

        (void)snprintf(name, sizeof name, "x%zu", j);
        for (size_t i = 0; i < job->rows; i++) {
            job->y[i] = value(i, j);
        }
        status = fc_design_add(job->design, name, job->y, err);
    }
    for (size_t i = 0; i < job->rows; i++) {
        job->y[i] = 3.0 + 0.2 * (double)i + cos((double)(i * i))
                    + (i % 17 == 5 ? 9.0 : 0.0);
    }
    if (status == FC_OK) {
        status = fc_regression_workspace_create(&job->workspace, job->rows,
                                                job->columns, err);
    }
    return status;
}

static fc_status run(size_t *count, struct job *job, const char *name,
                     fc_regression_options options, fc_error *err)
{
    const fc_regression *fit = NULL;
    double start = 0.0;
    fc_status status = FC_OK;

    options.rows = LEAST_ROWS;
    status = fc_regression_workspace_fit(&fit, job->workspace, job->design,
                                         job->y, &options, err);
    allocations = 0;
    start = seconds();
    for (size_t k = 0; status == FC_OK && k < job->origins; k++) {
        options.rows = LEAST_ROWS + k;
        status = fc_regression_workspace_fit(&fit, job->workspace, job->design,
                                             job->y, &options, err);
    }
    *count = allocations;
    if (status == FC_OK) {
        printf("%-24s %8.2f ms %8zu allocations\n", name,
               1e3 * (seconds() - start), *count);
    }
    return status;
}

static fc_status run_all(size_t *own, struct job *job, fc_error *err)
{
    static const struct {
        const char *name;
        fc_regression_options options;
        bool free_of_allocations;
    } turns[] = {
        {"least squares", {0}, true},
        {"HC3", {.covariance = FC_COVARIANCE_HC3}, true},
        {"Newey-West", {.covariance = FC_COVARIANCE_NEWEY_WEST}, true},
        {"bisquare", {.estimator = FC_BISQUARE}, false},
        {"ridge, GCV", {.estimator = FC_RIDGE}, false},
    };
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < sizeof turns / sizeof turns[0];
         i++) {
        size_t count = 0;

        status = run(&count, job, turns[i].name, turns[i].options, err);
        *own += turns[i].free_of_allocations ? count : 0;
    }
    return status;
}

int main(int argc, char **argv)
{
    struct job job = {.origins = 100, .columns = 10};
    fc_error err = {0};
    size_t own = 0;
    fc_status status = FC_OK;

    if (argc > 3) {
        (void)fprintf(stderr,
                      "usage: bench_regression_refit [ORIGINS [COLUMNS]]\n");
        return 2;
    }
    fc_init();
    job.origins = argc > 1 ? strtoul(argv[1], NULL, 10) : job.origins;
    job.columns = argc > 2 ? strtoul(argv[2], NULL, 10) : job.columns;
    job.rows = LEAST_ROWS + job.origins;
    status = prepare(&job, &err);
    if (status == FC_OK) {
        printf("%zu origins, %zu columns, %d to %zu rows\n", job.origins,
               job.columns, LEAST_ROWS, job.rows - 1);
        status = run_all(&own, &job, &err);
    }
    if (status != FC_OK) {
        (void)fprintf(stderr, "bench_regression_refit: %s\n", err.message);
    }
    fc_regression_workspace_free(job.workspace);
    fc_design_free(job.design);
    free(job.y);
    return status == FC_OK && own == 0 ? 0 : 1;
}
