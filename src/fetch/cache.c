/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the copy stands a file of four lines: url, sha256 of the copy, etag,
 * last-modified. The digest tells a copy that belongs to other validators. */
#include "fetch/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/digest.h"

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the cache");
}

static fc_status make_path(fc_bytes *out,
                           const struct fc_fetch_request *request,
                           fc_error *err)
{
    return fc_bytes_printf(out, "%s.http", request->cache_path) == FC_OK
               ? FC_OK
               : out_of_memory(err);
}

/* A file that cannot be read is as good as none; out of memory is not. */
static fc_status read_if_there(fc_bytes *out, const char *path, fc_error *err)
{
    fc_error why = {.status = FC_OK};
    fc_status status = fc_file_read(out, path, &why);

    if (status == FC_ERR_MEMORY) {
        return out_of_memory(err);
    }
    if (status != FC_OK) {
        fc_bytes_release(out);
        *out = (fc_bytes){0};
    }
    return FC_OK;
}

/* The rest of the line that begins with @p key, if it fits. */
static void read_line(char *out, size_t size, const char *text, const char *key)
{
    size_t key_length = strlen(key);
    const char *line = text;

    out[0] = '\0';
    while (line != NULL && strncmp(line, key, key_length) != 0) {
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    if (line != NULL) {
        size_t length = strcspn(line + key_length, "\n");

        if (length < size) {
            memcpy(out, line + key_length, length);
            out[length] = '\0';
        }
    }
}

static bool is_of(const char *notes, const fc_bytes *document, const char *url)
{
    char sha256[65];
    char known[65];
    char address[1024];

    read_line(address, sizeof address, notes, "url: ");
    read_line(known, sizeof known, notes, "sha256: ");
    fc_digest_sha256(sha256, document->data, document->size);
    return strcmp(address, url) == 0 && strcmp(known, sha256) == 0;
}

fc_status fc_cache_load(fc_bytes *document, struct fc_validators *validators,
                        const struct fc_fetch_request *request, fc_error *err)
{
    fc_bytes path = {0};
    fc_bytes notes = {0};
    fc_status status = make_path(&path, request, err);

    *validators = (struct fc_validators){.etag = ""};
    if (status == FC_OK) {
        status = read_if_there(&notes, path.data, err);
    }
    if (status == FC_OK && notes.data != NULL) {
        status = read_if_there(document, request->cache_path, err);
    }
    if (status == FC_OK && document->data != NULL && notes.data != NULL
        && is_of(notes.data, document, request->url)) {
        read_line(validators->etag, sizeof validators->etag, notes.data,
                  "etag: ");
        read_line(validators->last_modified, sizeof validators->last_modified,
                  notes.data, "last-modified: ");
    } else {
        fc_bytes_release(document);
        *document = (fc_bytes){0};
    }
    fc_bytes_release(&notes);
    fc_bytes_release(&path);
    return status;
}

static fc_status render(fc_bytes *out, const fc_bytes *document,
                        const struct fc_validators *validators, const char *url)
{
    char sha256[65];

    fc_digest_sha256(sha256, document->data, document->size);
    return fc_bytes_printf(out,
                           "url: %s\nsha256: %s\netag: %s\n"
                           "last-modified: %s\n",
                           url, sha256, validators->etag,
                           validators->last_modified);
}

fc_status fc_cache_store(const fc_bytes *document,
                         const struct fc_validators *validators,
                         const struct fc_fetch_request *request, fc_error *err)
{
    fc_bytes path = {0};
    fc_bytes notes = {0};
    fc_status status = make_path(&path, request, err);

    if (status == FC_OK
        && render(&notes, document, validators, request->url) != FC_OK) {
        status = out_of_memory(err);
    }
    if (status == FC_OK) {
        const fc_file_content files[] = {
            {request->cache_path, document->data, document->size},
            {path.data, notes.data, notes.size},
        };

        status = fc_files_replace(files, 2, err);
    }
    fc_bytes_release(&notes);
    fc_bytes_release(&path);
    return status;
}
