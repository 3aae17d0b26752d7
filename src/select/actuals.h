/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test parts of a competition, and what scores need of the training. */
#ifndef FC_SELECT_ACTUALS_H
#define FC_SELECT_ACTUALS_H

#include <stdbool.h>

#include "forecast/competition.h"

/* One series. */
struct fc_actual {
    char *id;
    double *values; /* NaN: missing */
    size_t length;
    bool matched;          /* the training part has the id */
    double absolute_scale; /* mean |y(t) - y(t-m)|; NaN: none */
    double squared_scale;  /* mean of its square; NaN: none */
    double naive2_smape;   /* of the yardstick; NaN: not known */
    double naive2_mase;
};

struct fc_actuals {
    struct fc_actual *items;
    size_t count;
    size_t room;
    size_t longest; /* test part */
    size_t next;    /* where the next id is looked for first */
};

/** Read the test parts and match them with the training parts of @p file. */
fc_status fc_actuals_read(struct fc_actuals *out,
                          const fc_competition_file *file, fc_error *err);
void fc_actuals_release(struct fc_actuals *actuals);
/** The series @p id, or NULL. Fast if asked in the order of the file. */
struct fc_actual *fc_actuals_find(struct fc_actuals *actuals, const char *id);

#endif
