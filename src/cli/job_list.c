/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the sections of a configuration to jobs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/config_keys.h"
#include "cli/job.h"
#include "cli/run_files.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the jobs");
}

static bool is_wanted(const struct fc_request *request, const char *name)
{
    const struct fc_unattended *run = &request->unattended;

    for (size_t i = 0; i < run->job_count; i++) {
        if (strcmp(run->jobs[i], name) == 0) {
            return true;
        }
    }
    return run->job_count == 0;
}

static bool says(const struct fc_job *job, const struct fc_option *option)
{
    for (size_t i = 0; i < job->words.count; i++) {
        if (job->words.items[i].option == option) {
            return true;
        }
    }
    return false;
}

/* What is not recorded cannot be scored later. */
static fc_status add_record(struct fc_job *job, fc_error *err)
{
    const struct fc_option *option = fc_option_find("record", FC_ON_FORECAST);

    return says(job, option)
               ? FC_OK
               : fc_words_add(&job->words, option, "true", "default", err);
}

/* A job that names no file writes forecasts/NAME.csv: two jobs of one series
 * are common. */
static fc_status add_output(struct fc_job *job, fc_error *err)
{
    const struct fc_option *option = fc_option_find("output", FC_ON_FORECAST);
    size_t room = strlen(job->name) + sizeof "forecasts/.csv";

    if (says(job, option)) {
        return FC_OK;
    }
    job->output = malloc(room);
    if (job->output == NULL) {
        return out_of_memory(err);
    }
    (void)snprintf(job->output, room, "forecasts/%s.csv", job->name);
    return fc_words_add(&job->words, option, job->output, "default", err);
}

/* All words were parsed when the file was read: what fails now is how they go
 * together. */
static fc_status parse_job(struct fc_job *job, const fc_settings *file,
                           size_t line, fc_error *err)
{
    static char program[] = "forecast";
    char *argv[] = {program, NULL};
    fc_error why = {.status = FC_OK};
    int count = 0;
    fc_status status = fc_config_argv(&job->argv, &count, &job->words, 1, argv,
                                      err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_request_parse(&job->request, count, job->argv, &why);
    if (status != FC_OK) {
        return FC_FAIL_AT(err, status, file->source, line, 0, "job %s: %.400s",
                          job->name, why.message);
    }
    job->request.words = job->argv;
    job->request.word_count = count;
    job->request.quiet = true;
    job->request.unattended.silent = true;
    return FC_OK;
}

static fc_status make_job(struct fc_job *job, const struct fc_request *request,
                          size_t section, fc_error *err)
{
    const fc_settings *file = request->config->files[0];
    fc_status status = FC_OK;

    job->name = fc_config_job_name(&file->sections[section]);
    status = fc_config_job_words(&job->words, request->config, section, request,
                                 err);
    if (status == FC_OK) {
        status = add_output(job, err);
    }
    if (status == FC_OK) {
        status = add_record(job, err);
    }
    if (status == FC_OK) {
        status = parse_job(job, file, file->sections[section].line, err);
    }
    return status;
}

/* Every --job must be there. */
static fc_status check_wanted(const struct fc_job_list *list,
                              const struct fc_request *request, fc_error *err)
{
    const struct fc_unattended *run = &request->unattended;
    const fc_settings *file = request->config->files[0];
    const char *names[FC_JOB_CAPACITY];
    size_t count = 0;

    for (size_t i = 0; i < file->section_count && count < FC_JOB_CAPACITY;
         i++) {
        const char *name = fc_config_job_name(&file->sections[i]);

        if (name != NULL) {
            names[count++] = name;
        }
    }
    for (size_t i = 0; i < run->job_count; i++) {
        bool found = false;
        const char *nearest = fc_name_nearest(run->jobs[i], names, count);

        for (size_t j = 0; j < list->count; j++) {
            found = found || strcmp(list->items[j].name, run->jobs[i]) == 0;
        }
        if (!found) {
            return FC_FAIL_AT(err, FC_ERR_NOT_FOUND, file->source, 0, 0,
                              "there is no job '%.60s'%s%s%s", run->jobs[i],
                              nearest != NULL ? "; did you mean '" : "",
                              nearest != NULL ? nearest : "",
                              nearest != NULL ? "'?" : "");
        }
    }
    return FC_OK;
}

/* The files that a job writes, in a row. */
static const char *written_by(const struct fc_job *job, size_t index)
{
    const struct fc_request *request = &job->request;
    const char *const others[] = {request->paths, request->spec};

    return index < request->output_count
               ? request->outputs[index]
               : others[index - request->output_count];
}

static size_t written_count(const struct fc_job *job)
{
    return job->request.output_count + 2;
}

static fc_status refuse_same(const char *a, const char *b, const char *job,
                             const char *what, fc_error *err)
{
    bool same = false;
    fc_status status = FC_OK;

    if (a == NULL || b == NULL || strcmp(b, "-") == 0) {
        return FC_OK;
    }
    status = fc_file_is_same(&same, a, b, err);
    if (status == FC_OK && same) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "job %s would write '%.160s', which is %s; choose "
                       "another file",
                       job, a, what);
    }
    return status;
}

