/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_run.h"

#include <stdio.h>
#include <string.h>

/* The name of a file that cannot be a standard stream. */
static fc_status take_file(const char **out, const char *text, fc_error *err)
{
    if (strcmp(text, "-") == 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "no standard stream will do; give the name of a file");
    }
    *out = text;
    return FC_OK;
}

fc_status fc_option_parse_config(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return take_file(&request->unattended.config, text, err);
}

fc_status fc_option_parse_summary(struct fc_request *request, const char *text,
                                  fc_error *err)
{
    return take_file(&request->unattended.summary, text, err);
}

fc_status fc_option_parse_lock(struct fc_request *request, const char *text,
                               fc_error *err)
{
    return take_file(&request->unattended.lock, text, err);
}

fc_status fc_option_parse_job(struct fc_request *request, const char *text,
                              fc_error *err)
{
    struct fc_unattended *unattended = &request->unattended;

    if (unattended->job_count == FC_JOB_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d jobs",
                       FC_JOB_CAPACITY);
    }
    unattended->jobs[unattended->job_count++] = text;
    return FC_OK;
}

fc_status fc_option_parse_alert(struct fc_request *request, const char *text,
                                fc_error *err)
{
    struct fc_unattended *unattended = &request->unattended;
    size_t count = unattended->alert_count;
    fc_status status = FC_OK;

    if (count == FC_ALERT_CAPACITY) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d alerts",
                       FC_ALERT_CAPACITY);
    }
    status = fc_alert_parse(&unattended->alerts[count], text, err);
    if (status == FC_OK) {
        unattended->alert_texts[count] = text;
        unattended->alert_count++;
    }
    return status;
}

fc_status fc_option_parse_max_age(struct fc_request *request, const char *text,
                                  fc_error *err)
{
    size_t length = strlen(text);
    char digits[16] = "";

    if (length > 0 && text[length - 1] == 'd') {
        length--;
    }
    if (length < sizeof digits) {
        (void)snprintf(digits, sizeof digits, "%.*s", (int)length, text);
    }
    if (fc_argument_count(&request->unattended.max_age, digits, 1, 36500, NULL)
        != FC_OK) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "not an age; write days, 1 to 36500, as in 120d");
    }
    return FC_OK;
}

fc_status fc_option_parse_today(struct fc_request *request, const char *text,
                                fc_error *err)
{
    return fc_date_parse(&request->unattended.today, text, err);
}

fc_status fc_option_parse_log_format(struct fc_request *request,
                                     const char *text, fc_error *err)
{
    request->unattended.json_log = strcmp(text, "json") == 0;
    if (!request->unattended.json_log && strcmp(text, "text") != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT, "not a form; write text or json");
    }
    return FC_OK;
}
