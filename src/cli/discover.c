/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/discover.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/dataset.h"
#include "forecast/names.h"

#include "cli/text_list.h"

static const char local_folder[] = "datasets";

bool fc_discover_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t tail = strlen(suffix);

    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

/* Append the entries of @p folder that are folders (or CSV files), by name.
 * A folder that cannot be read has none. */
static fc_status list_folder(struct fc_text_list *out, const char *folder,
                             bool folders, fc_error *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    struct fc_text_list found = {0};
    fc_status status = FC_OK;

    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;

        if (status == FC_OK && name[0] != '.'
            && (folders || has_suffix(name, ".csv"))) {
            status = fc_text_list_add_path(&found, folder, name, err);
        }
        free(entries[i]);
    }
    free(entries);
    for (size_t i = 0; i < found.count && status == FC_OK; i++) {
        if (folders ? fc_discover_is_folder(found.items[i])
                    : is_file(found.items[i])) {
            status = fc_text_list_add(out, found.items[i], err);
        }
    }
    fc_text_list_release(&found);
    return status;
}

/* The CSV files of a folder and of the folders in it. */
static fc_status list_csv_files(struct fc_text_list *out, const char *folder,
                                fc_error *err)
{
    struct fc_text_list inner = {0};
    fc_status status = list_folder(out, folder, false, err);

    if (status == FC_OK) {
        status = list_folder(&inner, folder, true, err);
    }
    for (size_t i = 0; i < inner.count && status == FC_OK; i++) {
        status = list_folder(out, inner.items[i], false, err);
    }
    fc_text_list_release(&inner);
    return status;
}

/* Where the program is installed: PREFIX/bin/forecast has its data in
 * PREFIX/share/forecast, wherever the tree was moved to. */
static fc_status add_installed_folder(struct fc_text_list *folders,
                                      fc_error *err)
{
    static const char data[] = "/share/forecast/datasets";
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): nothing sets the environment */
    const char *chosen = getenv("FORECAST_DATADIR");
    char program[4096];
    ssize_t length = 0;
    char *slash = NULL;

    if (chosen != NULL && chosen[0] != '\0') {
        return fc_text_list_add_path(folders, chosen, "datasets", err);
    }
    length = readlink("/proc/self/exe", program, sizeof program - sizeof data);
    program[length > 0 ? length : 0] = '\0';
    for (int i = 0; i < 2; i++) { /* PREFIX/bin/forecast -> PREFIX */
        slash = strrchr(program, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
    }
    if (slash != NULL) {
        memcpy(slash, data, sizeof data);
        if (fc_discover_is_folder(program)) {
            return fc_text_list_add(folders, program, err);
        }
    }
    return fc_text_list_add(folders, FC_DATADIR "/datasets", err);
}

/* Does a descriptor stand beside the CSV file? */
static bool has_descriptor(const char *csv)
{
    size_t stem = strlen(csv) - strlen(".csv");
    char *path = strdup(csv);
    bool found = false;

    if (path != NULL) {
        memcpy(path + stem, ".ini", sizeof ".ini");
        found = is_file(path);
    }
    free(path);
    return found;
}

/* Keep the files that have the series. One that cannot be read is passed over:
 * it may be none of ours. */
static fc_status select_by_series(struct fc_text_list *out,
                                  const struct fc_text_list *files,
                                  const char *series, fc_error *err)
{
    for (size_t i = 0; i < files->count; i++) {
        bool found = false;

        if (fc_dataset_has_series(&found, files->items[i], series, NULL)
                == FC_OK
            && found) {
            fc_status status = fc_text_list_add(out, files->items[i], err);

            if (status != FC_OK) {
                return status;
            }
        }
    }
    return FC_OK;
}

/* Without a series: the files with a descriptor, or all if none has one. */
static fc_status select_by_descriptor(struct fc_text_list *out,
                                      const struct fc_text_list *files,
                                      fc_error *err)
{
    fc_status status = FC_OK;
    bool any = false;

    for (size_t i = 0; i < files->count; i++) {
        any = any || has_descriptor(files->items[i]);
    }
    for (size_t i = 0; i < files->count && status == FC_OK; i++) {
        if (!any || has_descriptor(files->items[i])) {
            status = fc_text_list_add(out, files->items[i], err);
        }
    }
    return status;
}

static fc_status add_series_names(struct fc_text_list *names, const char *path,
                                  fc_error *err)
{
    fc_dataset *dataset = NULL;
    fc_status status = fc_dataset_open(&dataset, path, NULL, NULL);

    if (status != FC_OK) {
        return FC_OK; /* no names to suggest */
    }
    for (size_t i = 0; i < dataset->table->count && status == FC_OK; i++) {
        const char *name = dataset->table->series[i]->name;
        bool usable = false; /* a column of guidance is no series */

        if (fc_dataset_has_series(&usable, path, name, NULL) == FC_OK
            && usable) {
            status = fc_text_list_add(names, name, err);
        }
    }
    fc_dataset_free(dataset);
    return status;
}

