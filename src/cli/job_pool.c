/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/job_pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/terminal.h"

enum {
    WORKER_CAPACITY = 16,
    AHEAD = 32, /* finished computing, not yet written: bounds the memory */
};

struct pool {
    struct fc_job_list *list;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next;     /* job that the next free worker takes */
    size_t finished; /* jobs that are written */
    bool *computed;
};

/* The next job for a worker; false if there is none left. */
static bool take(struct pool *pool, size_t *index)
{
    bool taken = false;

    (void)pthread_mutex_lock(&pool->mutex);
    while (pool->next < pool->list->count
           && pool->next >= pool->finished + AHEAD) {
        (void)pthread_cond_wait(&pool->changed, &pool->mutex);
    }
    if (pool->next < pool->list->count) {
        *index = pool->next++;
        taken = true;
    }
    (void)pthread_mutex_unlock(&pool->mutex);
    return taken;
}

static void *work(void *context)
{
    struct pool *pool = context;
    size_t index = 0;

    while (take(pool, &index)) {
        fc_job_compute(&pool->list->items[index]);
        (void)pthread_mutex_lock(&pool->mutex);
        pool->computed[index] = true;
        (void)pthread_cond_broadcast(&pool->changed);
        (void)pthread_mutex_unlock(&pool->mutex);
    }
    return NULL;
}

static void wait_for(struct pool *pool, size_t index)
{
    (void)pthread_mutex_lock(&pool->mutex);
    while (!pool->computed[index]) {
        (void)pthread_cond_wait(&pool->changed, &pool->mutex);
    }
    (void)pthread_mutex_unlock(&pool->mutex);
}

static void mark_finished(struct pool *pool)
{
    (void)pthread_mutex_lock(&pool->mutex);
    pool->finished++;
    (void)pthread_cond_broadcast(&pool->changed);
    (void)pthread_mutex_unlock(&pool->mutex);
}

/* A signal waits until the files of a job are in place: none of them is then
 * newer than another, and no temporary one stays behind. */
static void finish(struct pool *pool, size_t index, struct fc_log *log)
{
    struct fc_job *job = &pool->list->items[index];

    fc_terminal_hold_signals(true);
    fc_job_finish(job, log);
    fc_terminal_hold_signals(false);
    fc_job_release(job);
    mark_finished(pool);
}

static size_t worker_count(size_t jobs)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = processors > 0 ? (size_t)processors : 1;

    count = count < WORKER_CAPACITY ? count : WORKER_CAPACITY;
    return count < jobs ? count : jobs;
}

/* Workers leave signals to the thread that writes. */
static size_t start_workers(struct pool *pool, pthread_t *workers)
{
    size_t wanted = worker_count(pool->list->count);
    size_t count = 0;

    fc_terminal_hold_signals(true);
    while (count < wanted
           && pthread_create(&workers[count], NULL, work, pool) == 0) {
        count++;
    }
    fc_terminal_hold_signals(false);
    return count;
}

fc_status fc_job_pool_run(struct fc_job_list *list, struct fc_log *log,
                          fc_error *err)
{
    struct pool pool = {.list = list,
                        .mutex = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER,
                        .computed = calloc(list->count, sizeof(bool))};
    pthread_t workers[WORKER_CAPACITY];
    size_t count = 0;

    if (pool.computed == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the jobs");
    }
    count = start_workers(&pool, workers);
    for (size_t i = 0; i < list->count; i++) {
        if (count == 0) { /* no thread to be had: one after the other */
            fc_job_compute(&list->items[i]);
        } else {
            wait_for(&pool, i);
        }
        finish(&pool, i, log);
    }
    for (size_t i = 0; i < count; i++) {
        (void)pthread_join(workers[i], NULL);
    }
    free(pool.computed);
    return FC_OK;
}
