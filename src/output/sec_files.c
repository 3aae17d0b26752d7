/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast/sec_files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forecast/dataset.h"
#include "forecast/writer.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "output/sec_carry.h"

/* The first bytes of a descriptor that is ours to replace. */
static const char mark[] = "; Written by forecast import";

struct files {
    const char *csv_path;
    char *descriptor_path;
    char *provenance_path;
    fc_bytes csv;
    fc_bytes descriptor;
    fc_bytes provenance;
    bool keeps_descriptor;
    struct fc_sec_carry carry;
};

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the files");
}

fc_status fc_sec_provenance_path(char **out, const char *csv_path,
                                 fc_error *err)
{
    static const char suffix[] = ".csv";
    size_t length = strlen(csv_path);
    fc_bytes path = {0};
    fc_status status = FC_OK;

    *out = NULL;
    if (length >= strlen(suffix)
        && strcmp(csv_path + length - strlen(suffix), suffix) == 0) {
        length -= strlen(suffix);
    }
    status = fc_bytes_append(&path, csv_path, length);
    if (status == FC_OK) {
        status = fc_bytes_append_text(&path, ".provenance.json");
    }
    if (status != FC_OK) {
        fc_bytes_release(&path);
        return out_of_memory(err);
    }
    *out = path.data;
    return FC_OK;
}

static bool exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* Figures that someone has put into the columns of an import must not be lost;
 * whole columns that someone has added are carried over. */
static fc_status check_occupied(struct files *files, bool force, fc_error *err)
{
    fc_status status = fc_sec_carry_open(&files->carry, files->csv_path,
                                         files->provenance_path, err);

    if (status == FC_OK && files->carry.is_there && !files->carry.is_unchanged
        && !force) {
        return FC_FAIL_AT(err, FC_ERR_OCCUPIED, files->csv_path, 0, 0,
                          "no import wrote these figures as they are now; "
                          "import into another file, or --force replaces "
                          "them");
    }
    return status;
}

/* A column that someone has added and this import makes itself. */
static fc_status check_clashes(struct files *files, const fc_sec_table *table,
                               bool force, fc_error *err)
{
    for (size_t i = 0; i < table->series_count; i++) {
        const char *name = table->series[i].name;

        if (fc_sec_carry_drop(&files->carry, name) && !force) {
            return FC_FAIL_AT(err, FC_ERR_OCCUPIED, files->csv_path, 0, 0,
                              "'%s' was added to it, and now the import has "
                              "such a column; rename yours, or --force "
                              "replaces it",
                              name);
        }
    }
    return FC_OK;
}

static fc_status look_at_descriptor(struct files *files, fc_report *report,
                                    fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = FC_OK;

    if (!exists(files->descriptor_path)) {
        return FC_OK;
    }
    status = fc_file_read(&bytes, files->descriptor_path, err);
    files->keeps_descriptor =
        status == FC_OK
        && (files->carry.count > 0 || bytes.size < strlen(mark)
            || memcmp(bytes.data, mark, strlen(mark)) != 0);
    fc_bytes_release(&bytes);
    if (files->keeps_descriptor) {
        fc_report_add_note(report, FC_NOTE_PLAIN,
                           "%.200s is kept as it is: not all of it is of an "
                           "import.",
                           files->descriptor_path);
    }
    return status;
}

/* A name that the INI reader takes as a value: one line, no " ;", not long. */
static void make_plain(char *out, size_t size, const char *text)
{
    size_t length = 0;

    for (; *text != '\0' && length + 1 < size; text++) {
        unsigned char c = (unsigned char)*text;

        out[length++] = iscntrl(c) || c == ';' || c >= 0x80 ? ' ' : *text;
    }
    out[length] = '\0';
}

