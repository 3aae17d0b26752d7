/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/today.h"

static const char *const level_names[] = {
    [FC_LOG_INFO] = "info",
    [FC_LOG_WARNING] = "warning",
    [FC_LOG_ERROR] = "error",
};

fc_status fc_log_open(struct fc_log *out, const struct fc_request *request,
                      fc_error *err)
{
    const char *path = request->unattended.log;
    char reason[128] = "";

    *out = (struct fc_log){.fd = -1, .json = request->unattended.json_log};
    if (path == NULL) {
        return FC_OK;
    }
    if (strcmp(path, "-") == 0) {
        out->all_to_stderr = true;
        return FC_OK;
    }
    out->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (out->fd < 0) {
        (void)strerror_r(errno, reason, sizeof reason);
        return FC_FAIL_AT(err, FC_ERR_WRITE, path, 0, 0,
                          "the log cannot be opened: %s", reason);
    }
    return FC_OK;
}

void fc_log_close(struct fc_log *log)
{
    if (log->fd >= 0) {
        (void)close(log->fd);
    }
    log->fd = -1;
}

__attribute__((format(printf, 4, 0))) static void add(struct fc_log_line *line,
                                                      const char *key,
                                                      bool is_number,
                                                      const char *format,
                                                      va_list arguments)
{
    if (line->count == FC_LOG_FIELD_CAPACITY) {
        return;
    }
    line->fields[line->count].key = key;
    line->fields[line->count].is_number = is_number;
    (void)vsnprintf(line->fields[line->count].value, FC_LOG_VALUE_SIZE, format,
                    arguments);
    line->count++;
}

void fc_log_add(struct fc_log_line *line, const char *key, const char *format,
                ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(line, key, false, format, arguments);
    va_end(arguments);
}

void fc_log_add_number(struct fc_log_line *line, const char *key,
                       const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    add(line, key, true, format, arguments);
    va_end(arguments);
}

/* A text of JSON. Control characters, which no terminal may see, are escaped;
 * so the line stays one line. */
static void put_quoted(FILE *out, const char *text)
{
    (void)fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0';
         c++) {
        if (*c == '"' || *c == '\\') {
            (void)fprintf(out, "\\%c", *c);
        } else if (*c < 0x20 || *c == 0x7f) {
            (void)fprintf(out, "\\u%04x", *c);
        } else {
            (void)fputc(*c, out);
        }
    }
    (void)fputc('"', out);
}

static bool is_plain(const char *text)
{
    return text[0] != '\0' && strpbrk(text, " \"\\=\t\r\n") == NULL;
}

static void put_text(FILE *out, const char *stamp,
                     const struct fc_log_line *line)
{
    (void)fprintf(out, "%s %s", stamp, level_names[line->level]);
    for (size_t i = 0; i < line->count; i++) {
        (void)fprintf(out, " %s=", line->fields[i].key);
        if (is_plain(line->fields[i].value)) {
            (void)fputs(line->fields[i].value, out);
        } else {
            put_quoted(out, line->fields[i].value);
        }
    }
    (void)fputc('\n', out);
}

static void put_json(FILE *out, const char *stamp,
                     const struct fc_log_line *line)
{
    (void)fprintf(out, "{\"time\": \"%s\", \"level\": \"%s\"", stamp,
                  level_names[line->level]);
    for (size_t i = 0; i < line->count; i++) {
        (void)fprintf(out, ", \"%s\": ", line->fields[i].key);
        if (line->fields[i].is_number) {
            (void)fputs(line->fields[i].value, out);
        } else {
            put_quoted(out, line->fields[i].value);
        }
    }
    (void)fputs("}\n", out);
}

/* All or nothing, in one write. */
static bool write_line(int fd, const char *text, size_t size)
{
    ssize_t written = 0;

    do {
        written = write(fd, text, size);
    } while (written < 0 && errno == EINTR);
    return written == (ssize_t)size;
}

void fc_log_write(struct fc_log *log, const struct fc_log_line *line)
{
    char stamp[FC_STAMP_SIZE];
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    fc_today_stamp(stamp);
    if (out != NULL) {
        (log->json ? put_json : put_text)(out, stamp, line);
    }
    if (out == NULL || fclose(out) != 0) {
        log->failed = true;
        free(text);
        return;
    }
    if (log->fd >= 0 && !write_line(log->fd, text, size) && !log->failed) {
        fc_message_print("the log cannot be written; lines are missing");
        log->failed = true;
    }
    if (log->all_to_stderr || line->level != FC_LOG_INFO) {
        (void)write_line(STDERR_FILENO, text, size);
    }
    free(text);
}