/* Against what the run itself reads and writes. */
static fc_status check_run_files(const struct fc_job *job, const char *path,
                                 const struct fc_request *request,
                                 fc_error *err)
{
    const struct fc_unattended *run = &request->unattended;
    fc_status status = refuse_same(path, fc_run_config(request), job->name,
                                   "the configuration", err);

    if (status == FC_OK) {
        status = refuse_same(path, run->log, job->name, "the log", err);
    }
    if (status == FC_OK) {
        status = refuse_same(path, run->summary, job->name, "the summary", err);
    }
    if (status == FC_OK) {
        status = refuse_same(path, fc_run_lock(request), job->name, "the lock",
                             err);
    }
    return status;
}

static fc_status check_pair(const struct fc_job *job, const char *path,
                            const struct fc_job *other, fc_error *err)
{
    char what[120];
    fc_status status = FC_OK;

    (void)snprintf(what, sizeof what, "also written by job %.80s", other->name);
    for (size_t i = 0; i < written_count(other) && status == FC_OK; i++) {
        status = refuse_same(path, written_by(other, i), job->name, what, err);
    }
    if (status == FC_OK) {
        (void)snprintf(what, sizeof what, "read by job %.80s", other->name);
        status = refuse_same(path, other->request.data, job->name, what, err);
    }
    return status;
}

static fc_status check_files(const struct fc_job_list *list, size_t index,
                             const struct fc_request *request, fc_error *err)
{
    const struct fc_job *job = &list->items[index];
    fc_status status = FC_OK;

    for (size_t i = 0; i < written_count(job) && status == FC_OK; i++) {
        const char *path = written_by(job, i);

        if (path == NULL) {
            continue;
        }
        status = check_run_files(job, path, request, err);
        for (size_t j = 0; j < list->count && status == FC_OK; j++) {
            if (j != index) {
                status = check_pair(job, path, &list->items[j], err);
            }
        }
    }
    return status;
}

fc_status fc_job_list_make(struct fc_job_list *out,
                           const struct fc_request *request, fc_error *err)
{
    const fc_settings *file = request->config->files[0];
    fc_status status = FC_OK;

    *out = (struct fc_job_list){
        .items = calloc(file->section_count + 1, sizeof *out->items)};
    if (out->items == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < file->section_count && status == FC_OK; i++) {
        const char *name = fc_config_job_name(&file->sections[i]);

        if (name != NULL && is_wanted(request, name)) {
            status = make_job(&out->items[out->count++], request, i, err);
        }
    }
    if (status == FC_OK) {
        status = check_wanted(out, request, err);
    }
    if (status == FC_OK && out->count == 0) {
        status = FC_FAIL_AT(err, FC_ERR_ARGUMENT, file->source, 0, 0,
                            "there is no job; write a section [job.NAME]");
    }
    for (size_t i = 0; i < out->count && status == FC_OK; i++) {
        status = check_files(out, i, request, err);
    }
    return status;
}

void fc_job_list_release(struct fc_job_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct fc_job *job = &list->items[i];

        fc_job_release(job);
        fc_words_release(&job->words);
        free(job->output);
        free(job->argv);
    }
    free(list->items);
    *list = (struct fc_job_list){0};
}
