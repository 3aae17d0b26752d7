/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_update.h"

#include <string.h>

static fc_status too_many(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_ARGUMENT, "more than %d in one update",
                   FC_CHANGE_CAPACITY);
}

static fc_status take_value(struct fc_value_list *list, const char *text,
                            fc_error *err)
{
    fc_status status = FC_OK;

    if (list->count == FC_CHANGE_CAPACITY) {
        return too_many(err);
    }
    status = fc_argument_value(&list->items[list->count], text, err);
    list->count += status == FC_OK;
    return status;
}

fc_status fc_option_parse_add(struct fc_request *request, const char *text,
                              fc_error *err)
{
    return take_value(&request->update.added, text, err);
}

fc_status fc_option_parse_revise(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return take_value(&request->update.revised, text, err);
}

fc_status fc_option_parse_new_plan(struct fc_request *request, const char *text,
                                   fc_error *err)
{
    return take_value(&request->update.planned, text, err);
}

fc_status fc_option_parse_new_guidance(struct fc_request *request,
                                       const char *text, fc_error *err)
{
    struct fc_update_options *update = &request->update;
    const char *equals = strrchr(text, '=');
    fc_status status = FC_OK;

    if (update->range_count == FC_CHANGE_CAPACITY) {
        return too_many(err);
    }
    status = fc_argument_range(&update->ranges[update->range_count], text, err);
    if (status == FC_OK) {
        update->range_texts[update->range_count] = equals != NULL ? equals + 1
                                                                  : text;
        update->range_count++;
    }
    return status;
}

fc_status fc_option_parse_issued(struct fc_request *request, const char *text,
                                 fc_error *err)
{
    return fc_date_parse(&request->update.issued, text, err);
}
