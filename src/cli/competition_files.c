/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/competition_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In the order of the table. */
static const char *const frequencies[] = {
    "yearly", "quarterly", "monthly",    "weekly",
    "daily",  "hourly",    "halfhourly", "other",
};

enum { FREQUENCY_COUNT = sizeof frequencies / sizeof frequencies[0] };

static const char *const suffixes[] = {".csv.gz", ".csv"};

enum { SUFFIX_COUNT = sizeof suffixes / sizeof suffixes[0] };

/* Longest name of a file that is looked for. */
enum { NAME_SIZE = 256 };

/* Add the path of SET_FREQUENCY_PART, if there is such a file. */
static fc_status find_part(const char **out, struct fc_text_list *texts,
                           const char *folder, const char *stem, fc_error *err)
{
    fc_status status = FC_OK;

    *out = NULL;
    for (size_t i = 0; i < SUFFIX_COUNT && *out == NULL && status == FC_OK;
         i++) {
        char name[NAME_SIZE];

        (void)snprintf(name, sizeof name, "%s%s", stem, suffixes[i]);
        status = fc_text_list_add_path(texts, folder, name, err);
        if (status == FC_OK
            && access(texts->items[texts->count - 1], F_OK) == 0) {
            *out = texts->items[texts->count - 1];
        }
    }
    return status;
}

static fc_status find_frequency(struct fc_competition_files *out,
                                const char *folder, const char *set,
                                const char *frequency, fc_error *err)
{
    char stem[NAME_SIZE];
    fc_competition_file file = {
        .frequency = frequency,
        .season = fc_competition_season(frequency),
    };
    fc_status status = FC_OK;

    (void)snprintf(stem, sizeof stem, "%.100s_%s_train", set, frequency);
    status = find_part(&file.train, &out->texts, folder, stem, err);
    if (status != FC_OK || file.train == NULL) {
        return status;
    }
    (void)snprintf(stem, sizeof stem, "%.100s_%s_test", set, frequency);
    status = find_part(&file.test, &out->texts, folder, stem, err);
    if (status == FC_OK && file.test == NULL) {
        return FC_FAIL(err, FC_ERR_READ,
                       "'%.160s' has no test part; '%.120s.csv.gz' is missing",
                       file.train, stem);
    }
    out->items[out->count++] = file;
    return status;
}

/* The set that a file name begins with, if it is that of a training part. */
static bool name_set(char *set, size_t size, const char *name)
{
    const char *end = strstr(name, "_train.csv");

    for (size_t i = 0; end != NULL && i < FREQUENCY_COUNT; i++) {
        size_t length = strlen(frequencies[i]) + 1;
        const char *start = end - length;

        if ((size_t)(end - name) > length && *start == '_'
            && strncmp(start + 1, frequencies[i], length - 1) == 0) {
            (void)snprintf(set, size, "%.*s", (int)(start - name), name);
            return true;
        }
    }
    return false;
}

static fc_status list_sets(struct fc_text_list *out, const char *folder,
                           fc_error *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    fc_status status = FC_OK;

    if (count < 0) {
        return FC_FAIL(err, FC_ERR_READ,
                       "the folder '%.200s' cannot be read; give the one with "
                       "the series by --path",
                       folder);
    }
    for (int i = 0; i < count; i++) {
        char set[NAME_SIZE];

        if (status == FC_OK && name_set(set, sizeof set, entries[i]->d_name)
            && (out->count == 0
                || strcmp(out->items[out->count - 1], set) != 0)) {
            status = fc_text_list_add(out, set, err);
        }
        free(entries[i]);
    }
    free(entries);
    return status;
}

/* Which sets there are. */
static fc_status refuse_set(const char *folder, const char *set, fc_error *err)
{
    struct fc_text_list found = {0};
    char names[200] = "";
    fc_status status = list_sets(&found, folder, err);

    if (status == FC_OK && found.count == 0) {
        status = FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "'%.200s' holds no SET_FREQUENCY_train.csv.gz",
                         folder);
    } else if (status == FC_OK) {
        fc_text_list_join(names, sizeof names, (const char *const *)found.items,
                          found.count);
        status = FC_FAIL(err, FC_ERR_NOT_FOUND,
                         "'%.160s' holds no set '%.60s'; the sets there are %s",
                         folder, set, names);
    }
    fc_text_list_release(&found);
    return status;
}

fc_status fc_competition_files_find(struct fc_competition_files *out,
                                    const char *folder, const char *set,
                                    fc_error *err)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < FREQUENCY_COUNT && status == FC_OK; i++) {
        status = find_frequency(out, folder, set, frequencies[i], err);
    }
    if (status == FC_OK && out->count == 0) {
        status = refuse_set(folder, set, err);
    }
    return status;
}

void fc_competition_files_release(struct fc_competition_files *files)
{
    fc_text_list_release(&files->texts);
}
