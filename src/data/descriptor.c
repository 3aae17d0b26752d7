/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/descriptor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forecast/dataset.h"
#include "forecast/file.h"

#include "base/memory.h"

static void release_section(struct fc_series_section *section)
{
    for (size_t i = 0; i < section->regressor_count; i++) {
        free(section->regressors[i]);
    }
    free(section->regressors);
    free(section->other_basis);
    free(section->name);
    free(section->title);
    free(section->unit);
    free(section->metric);
}

void fc_descriptor_free(struct fc_descriptor *descriptor)
{
    if (descriptor == NULL) {
        return;
    }
    for (size_t i = 0; i < descriptor->series_count; i++) {
        release_section(&descriptor->series[i]);
    }
    for (size_t i = 0; i < FC_ROLE_COUNT; i++) {
        free(descriptor->files[i]);
    }
    free(descriptor->series);
    free(descriptor->period_column);
    free(descriptor->title);
    free(descriptor->company);
    free(descriptor->path);
    free(descriptor);
}

struct fc_series_section *fc_descriptor_add_series(
    struct fc_descriptor *descriptor, const char *name)
{
    char *copy = fc_text_copy(name);
    struct fc_series_section *longer = fc_reallocarray(
        descriptor->series, descriptor->series_count + 1, sizeof *longer);

    if (longer != NULL) {
        descriptor->series = longer;
    }
    if (copy == NULL || longer == NULL) {
        free(copy);
        return NULL;
    }
    longer[descriptor->series_count] = (struct fc_series_section){.name = copy};
    descriptor->series_count++;
    return &longer[descriptor->series_count - 1];
}

fc_status fc_descriptor_read(struct fc_descriptor **out, const char *path,
                             fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        status = fc_descriptor_parse(out, bytes.data != NULL ? bytes.data : "",
                                     bytes.size, path, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

fc_status fc_descriptor_find(struct fc_descriptor **out, const char *csv_path,
                             fc_error *err)
{
    struct stat info;
    char *path = NULL;
    fc_status status = FC_OK;

    *out = NULL;
    if (strcmp(csv_path, "-") == 0) {
        return FC_OK;
    }
    status = fc_dataset_descriptor_path(&path, csv_path, err);
    if (status == FC_OK && strcmp(path, csv_path) != 0
        && stat(path, &info) == 0) {
        status = fc_descriptor_read(out, path, err);
    }
    free(path);
    return status;
}