/* What was searched, and the nearest name in it. */
static fc_status not_found(const char *series,
                           const struct fc_text_list *folders,
                           const struct fc_text_list *files, fc_error *err)
{
    struct fc_text_list names = {0};
    fc_status status = FC_OK;
    char searched[300];
    const char *nearest = NULL;

    fc_text_list_join(searched, sizeof searched,
                      (const char *const *)folders->items, folders->count);
    if (files->count == 0) {
        return FC_FAIL(err, FC_ERR_NOT_FOUND,
                       "there is no data (searched %s); name a file with "
                       "--data FILE",
                       searched);
    }
    for (size_t i = 0; i < files->count && status == FC_OK; i++) {
        status = add_series_names(&names, files->items[i], err);
    }
    nearest = fc_name_nearest(series, (const char *const *)names.items,
                              names.count);
    if (status == FC_OK && nearest != NULL) {
        status = FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "there is no series '%.60s'; did you mean '%.60s'? "
                         "(searched %s)",
                         series, nearest, searched);
    } else if (status == FC_OK) {
        status = FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "there is no series '%.60s' (searched %s); see "
                         "forecast series, or name a file with --data FILE",
                         series, searched);
    }
    fc_text_list_release(&names);
    return status;
}

static fc_status ambiguous(const char *series, const struct fc_text_list *files,
                           fc_error *err)
{
    char list[300];

    fc_text_list_join(list, sizeof list, (const char *const *)files->items,
                      files->count);
    if (series == NULL) {
        return FC_FAIL(err, FC_ERR_AMBIGUOUS,
                       "more than one dataset: %s; choose with --data FILE",
                       list);
    }
    return FC_FAIL(err, FC_ERR_AMBIGUOUS,
                   "more than one dataset has a series '%.60s': %s; choose "
                   "with --data FILE",
                   series, list);
}

/* Look in one folder. *out stays NULL if it has no candidate; the files it has
 * are appended to @p files. */
static fc_status search(char **out, const char *folder, const char *series,
                        struct fc_text_list *files, fc_error *err)
{
    struct fc_text_list here = {0};
    struct fc_text_list candidates = {0};
    fc_status status = list_csv_files(&here, folder, err);

    if (status == FC_OK) {
        status = series != NULL
                     ? select_by_series(&candidates, &here, series, err)
                     : select_by_descriptor(&candidates, &here, err);
    }
    if (status == FC_OK && candidates.count > 1) {
        status = ambiguous(series, &candidates, err);
    } else if (status == FC_OK && candidates.count == 1) {
        *out = candidates.items[0];
        candidates.items[0] = NULL; /* now the caller's */
    }
    for (size_t i = 0; i < here.count && status == FC_OK; i++) {
        status = fc_text_list_add(files, here.items[i], err);
    }
    fc_text_list_release(&here);
    fc_text_list_release(&candidates);
    return status;
}

fc_status fc_discover_folders(struct fc_text_list *out, fc_error *err)
{
    fc_status status = fc_text_list_add(out, local_folder, err);

    return status == FC_OK ? add_installed_folder(out, err) : status;
}

fc_status fc_discover_datasets(struct fc_text_list *out,
                               const struct fc_text_list *folders,
                               fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < folders->count && status == FC_OK; i++) {
        struct fc_text_list files = {0};

        status = list_csv_files(&files, folders->items[i], err);
        for (size_t k = 0; k < files.count && status == FC_OK; k++) {
            if (has_descriptor(files.items[k])) {
                status = fc_text_list_add(out, files.items[k], err);
            }
        }
        fc_text_list_release(&files);
    }
    return status;
}

fc_status fc_discover_folder(char **out, const char *name, fc_error *err)
{
    struct fc_text_list folders = {0};
    struct fc_text_list named = {0};
    char *found = NULL;
    fc_status status = fc_discover_folders(&folders, err);

    for (size_t i = 0; i < folders.count && status == FC_OK; i++) {
        status = fc_text_list_add_path(&named, folders.items[i], name, err);
    }
    for (size_t i = 0; i < named.count && status == FC_OK && found == NULL;
         i++) {
        if (fc_discover_is_folder(named.items[i])) {
            found = named.items[i];
            named.items[i] = NULL; /* now the caller's */
        }
    }
    if (status == FC_OK && found == NULL) {
        char searched[300];

        fc_text_list_join(searched, sizeof searched,
                          (const char *const *)named.items, named.count);
        status = FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "the folder '%.40s' is missing (searched %s); install "
                         "the program with its datasets",
                         name, searched);
    }
    fc_text_list_release(&folders);
    fc_text_list_release(&named);
    *out = found;
    return status;
}

fc_status fc_discover_data(char **out, const char *series, fc_error *err)
{
    struct fc_text_list folders = {0};
    struct fc_text_list files = {0};
    char *found = NULL;
    fc_status status = fc_discover_folders(&folders, err);

    for (size_t i = 0; i < folders.count && status == FC_OK && found == NULL;
         i++) {
        status = search(&found, folders.items[i], series, &files, err);
    }
    if (status == FC_OK && found == NULL) {
        status = not_found(series, &folders, &files, err);
    }
    if (status != FC_OK) {
        free(found);
        found = NULL;
    }
    fc_text_list_release(&folders);
    fc_text_list_release(&files);
    *out = found;
    return status;
}
