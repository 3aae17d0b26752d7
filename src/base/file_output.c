/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing files in one step: whole, or piece by piece. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/file.h"
#include "forecast/stream.h"

#include "base/file_error.h"
#include "base/gzip.h"
#include "base/memory.h"

/* Make the folders above @p path. An existing folder is no error. */
static fc_status make_parents(char *path, fc_error *err)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            fc_status status = fc_file_write_error(
                err, path, "folder cannot be made", errno);

            *slash = '/';
            return status;
        }
        *slash = '/';
    }
    return FC_OK;
}

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
    char *path;      /* as messages name it */
    char *folder;    /* cut at its slashes now and then */
    char *temporary; /* what is renamed in the end; NULL: a device or a pipe */
    int fd;          /* -1 when closed */
    bool committed;
    struct fc_packer *packer; /* NULL: plain */
};

static fc_status out_of_memory(const char *path, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
}

static fc_status open_beside(fc_output *output, fc_error *err)
{
    size_t room = strlen(output->path) + 64;
    fc_status status = FC_OK;

    output->folder = fc_text_copy(output->path);
    if (output->folder == NULL) {
        return out_of_memory(output->path, err);
    }
    status = make_parents(output->folder, err);
    if (status != FC_OK) {
        return status;
    }
    output->temporary = fc_calloc(room, 1);
    if (output->temporary == NULL) {
        return out_of_memory(output->path, err);
    }
    output->fd = open_temporary(output->temporary, room, output->path);
    if (output->fd < 0) {
        int number = errno;

        free(output->temporary);
        output->temporary = NULL;
        return fc_file_write_error(err, output->path, "cannot be written",
                                   number);
    }
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

/* A rename would put a file in the place of a link: follow it. */
static fc_status follow(fc_output *output, fc_error *err)
{
    char *target = realpath(output->path, NULL);

    if (target == NULL) {
        return fc_file_write_error(err, output->path, "cannot be followed",
                                   errno);
    }
    free(output->path);
    output->path = target;
    return FC_OK;
}

static fc_status open_output(fc_output *output, fc_error *err)
{
    struct stat info;

    if (stat(output->path, &info) != 0) {
        return open_beside(output, err);
    }
    if (S_ISDIR(info.st_mode)) {
        return fc_file_write_error(err, output->path, "cannot be replaced",
                                   EISDIR);
    }
    if (!S_ISREG(info.st_mode)) {
        return open_through(output, err);
    }
    if (lstat(output->path, &info) == 0 && S_ISLNK(info.st_mode)) {
        fc_status status = follow(output, err);

        if (status != FC_OK) {
            return status;
        }
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

/* Close the file; what was not synced may still fail here. */
static fc_status close_output(fc_output *output, fc_error *err)
{
    bool beside = output->temporary != NULL;
    int failed = 0;

    if (beside
        && (!keep_mode(output->fd, output->path) || fsync(output->fd) != 0)) {
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

fc_status fc_output_commit(fc_output *output, fc_error *err)
{
    fc_status status = FC_OK;

    if (output->packer != NULL) {
        status = fc_packer_finish(output->packer, write_bytes, output, err);
    }
    if (status == FC_OK) {
        status = close_output(output, err);
    }
    if (status != FC_OK || output->temporary == NULL) {
        return status;
    }
    if (rename(output->temporary, output->path) != 0) {
        return fc_file_write_error(err, output->path, "cannot be replaced",
                                   errno);
    }
    output->committed = true;
    if (!sync_folder(output->folder)) {
        return fc_file_write_error(err, output->path, "folder cannot be synced",
                                   errno);
    }
    return FC_OK;
}

void fc_output_free(fc_output *output)
{
    if (output == NULL) {
        return;
    }
    if (output->fd >= 0) {
        (void)close(output->fd);
    }
    if (output->temporary != NULL && !output->committed) {
        (void)unlink(output->temporary);
    }
    fc_packer_free(output->packer);
    free(output->path);
    free(output->folder);
    free(output->temporary);
    free(output);
}

const char *fc_output_temporary(const fc_output *output)
{
    return output->temporary;
}

fc_status fc_file_replace(const char *path, const void *data, size_t size,
                          fc_error *err)
{
    fc_output *output = NULL;
    fc_status status = fc_output_create(&output, path, false, err);

    if (status == FC_OK) {
        status = fc_output_write(output, data, size, err);
    }
    if (status == FC_OK) {
        status = fc_output_commit(output, err);
    }
    fc_output_free(output);
    return status;
}
