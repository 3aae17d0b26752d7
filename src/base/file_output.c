/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing files in one step, piece by piece. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/stream.h"

#include "base/file_error.h"
#include "base/folder.h"
#include "base/gzip.h"
#include "base/memory.h"
#include "base/path.h"

static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, data, size);

        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written == 0) {
            errno = EIO; /* no progress; trying again might never end */
        }
        if (written <= 0) {
            return false;
        }
        data += written;
        size -= (size_t)written;
    }
    return true;
}

/* Names tried before giving up; stale files of killed processes are passed. */
enum { temporary_attempts = 100 };

/* Make a new file beside @p path and leave its name in @p temporary. Not
 * mkstemp(): the kernel applies the umask to open(), which no library may
 * read without changing it. */
static int open_temporary(char *temporary, size_t size, const char *path)
{
    int fd = -1;

    for (int attempt = 0; attempt < temporary_attempts; attempt++) {
        (void)snprintf(temporary, size, "%s.tmp-%ld-%d", path, (long)getpid(),
                       attempt);
        fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) {
            break;
        }
    }
    return fd;
}

static bool keep_mode(int fd, const char *path)
{
    struct stat info;

    return stat(path, &info) != 0 || fchmod(fd, info.st_mode & 07777) == 0;
}

/* Rename reaches the disk only when the folder does. Some folders cannot be
 * synced (file systems that give EINVAL) or opened (no permission to list);
 * the rename stands all the same. */
static bool sync_folder(char *path)
{
    char *slash = strrchr(path, '/');
    int fd = -1;
    bool done = false;
    int failed = 0;

    if (slash == NULL) {
        fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } else {
        *slash = '\0';
        fd = open(path[0] != '\0' ? path : "/",
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        *slash = '/';
    }
    if (fd < 0) {
        return errno == EACCES;
    }
    done = fsync(fd) == 0 || errno == EINVAL;
    failed = errno;
    (void)close(fd);
    errno = failed;
    return done;
}

struct fc_output {
    char *path;      /* as given, for messages */
    char *target;    /* what the name leads to; NULL: a device or a pipe */
    char *folder;    /* copy of the target, to be cut at its slashes */
    char *temporary; /* with room for a suffix */
    int fd;          /* -1 when closed */
    bool is_waiting; /* the temporary file is there */
    struct fc_packer *packer; /* NULL: plain */
};

static fc_status out_of_memory(const char *path, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
}

static fc_status open_beside(fc_output *output, fc_error *err)
{
    size_t room = strlen(output->target) + 64;
    fc_status status = FC_OK;

    output->folder = fc_text_copy(output->target);
    output->temporary = fc_calloc(room, 1);
    if (output->folder == NULL || output->temporary == NULL) {
        return out_of_memory(output->path, err);
    }
    status = fc_folders_make_above(output->folder, err);
    if (status != FC_OK) {
        return status;
    }
    output->fd = open_temporary(output->temporary, room, output->target);
    if (output->fd < 0) {
        return fc_file_write_error(err, output->path, "cannot be written",
                                   errno);
    }
    output->is_waiting = true;
    return FC_OK;
}

/* A device or a pipe holds nothing to keep whole: write into it. */
static fc_status open_through(fc_output *output, fc_error *err)
{
    output->fd = open(output->path, O_WRONLY | O_CLOEXEC);
    if (output->fd < 0) {
        return fc_file_write_error(err, output->path, "cannot be written",
                                   errno);
    }
    return FC_OK;
}

/* A rename would put a file in the place of a link. */
static char *find_target(const char *path)
{
    struct stat info;

    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        return fc_path_target(path);
    }
    return fc_text_copy(path);
}

