/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output/provenance.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/path.h"

enum { digest_length = 64 };

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the provenance");
}

fc_status fc_provenance_path(char **out, const char *result_path, fc_error *err)
{
    fc_bytes path = {0};

    *out = NULL;
    if (fc_bytes_printf(&path, "%s.json", result_path) != FC_OK) {
        return out_of_memory(err);
    }
    *out = path.data;
    return FC_OK;
}

/* The input as seen from the folder of the result. Not a file, such as
 * <stdin>: the name as it is. */
static char *relative_input(const char *input, const char *result_path)
{
    struct stat info;
    char *folder = NULL;
    char *relative = NULL;

    if (stat(input, &info) != 0) {
        return fc_text_copy(input);
    }
    folder = fc_path_folder(result_path);
    relative = folder != NULL ? fc_path_relative(input, folder) : NULL;
    free(folder);
    return relative;
}

static json_t *meta_value(const fc_report *report, size_t index,
                          const char *result_path)
{
    const char *value = fc_report_meta_value(report, index);
    char *relative = NULL;
    json_t *json = NULL;

    if (strcmp(fc_report_meta_key(report, index), "input") != 0) {
        return json_string(value);
    }
    relative = relative_input(value, result_path);
    json = relative != NULL ? json_string(relative) : NULL;
    free(relative);
    return json;
}

static int append(const char *data, size_t size, void *context)
{
    return fc_bytes_append(context, data, size) == FC_OK ? 0 : -1;
}

fc_status fc_provenance_render(fc_bytes *out, const fc_report *report,
                               const char *result_path, fc_error *err)
{
    fc_status status = fc_report_finish(report, err);
    json_t *object = status == FC_OK ? json_object() : NULL;
    bool done = object != NULL;

    if (status != FC_OK) {
        return status;
    }
    for (size_t i = 0; done && i < fc_report_meta_count(report); i++) {
        /* json_object_set_new() refuses a NULL value */
        done = json_object_set_new(object, fc_report_meta_key(report, i),
                                   meta_value(report, i, result_path))
               == 0;
    }
    done = done && json_dump_callback(object, append, out, JSON_INDENT(2)) == 0
           && fc_bytes_append_text(out, "\n") == FC_OK;
    json_decref(object);
    return done ? FC_OK : out_of_memory(err);
}

static bool is_digest(const char *text)
{
    return strlen(text) == digest_length
           && strspn(text, "0123456789abcdef") == digest_length;
}

static fc_status take(struct fc_sidecar *out, const json_t *root,
                      const char *source, fc_error *err)
{
    const char *input = json_string_value(json_object_get(root, "input"));
    const char *sha256 = json_string_value(
        json_object_get(root, "input_sha256"));

    if (input == NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, 0, 0,
                          "has no text 'input'");
    }
    if (sha256 == NULL || !is_digest(sha256)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, 0, 0,
                          "has no 'input_sha256' of 64 hexadecimal digits");
    }
    out->input = fc_text_copy(input);
    if (out->input == NULL) {
        return out_of_memory(err);
    }
    memcpy(out->sha256, sha256, sizeof out->sha256);
    return FC_OK;
}

static size_t position(int number)
{
    return number > 0 ? (size_t)number : 0;
}

fc_status fc_sidecar_parse(struct fc_sidecar *out, const char *text,
                           size_t size, const char *source, fc_error *err)
{
    json_error_t why;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &why);
    fc_status status = FC_OK;

    *out = (struct fc_sidecar){0};
    if (root == NULL && json_error_code(&why) == json_error_out_of_memory) {
        return out_of_memory(err);
    }
    if (root == NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, source, position(why.line),
                          position(why.column), "is not JSON: %s", why.text);
    }
    status = take(out, root, source, err);
    json_decref(root);
    return status;
}

void fc_sidecar_release(struct fc_sidecar *sidecar)
{
    free(sidecar->input);
    *sidecar = (struct fc_sidecar){0};
}

static fc_status read_sidecar(struct fc_sidecar *out, const char *result_path,
                              fc_error *err)
{
    char *path = NULL;
    fc_bytes bytes = {0};
    fc_status status = fc_provenance_path(&path, result_path, err);

    if (status == FC_OK) {
        status = fc_file_read(&bytes, path, err);
    }
    if (status == FC_OK) {
        status = fc_sidecar_parse(out, bytes.data, bytes.size, path, err);
    }
    fc_bytes_release(&bytes);
    free(path);
    return status;
}

/* Does the file that the sidecar names lead to @p input_path? */
static fc_status is_same_input(bool *out, const struct fc_sidecar *sidecar,
                               const char *result_path, const char *input_path,
                               fc_error *err)
{
    char *folder = fc_path_folder(result_path);
    char *input = folder != NULL ? fc_path_join(folder, sidecar->input) : NULL;

    free(folder);
    if (input == NULL) {
        return out_of_memory(err);
    }
    *out = fc_path_is_same(input, input_path);
    free(input);
    return FC_OK;
}

static fc_status compare(const struct fc_sidecar *sidecar,
                         const char *result_path, const char *input_path,
                         const char *sha256, fc_error *err)
{
    bool is_same = strcmp(sidecar->sha256, sha256) == 0;
    fc_status status = FC_OK;

    if (!is_same) {
        status = is_same_input(&is_same, sidecar, result_path, input_path, err);
    }
    if (status == FC_OK && !is_same) {
        return FC_FAIL(err, FC_ERR_OCCUPIED,
                       "%s holds the result of %s; choose another file with "
                       "--output",
                       result_path, sidecar->input);
    }
    return status;
}

fc_status fc_provenance_check(const char *result_path, const char *input_path,
                              const char *sha256, fc_error *err)
{
    struct fc_sidecar sidecar = {0};
    struct stat info;
    fc_error why = {0};
    fc_status status = FC_OK;

    if (stat(result_path, &info) != 0) {
        return FC_OK; /* whatever else is wrong, writing it will tell */
    }
    status = read_sidecar(&sidecar, result_path, &why);
    if (status == FC_ERR_MEMORY) {
        return out_of_memory(err);
    }
    if (status != FC_OK) {
        return FC_FAIL(err, FC_ERR_OCCUPIED,
                       "%s is there and nothing tells what it was made from "
                       "(%s %s); choose another file with --output, or move "
                       "it away",
                       result_path, why.source, why.message);
    }
    status = compare(&sidecar, result_path, input_path, sha256, err);
    fc_sidecar_release(&sidecar);
    return status;
}
