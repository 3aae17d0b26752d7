/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a file have a series? Asked of each file of a folder, so the header has
 * to do wherever it can. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forecast/dataset.h"

#include "base/path.h"
#include "data/csv_reader.h"
#include "data/descriptor.h"
#include "data/table_build.h"

static bool names_file(const struct fc_descriptor *descriptor, const char *path)
{
    for (size_t i = 0; i < FC_ROLE_COUNT; i++) {
        const char *file = descriptor->files[i];

        if (file != NULL
            && (strcmp(file, path) == 0 || fc_path_is_same(file, path))) {
            return true;
        }
    }
    return false;
}

/* Does this descriptor name the file as guidance, plans and so on? One that
 * cannot be read says nothing here; it fails when its own dataset is opened. */
static fc_status ask_descriptor(bool *out, const char *folder, const char *name,
                                const char *path, fc_error *err)
{
    struct fc_descriptor *descriptor = NULL;
    char *descriptor_path = fc_path_join(folder, name);
    fc_status status = FC_ERR_MEMORY;

    if (descriptor_path != NULL) {
        status = fc_descriptor_read(&descriptor, descriptor_path, NULL);
    }
    if (status == FC_OK) {
        *out = names_file(descriptor, path);
    }
    free(descriptor_path);
    fc_descriptor_free(descriptor);
    return status == FC_ERR_MEMORY
               ? FC_FAIL(err, status, "out of memory reading descriptors")
               : FC_OK;
}

static bool is_descriptor(const char *name)
{
    size_t length = strlen(name);

    return length > 4 && strcmp(name + length - 4, ".ini") == 0;
}

static fc_status ask_folder(bool *out, const char *folder, const char *path,
                            fc_error *err)
{
    fc_status status = FC_OK;
    DIR *entries = opendir(folder);

    if (entries == NULL) {
        return errno == ENOMEM
                   ? FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a folder")
                   : FC_OK; /* reading the file will tell */
    }
    while (status == FC_OK && !*out) {
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): the folder is ours alone */
        const struct dirent *entry = readdir(entries);

        if (entry == NULL) {
            break;
        }
        if (is_descriptor(entry->d_name)) {
            status = ask_descriptor(out, folder, entry->d_name, path, err);
        }
    }
    (void)closedir(entries);
    return status;
}

static fc_status is_accessory(bool *out, const char *path, fc_error *err)
{
    char *folder = fc_path_folder(path);
    fc_status status = FC_OK;

    *out = false;
    if (folder == NULL) {
        return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for a folder");
    }
    status = ask_folder(out, folder, path, err);
    free(folder);
    return status;
}

static fc_status search_long(bool *out, const char *path, const char *name,
                             const struct fc_long_columns *columns,
                             char delimiter, fc_error *err)
{
    fc_csv *csv = NULL;
    fc_status status = fc_csv_read(&csv, path, delimiter, err);

    if (status != FC_OK) {
        return status;
    }
    for (size_t row = 0; row < csv->row_count && !*out; row++) {
        *out = strcmp(fc_csv_field(csv, row, columns->series), name) == 0;
    }
    fc_csv_free(csv);
    return FC_OK;
}

/* A column of a wide file that is not the one of the periods. */
static bool search_header(const fc_csv *header, const char *name,
                          const char *period_column)
{
    size_t period = header->column_count;

    (void)fc_table_find_period(&period, header, period_column, NULL);
    for (size_t i = 0; i < header->column_count; i++) {
        if (strcmp(fc_csv_name(header, i), name) == 0) {
            return i != period && strcasecmp(name, "period_end") != 0;
        }
    }
    return false;
}

static fc_status search_file(bool *out, const char *path, const char *name,
                             const fc_table_options *options, fc_error *err)
{
    struct fc_long_columns columns = {0};
    fc_csv *header = NULL;
    fc_status status = fc_csv_read_header(&header, path, options->delimiter,
                                          err);

    if (status != FC_OK) {
        return status;
    }
    if (options->layout != FC_LAYOUT_WIDE
        && fc_table_find_long(&columns, header, options->period_column)) {
        status = search_long(out, path, name, &columns, options->delimiter,
                             err);
    } else {
        *out = search_header(header, name, options->period_column);
    }
    fc_csv_free(header);
    return status;
}

fc_status fc_dataset_has_series(bool *out, const char *path, const char *name,
                                fc_error *err)
{
    static const fc_table_options defaults = {0};
    struct fc_descriptor *descriptor = NULL;
    bool accessory = false;
    bool found = false;
    fc_status status = is_accessory(&accessory, path, err);

    *out = false;
    if (status != FC_OK || accessory) {
        return status;
    }
    status = fc_descriptor_find(&descriptor, path, err);
    if (status != FC_ERR_MEMORY) {
        /* A broken descriptor is a matter for fc_dataset_open(). */
        status = search_file(
            &found, path, name,
            descriptor != NULL ? &descriptor->options : &defaults, err);
    }
    fc_descriptor_free(descriptor);
    *out = status == FC_OK && found;
    return status;
}