static fc_status render_descriptor(fc_bytes *out, const fc_sec_table *table)
{
    char title[100];
    fc_status status = FC_OK;

    make_plain(title, sizeof title, fc_sec_facts_entity(table->facts));
    status = fc_bytes_printf(
        out,
        "%s sec from the company facts of the SEC. Delete this\n"
        "; line to keep your changes: the next import then leaves the file "
        "alone.\n"
        "[dataset]\n"
        "title = %s\n"
        "frequency = quarterly\n"
        "fiscal_year_end = %d\n",
        mark, title, table->calendar.fiscal_year_end);
    for (size_t i = 0; i < table->series_count && status == FC_OK; i++) {
        const fc_sec_series *series = &table->series[i];

        status = fc_bytes_printf(out,
                                 "\n[series.%s]\n"
                                 "title = %s\n"
                                 "unit = " FC_SEC_UNIT "\n"
                                 "kind = %s\n",
                                 series->name, series->title,
                                 series->kind == FC_FLOW ? "flow" : "stock");
    }
    return status;
}

static fc_status render_data(fc_bytes *out, const fc_sec_table *table,
                             fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_sec_data_report(&report, table, err);

    if (status == FC_OK) {
        status = fc_writer_render(out, fc_writer_find("csv"), report, NULL,
                                  err);
    }
    fc_report_free(report);
    return status;
}

static fc_status carry_over(struct files *files, fc_report *report,
                            fc_error *err)
{
    fc_bytes merged = {0};
    fc_status status = fc_sec_carry_merge(&merged, &files->carry, &files->csv,
                                          err);

    fc_bytes_release(&files->csv);
    files->csv = merged;
    fc_report_add_note(report, FC_NOTE_PLAIN,
                       "%zu column%s that no import made %s carried over.",
                       files->carry.count, files->carry.count == 1 ? "" : "s",
                       files->carry.count == 1 ? "is" : "are");
    return status;
}

static fc_status render(struct files *files, const fc_sec_table *table,
                        fc_report *report, fc_error *err)
{
    char sha256[65];
    fc_status status = render_data(&files->csv, table, err);

    if (status != FC_OK) {
        return status;
    }
    if (render_descriptor(&files->descriptor, table) != FC_OK) {
        return out_of_memory(err);
    }
    fc_digest_sha256(sha256, files->csv.data, files->csv.size);
    fc_report_add_meta(report, "data_sha256", "%s", sha256);
    if (files->carry.count > 0) {
        status = carry_over(files, report, err);
    }
    if (status != FC_OK) {
        return status;
    }
    return fc_writer_render(&files->provenance, fc_writer_find("json"), report,
                            NULL, err);
}

/* The provenance first: without it the data would be no import's. */
static fc_status replace(const struct files *files, fc_error *err)
{
    const fc_file_content contents[] = {
        {files->provenance_path, files->provenance.data,
         files->provenance.size},
        {files->csv_path, files->csv.data, files->csv.size},
        {files->descriptor_path, files->descriptor.data,
         files->descriptor.size},
    };

    return fc_files_replace(contents, files->keeps_descriptor ? 2 : 3, err);
}

static fc_status prepare(struct files *files, const fc_sec_table *table,
                         fc_report *report, bool force, fc_error *err)
{
    fc_status status = fc_dataset_descriptor_path(&files->descriptor_path,
                                                  files->csv_path, err);

    if (status == FC_OK) {
        status = fc_sec_provenance_path(&files->provenance_path,
                                        files->csv_path, err);
    }
    if (status == FC_OK) {
        status = check_occupied(files, force, err);
    }
    if (status == FC_OK) {
        status = check_clashes(files, table, force, err);
    }
    return status == FC_OK ? look_at_descriptor(files, report, err) : status;
}

fc_status fc_sec_files_write(const char *csv_path, const fc_sec_table *table,
                             fc_report *report, bool force, fc_error *err)
{
    struct files files = {.csv_path = csv_path};
    fc_status status = prepare(&files, table, report, force, err);

    if (status == FC_OK) {
        status = render(&files, table, report, err);
    }
    if (status == FC_OK) {
        status = replace(&files, err);
    }
    free(files.descriptor_path);
    free(files.provenance_path);
    fc_sec_carry_release(&files.carry);
    fc_bytes_release(&files.csv);
    fc_bytes_release(&files.descriptor);
    fc_bytes_release(&files.provenance);
    return status;
}
