/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_files.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/config.h"

static const char default_lock[] = "forecast.lock";

/* How much of a file tells what it is. */
enum { HEAD_SIZE = 32 };

/* A file of the run; how an earlier one begins. */
struct own_file {
    const char *option;
    const char *path; /* NULL: not asked for */
    const char *noun;
    bool (*begins)(const char *head);
};

enum { OWN_FILES = 3 };

const char *fc_run_lock(const struct fc_request *request)
{
    return request->unattended.lock != NULL ? request->unattended.lock
                                            : default_lock;
}

const char *fc_run_config(const struct fc_request *request)
{
    const char *path = request->config->files[0]->source;
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* The time or, in JSON, the key of it. */
static bool begins_log(const char *head)
{
    return strncmp(head, "{\"time\"", 7) == 0
           || (strspn(head, "0123456789") == 4 && head[4] == '-');
}

static bool begins_summary(const char *head)
{
    return strncmp(head, "forecast run\n", 13) == 0;
}

/* The number of a process. */
static bool begins_lock(const char *head)
{
    size_t digits = strspn(head, "0123456789");

    return digits > 0 && strcmp(head + digits, "\n") == 0;
}

/* What cannot be read, or is no regular file, says for itself when it is
 * opened for writing. */
static bool is_free(const struct own_file *own)
{
    char head[HEAD_SIZE + 1] = "";
    struct stat what;
    int fd = open(own->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t size = 0;

    if (fd < 0) {
        return true;
    }
    if (fstat(fd, &what) == 0 && S_ISREG(what.st_mode)) {
        size = read(fd, head, HEAD_SIZE);
    }
    (void)close(fd);
    return size <= 0 || own->begins(head);
}

static fc_status refuse_same(const struct own_file *own, const char *other,
                             const char *what, fc_error *err)
{
    bool same = false;
    fc_status status = fc_file_is_same(&same, own->path, other, err);

    if (status == FC_OK && same) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%s '%.160s' is the %s; choose another file",
                       own->option, own->path, what);
    }
    return status;
}

static bool is_asked_for(const struct own_file *own)
{
    return own->path != NULL && strcmp(own->path, "-") != 0;
}

static fc_status check_file(const struct own_file *own, size_t index,
                            const char *config, fc_error *err)
{
    fc_status status = refuse_same(&own[index], config, "configuration", err);

    for (size_t i = 0; i < index && status == FC_OK; i++) {
        if (is_asked_for(&own[i])) {
            status = refuse_same(&own[index], own[i].path, own[i].noun, err);
        }
    }
    if (status == FC_OK && !is_free(&own[index])) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "%s '%.160s': that file is no %s of an earlier run; "
                       "choose another one",
                       own[index].option, own[index].path, own[index].noun);
    }
    return status;
}

fc_status fc_run_check_files(const struct fc_request *request, fc_error *err)
{
    const struct fc_unattended *run = &request->unattended;
    const struct own_file own[OWN_FILES] = {
        {"--lock", fc_run_lock(request), "lock", begins_lock},
        {"--log", run->log, "log", begins_log},
        {"--summary", run->summary, "summary", begins_summary},
    };
    fc_status status = FC_OK;

    for (size_t i = 0; i < OWN_FILES && status == FC_OK; i++) {
        if (is_asked_for(&own[i])) {
            status = check_file(own, i, fc_run_config(request), err);
        }
    }
    return status;
}
