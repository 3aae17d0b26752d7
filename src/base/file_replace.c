/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replacing files that belong together: made ready beside their targets one by
 * one, then all renamed. */
#include <stdlib.h>

#include "forecast/file.h"
#include "forecast/stream.h"

#include "base/memory.h"

/* Files, or what is written through: devices and pipes. */
static fc_status write_some(fc_output **outputs, const fc_file_content *files,
                            size_t count, bool through, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        if ((fc_output_temporary(outputs[i]) == NULL) == through) {
            status = fc_output_write(outputs[i], files[i].data, files[i].size,
                                     err);
        }
    }
    return status;
}

static fc_status replace(fc_output **outputs, const fc_file_content *files,
                         size_t count, fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < count && status == FC_OK; i++) {
        status = fc_output_create(&outputs[i], files[i].path, false, err);
    }
    if (status == FC_OK) {
        status = write_some(outputs, files, count, false, err);
    }
    if (status == FC_OK) {
        status = write_some(outputs, files, count, true, err);
    }
    return status == FC_OK ? fc_outputs_commit(outputs, count, err) : status;
}

fc_status fc_files_replace(const fc_file_content *files, size_t count,
                           fc_error *err)
{
    fc_output **outputs = fc_calloc(count, sizeof(fc_output *));
    fc_status status = FC_OK;

    if (outputs == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the files");
    }
    status = replace(outputs, files, count, err);
    for (size_t i = 0; i < count; i++) {
        fc_output_free(outputs[i]);
    }
    free(outputs);
    return status;
}

fc_status fc_file_replace(const char *path, const void *data, size_t size,
                          fc_error *err)
{
    const fc_file_content file = {.path = path, .data = data, .size = size};

    return fc_files_replace(&file, 1, err);
}
