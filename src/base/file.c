/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/memory.h"

const size_t fc_file_size_limit = (size_t)256 << 20;

/* Thread-safe strerror(); the XSI form, as C17 with POSIX gives it. */
static const char *reason(int number, char text[128])
{
    if (strerror_r(number, text, 128) != 0) {
        (void)snprintf(text, 128, "error %d", number);
    }
    return text;
}

static fc_status read_error(fc_error *err, const char *path, int number)
{
    char text[128];

    return FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0, "cannot be read: %s",
                      reason(number, text));
}

static fc_status read_all(fc_bytes *out, int fd, const char *path,
                          fc_error *err)
{
    static const size_t chunk = 65536;
    char *block = malloc(chunk);
    fc_status status = block != NULL ? FC_OK : FC_ERR_MEMORY;
    bool more = status == FC_OK;

    while (more) {
        ssize_t got = read(fd, block, chunk);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        more = got > 0;
        if (got < 0) {
            status = read_error(err, path, errno);
        } else if (out->size + (size_t)got > fc_file_size_limit) {
            status = FC_FAIL_AT(err, FC_ERR_READ, path, 0, 0,
                                "is larger than %zu MiB; split it",
                                fc_file_size_limit >> 20);
        } else {
            status = fc_bytes_append(out, block, (size_t)got);
        }
        more = more && status == FC_OK;
    }
    free(block);
    if (status == FC_ERR_MEMORY) {
        return FC_FAIL_AT(err, status, path, 0, 0, "out of memory reading it");
    }
    return status;
}

fc_status fc_file_read(fc_bytes *out, const char *path, fc_error *err)
{
    fc_status status = FC_OK;
    int fd = STDIN_FILENO;

    if (strcmp(path, "-") == 0) {
        return read_all(out, fd, "<stdin>", err);
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return read_error(err, path, errno);
    }
    status = read_all(out, fd, path, err);
    (void)close(fd);
    return status;
}

static fc_status write_error(fc_error *err, const char *path, const char *what,
                             int number)
{
    char text[128];

    return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0, "%s: %s", what,
                      reason(number, text));
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

static fc_status write_temporary(int fd, const char *path, const void *data,
                                 size_t size, fc_error *err)
{
    int failed = 0;

    if (!write_all(fd, data, size) || !keep_mode(fd, path) || fsync(fd) != 0) {
        failed = errno;
    }
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    if (failed != 0) {
        return write_error(err, path, "cannot be written", failed);
    }
    return FC_OK;
}

/* Working copies of the path: one is cut at its slashes, one gets a suffix. */
struct names {
    char *folder;
    char *temporary;
    size_t temporary_size;
};

static fc_status replace(const char *path, struct names *names,
                         const void *data, size_t size, fc_error *err)
{
    fc_status status = make_parents(names->folder, err);
    int fd = -1;

    if (status != FC_OK) {
        return status;
    }
    fd = open_temporary(names->temporary, names->temporary_size, path);
    if (fd < 0) {
        return write_error(err, path, "cannot be written", errno);
    }
    status = write_temporary(fd, path, data, size, err);
    if (status == FC_OK && rename(names->temporary, path) != 0) {
        status = write_error(err, path, "cannot be replaced", errno);
    }
    if (status != FC_OK) {
        (void)unlink(names->temporary);
        return status;
    }
    if (!sync_folder(names->folder)) {
        return write_error(err, path, "folder cannot be synced", errno);
    }
    return FC_OK;
}

static fc_status replace_file(const char *path, const void *data, size_t size,
                              fc_error *err)
{
    size_t room = strlen(path) + 64;
    struct names names = {.folder = fc_text_copy(path),
                          .temporary = fc_calloc(room, 1),
                          .temporary_size = room};
    fc_status status = FC_OK;

    if (names.folder == NULL || names.temporary == NULL) {
        status = FC_FAIL_AT(err, FC_ERR_MEMORY, path, 0, 0, "out of memory");
    } else {
        status = replace(path, &names, data, size, err);
    }
    free(names.folder);
    free(names.temporary);
    return status;
}

/* A rename would put a file in the place of the link. */
static fc_status replace_target(const char *path, const void *data, size_t size,
                                fc_error *err)
{
    char *target = realpath(path, NULL);
    fc_status status = FC_OK;

    if (target == NULL) {
        return write_error(err, path, "cannot be followed", errno);
    }
    status = replace_file(target, data, size, err);
    free(target);
    return status;
}

/* A device or a pipe holds nothing to keep whole: write into it. */
static fc_status write_through(const char *path, const void *data, size_t size,
                               fc_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool written = fd >= 0 && write_all(fd, data, size);
    int failed = errno;

    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        failed = errno;
    }
    if (!written) {
        return write_error(err, path, "cannot be written", failed);
    }
    return FC_OK;
}

fc_status fc_file_replace(const char *path, const void *data, size_t size,
                          fc_error *err)
{
    struct stat info;

    if (path[0] == '\0') {
        return FC_FAIL(err, FC_ERR_WRITE, "the name of the file is empty");
    }
    if (stat(path, &info) != 0) {
        return replace_file(path, data, size, err);
    }
    if (S_ISDIR(info.st_mode)) {
        return write_error(err, path, "cannot be replaced", EISDIR);
    }
    if (!S_ISREG(info.st_mode)) {
        return write_through(path, data, size, err);
    }
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        return replace_target(path, data, size, err);
    }
    return replace_file(path, data, size, err);
}
