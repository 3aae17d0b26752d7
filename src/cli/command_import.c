/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/overlap.h"
#include "cli/sec_source.h"

static fc_status check_request(const struct fc_request *request, fc_error *err)
{
    if (request->operand == NULL || strcmp(request->operand, "sec") != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "import reads from sec, the company facts of the SEC; "
                       "write forecast import sec ...");
    }
    if ((request->cik == 0) == (request->facts_file == NULL)) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "import sec needs a company: --cik N asks the SEC, "
                       "--file FILE reads its companyfacts.json; give one of "
                       "them");
    }
    if (request->data_output == NULL) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "import sec needs the file to make: -o FILE.csv");
    }
    return FC_OK;
}

/* None of the files to make may be the one that is read. */
static fc_status check_overlap(const struct fc_request *request, fc_error *err)
{
    char *provenance = NULL;
    fc_status status = FC_OK;

    if (request->facts_file == NULL) {
        return FC_OK;
    }
    status = fc_overlap_refuse(request->data_output, "the data",
                               request->facts_file, err);
    if (status == FC_OK) {
        status = fc_sec_provenance_path(&provenance, request->data_output, err);
    }
    if (status == FC_OK) {
        status = fc_overlap_refuse(provenance, "the provenance",
                                   request->facts_file, err);
    }
    free(provenance);
    return status;
}

static fc_status read_options(fc_sec_options *out,
                              const struct fc_request *request, fc_error *err)
{
    fc_error why = {.status = FC_OK};

    *out = (fc_sec_options){.calendar = request->table.calendar};
    if (request->as_of != NULL
        && fc_date_parse(&out->as_of, request->as_of, &why) != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "--as-of '%.40s': of filings a day is needed, such as "
                       "2024-02-15 (%.200s)",
                       request->as_of, why.message);
    }
    return FC_OK;
}

static fc_status write_and_show(const struct fc_request *request,
                                const fc_sec_table *table, fc_error *err)
{
    fc_report *report = NULL;
    fc_status status = fc_sec_report(&report, table, err);

    if (status == FC_OK) {
        status = fc_sec_files_write(request->data_output, table, report,
                                    request->force, err);
    }
    if (status == FC_OK) {
        struct fc_delivery delivery = {.report = report, .is_followed = true};

        status = fc_deliver(request, &delivery, err);
    }
    if (status == FC_OK) {
        status = fc_deliver_name(request, request->data_output, err);
    }
    fc_report_free(report);
    return status;
}

fc_status fc_command_import(const struct fc_request *request, int *outcome,
                            fc_error *err)
{
    fc_sec_facts *facts = NULL;
    fc_sec_table *table = NULL;
    fc_sec_options options;
    fc_status status = check_request(request, err);

    (void)outcome; /* an import checks nothing beyond its findings */
    if (status == FC_OK) {
        status = check_overlap(request, err);
    }
    if (status == FC_OK) {
        status = read_options(&options, request, err);
    }
    if (status == FC_OK) {
        status = request->cik != 0
                     ? fc_sec_source_fetch(&facts, request, err)
                     : fc_sec_facts_read(&facts, request->facts_file, err);
    }
    if (status == FC_OK) {
        status = fc_sec_table_create(&table, facts, &options, err);
    }
    if (status == FC_OK) {
        status = write_and_show(request, table, err);
    }
    fc_sec_table_free(table);
    fc_sec_facts_free(facts);
    return status;
}