static fc_status open_output(fc_output *output, fc_error *err)
{
    struct stat info;
    bool exists = stat(output->path, &info) == 0;

    if (exists && S_ISDIR(info.st_mode)) {
        return fc_file_write_error(err, output->path, "cannot be replaced",
                                   EISDIR);
    }
    if (exists && !S_ISREG(info.st_mode)) {
        return open_through(output, err);
    }
    output->target = find_target(output->path);
    if (output->target == NULL) {
        return errno == ENOMEM
                   ? out_of_memory(output->path, err)
                   : fc_file_write_error(err, output->path,
                                         "cannot be followed", errno);
    }
    return open_beside(output, err);
}

fc_status fc_output_create(fc_output **out, const char *path, bool gzip,
                           fc_error *err)
{
    fc_output *output = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (path[0] == '\0') {
        return FC_FAIL(err, FC_ERR_WRITE, "the name of the file is empty");
    }
    output = fc_calloc(1, sizeof *output);
    if (output == NULL) {
        return out_of_memory(path, err);
    }
    output->fd = -1;
    output->path = fc_text_copy(path);
    status = output->path != NULL ? open_output(output, err)
                                  : out_of_memory(path, err);
    if (status == FC_OK && gzip && fc_packer_create(&output->packer) != FC_OK) {
        status = out_of_memory(path, err);
    }
    if (status != FC_OK) {
        fc_output_free(output);
        return status;
    }
    *out = output;
    return FC_OK;
}

/* An fc_packer_sink. */
static fc_status write_bytes(void *context, const void *data, size_t size,
                             fc_error *err)
{
    fc_output *output = context;

    if (!write_all(output->fd, data, size)) {
        return fc_file_write_error(err, output->path, "cannot be written",
                                   errno);
    }
    return FC_OK;
}

fc_status fc_output_write(fc_output *output, const void *data, size_t size,
                          fc_error *err)
{
    return output->packer == NULL ? write_bytes(output, data, size, err)
                                  : fc_packer_write(output->packer, data, size,
                                                    write_bytes, output, err);
}

static fc_status close_output(fc_output *output, fc_error *err)
{
    int failed = 0;

    if (output->target != NULL
        && (!keep_mode(output->fd, output->target) || fsync(output->fd) != 0)) {
        failed = errno;
    }
    if (close(output->fd) != 0 && failed == 0) {
        failed = errno;
    }
    output->fd = -1;
    if (failed != 0) {
        return fc_file_write_error(err, output->path, "cannot be written",
                                   failed);
    }
    return FC_OK;
}

/* All but the rename: what takes long or fails. */
static fc_status make_ready(fc_output *output, fc_error *err)
{
    fc_status status = FC_OK;

    if (output->packer != NULL) {
        status = fc_packer_finish(output->packer, write_bytes, output, err);
    }
    return status == FC_OK ? close_output(output, err) : status;
}

static fc_status put_in_place(fc_output *output, fc_error *err)
{
    if (output->target == NULL) {
        return FC_OK; /* written through */
    }
    if (rename(output->temporary, output->target) != 0) {
        return fc_file_write_error(err, output->path, "cannot be replaced",
                                   errno);
    }
    output->is_waiting = false;
    return FC_OK;
}

static fc_status make_durable(fc_output *output, fc_error *err)
{
    if (output->target != NULL && !sync_folder(output->folder)) {
        return fc_file_write_error(err, output->path, "folder cannot be synced",
                                   errno);
    }
    return FC_OK;
}

fc_status fc_outputs_commit(fc_output *const *outputs, size_t count,
                            fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = make_ready(outputs[i], err);
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = put_in_place(outputs[i], err);
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = make_durable(outputs[i], err);
    }
    return status;
}

void fc_output_free(fc_output *output)
{
    if (output == NULL) {
        return;
    }
    if (output->fd >= 0) {
        (void)close(output->fd);
    }
    if (output->is_waiting) {
        (void)unlink(output->temporary);
    }
    fc_packer_free(output->packer);
    free(output->path);
    free(output->target);
    free(output->folder);
    free(output->temporary);
    free(output);
}

const char *fc_output_temporary(const fc_output *output)
{
    return output->target != NULL ? output->temporary : NULL;
}
