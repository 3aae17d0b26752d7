/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/deliver.h"
#include "cli/overlap.h"

/* Write @p text where no file may be: the name is taken first, in one step, so
 * that nothing that appears meanwhile is overwritten. */
static fc_status write_new(const char *path, const char *text, fc_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    fc_status status = FC_OK;

    if (fd < 0 && errno == EEXIST) {
        return FC_FAIL_AT(err, FC_ERR_OCCUPIED, path, 0, 0,
                          "exists already; --force overwrites it");
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    /* If the name could not be taken, this fails too and knows why. */
    status = fc_file_replace(path, text, strlen(text), err);
    if (status != FC_OK && fd >= 0) {
        (void)unlink(path);
    }
    return status;
}

static fc_status write_descriptor(const struct fc_request *request,
                                  const char *text, fc_error *err)
{
    char *path = NULL;
    fc_status status = fc_dataset_descriptor_path(&path, request->operand, err);

    if (status != FC_OK) {
        return status;
    }
    status = fc_overlap_refuse(path, "the descriptor", request->operand, err);
    if (status == FC_OK) {
        status = request->force ? fc_file_replace(path, text, strlen(text), err)
                                : write_new(path, text, err);
    }
    if (status == FC_OK) {
        status = fc_deliver_tell(path, err);
    }
    free(path);
    return status;
}

fc_status fc_command_init(const struct fc_request *request, int *outcome,
                          fc_error *err)
{
    fc_table *table = NULL;
    char *text = NULL;
    fc_status status = FC_OK;

    (void)outcome; /* init checks nothing beyond reading */
    if (request->operand == NULL || strcmp(request->operand, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "init needs a CSV file; write forecast init FILE.csv");
    }
    status = fc_table_read(&table, request->operand, &request->table, err);
    if (status == FC_OK) {
        status = fc_dataset_describe(&text, table, err);
    }
    if (status == FC_OK) {
        status = write_descriptor(request, text, err);
    }
    free(text);
    fc_table_free(table);
    return status;
}
