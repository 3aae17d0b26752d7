/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/recorder.h"

#include <sys/stat.h>

#include "cli/message.h"

const char *fc_recorder_path(const struct fc_request *request)
{
    return request->ledger != NULL ? request->ledger : "forecasts/ledger.db";
}

void fc_recorder_tell(const struct fc_request *request, size_t runs,
                      const char *head)
{
    if (!request->quiet) {
        fc_message_print("recorded %zu run%s in %s, head %s", runs,
                         runs == 1 ? "" : "s", fc_recorder_path(request), head);
    }
}

fc_status fc_recorder_check(const struct fc_request *request, fc_error *err)
{
    const char *path = fc_recorder_path(request);
    struct stat info;
    fc_ledger *ledger = NULL;
    fc_status status = FC_OK;

    if (stat(path, &info) != 0 || info.st_size == 0) {
        return FC_OK; /* it will be made */
    }
    status = fc_ledger_open(&ledger, path, FC_LEDGER_READ, err);
    fc_ledger_close(ledger);
    return status;
}

fc_status fc_recorder_append(char head[FC_LEDGER_SEAL_SIZE],
                             const struct fc_request *request,
                             const fc_projection *projection, const char *job,
                             fc_error *err)
{
    const fc_ledger_label label = {.job = job};
    fc_ledger *ledger = NULL;
    fc_status status = fc_ledger_open(&ledger, fc_recorder_path(request),
                                      FC_LEDGER_WRITE, err);

    if (status == FC_OK) {
        status = fc_ledger_append(head, ledger, projection, &label, err);
    }
    fc_ledger_close(ledger);
    return status;
}
