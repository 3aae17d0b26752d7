/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/file.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/reason.h"

/* One file on its way: made ready beside its target, then renamed. */
struct pending {
    const fc_file_content *content;
    char *target;    /* what the name leads to; NULL: written through */
    char *folder;    /* copy of the target, to be cut at its slashes */
    char *temporary; /* with room for a suffix */
    bool is_waiting; /* the temporary file is there */
};

static fc_status out_of_memory(fc_error *err, const char *path)
{
    return FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
}

static fc_status write_error(fc_error *err, const char *path, const char *what,
                             int number)
{
    char text[FC_REASON_SIZE];

    return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0, "%s: %s", what,
                      fc_reason(number, text));
}

/* Make the folders above @p path. An existing folder is no error. */
static fc_status make_parents(char *path, fc_error *err)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            fc_status status = write_error(err, path, "folder cannot be made",
                                           errno);

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

static fc_status write_temporary(int fd, const struct pending *pending,
                                 fc_error *err)
{
    const fc_file_content *content = pending->content;
    int failed = 0;

    if (!write_all(fd, content->data, content->size)
        || !keep_mode(fd, pending->target) || fsync(fd) != 0) {
        failed = errno;
    }
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    if (failed != 0) {
        return write_error(err, content->path, "cannot be written", failed);
    }
    return FC_OK;
}

static void pending_release(struct pending *pending)
{
    if (pending->is_waiting) {
        (void)unlink(pending->temporary);
    }
    free(pending->target);
    free(pending->folder);
    free(pending->temporary);
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

static fc_status make_ready(struct pending *pending, fc_error *err)
{
    const fc_file_content *content = pending->content;
    size_t room = strlen(pending->target) + 64;
    fc_status status = FC_OK;
    int fd = -1;

    pending->folder = fc_text_copy(pending->target);
    pending->temporary = fc_calloc(room, 1);
    if (pending->folder == NULL || pending->temporary == NULL) {
        return out_of_memory(err, content->path);
    }
    status = make_parents(pending->folder, err);
    if (status != FC_OK) {
        return status;
    }
    fd = open_temporary(pending->temporary, room, pending->target);
    if (fd < 0) {
        return write_error(err, content->path, "cannot be written", errno);
    }
    pending->is_waiting = true;
    return write_temporary(fd, pending, err);
}

static fc_status prepare(struct pending *pending, fc_error *err)
{
    const char *path = pending->content->path;
    struct stat info;
    bool exists = stat(path, &info) == 0;

    if (path[0] == '\0') {
        return FC_FAIL(err, FC_ERR_WRITE, "the name of the file is empty");
    }
    if (exists && S_ISDIR(info.st_mode)) {
        return write_error(err, path, "cannot be replaced", EISDIR);
    }
    if (exists && !S_ISREG(info.st_mode)) {
        return FC_OK; /* written through, later */
    }
    pending->target = find_target(path);
    if (pending->target == NULL) {
        return errno == ENOMEM
                   ? out_of_memory(err, path)
                   : write_error(err, path, "cannot be followed", errno);
    }
    return make_ready(pending, err);
}

/* A device or a pipe holds nothing to keep whole: write into it. */
static fc_status write_through(const fc_file_content *content, fc_error *err)
{
    int fd = open(content->path, O_WRONLY | O_CLOEXEC);
    bool written = fd >= 0 && write_all(fd, content->data, content->size);
    int failed = errno;

    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        failed = errno;
    }
    if (!written) {
        return write_error(err, content->path, "cannot be written", failed);
    }
    return FC_OK;
}

static fc_status put_in_place(struct pending *pending, fc_error *err)
{
    if (pending->target == NULL) {
        return FC_OK; /* written through */
    }
    if (rename(pending->temporary, pending->target) != 0) {
        return write_error(err, pending->content->path, "cannot be replaced",
                           errno);
    }
    pending->is_waiting = false;
    return FC_OK;
}

/* What takes long or fails comes before the first rename. */
static fc_status replace_all(struct pending *pending, size_t count,
                             fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = prepare(&pending[i], err);
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        if (pending[i].target == NULL) {
            status = write_through(pending[i].content, err);
        }
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = put_in_place(&pending[i], err);
    }
    for (size_t i = 0; i < count && status == FC_OK; i++) {
        if (pending[i].target != NULL && !sync_folder(pending[i].folder)) {
            status = write_error(err, pending[i].content->path,
                                 "folder cannot be synced", errno);
        }
    }
    return status;
}

fc_status fc_files_replace(const fc_file_content *files, size_t count,
                           fc_error *err)
{
    struct pending *pending = fc_calloc(count, sizeof *pending);
    fc_status status = FC_OK;

    if (pending == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the files");
    }
    for (size_t i = 0; i < count; i++) {
        pending[i].content = &files[i];
    }
    status = replace_all(pending, count, err);
    for (size_t i = 0; i < count; i++) {
        pending_release(&pending[i]);
    }
    free(pending);
    return status;
}

fc_status fc_file_replace(const char *path, const void *data, size_t size,
                          fc_error *err)
{
    const fc_file_content file = {.path = path, .data = data, .size = size};

    return fc_files_replace(&file, 1, err);
}
