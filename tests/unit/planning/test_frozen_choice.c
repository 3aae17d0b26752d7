/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A choice written, read back and replayed; and how steady choices are. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/frozen_choice.h"
#include "forecast/init.h"

#include "planning/projection_state.h"
#include "reports.h"
#include "support/faults.h"

static const fc_calendar december = {0};

static const char sales[] = "period,s\n2021Q1,4\n2021Q2,6\n2021Q3,5\n2021Q4,9\n"
                            "2022Q1,5\n2022Q2,7\n2022Q3,6\n2022Q4,9\n"
                            "2023Q1,6\n2023Q2,9\n2023Q3,7\n2023Q4,12\n"
                            "2024Q1,7\n2024Q2,9\n2024Q3,8\n2024Q4,13\n";

static char series_name[] = "s";
static char series_unit[] = "";
static const fc_series series = {.name = series_name,
                                 .unit = series_unit,
                                 .start = {.frequency = FC_QUARTERLY}};

static fc_status parse(fc_frozen_choice *out, const char *text, fc_error *err)
{
    return fc_frozen_choice_parse(out, text, strlen(text), "c.json", &series,
                                  december, err);
}

/* A projection of these sales with the candidates naive and snaive. */
struct job {
    fc_dataset *dataset;
    fc_model_spec specs[2];
    fc_projection_request request;
    fc_projection *projection;
};

static fc_status open_job(struct job *job, fc_error *err)
{
    fc_status status = fc_dataset_parse(&job->dataset, sales, strlen(sales),
                                        "s.csv", NULL, err);

    if (status == FC_OK) {
        status = fc_model_spec_parse(&job->specs[0], "naive", err);
    }
    if (status == FC_OK) {
        status = fc_model_spec_parse(&job->specs[1], "snaive", err);
    }
    job->request = (fc_projection_request){.dataset = job->dataset,
                                           .series = "s",
                                           .specs = job->specs,
                                           .spec_count = 2,
                                           .draws = 20};
    return status;
}

static void close_job(struct job *job)
{
    fc_projection_free(job->projection);
    fc_dataset_free(job->dataset);
}

#define CHOICE(model, intervals)                                   \
    "{\"schema\": 1, \"series\": \"s\",\n"                         \
    " \"frequency\": \"quarterly\", \"season\": 4,\n"              \
    " \"model\": \"" model "\", \"note\": {\"model\": \"yoy\"},\n" \
    " \"intervals\": \"" intervals "\", \"origin\": \"2023Q4\"}\n"

static void a_file_is_read(void **state)
{
    fc_frozen_choice choice = {0};
    char text[FC_MODEL_SPEC_SIZE];

    (void)state;
    assert_int_equal(
        parse(&choice, CHOICE("positive:log:theta", "bootstrap"), NULL), FC_OK);
    fc_model_spec_format(text, &choice.spec);
    assert_string_equal(text, "positive:log:theta");
    assert_int_equal(choice.intervals, FC_INTERVALS_BOOTSTRAP);
    assert_string_equal(choice.source, "c.json");
    fc_period_format(text, choice.origin, december);
    assert_string_equal(text, "2023Q4");
    fc_frozen_choice_release(&choice);
}

static void what_cannot_be_replayed_is_refused(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        fc_status status;
        size_t line;
        size_t column;
        const char *message; /* a part of it */
    } cases[] = {
        {"no JSON", "{\n \"schema\" 1}", FC_ERR_FORMAT, 2, 11, "is not JSON"},
        {"a key twice", "{\"schema\": 1, \"schema\": 1}", FC_ERR_FORMAT, 1, 22,
         "duplicate object key"},
        {"no object", "[1]", FC_ERR_FORMAT, 1, 1, "not an object"},
        {"no schema", "{}", FC_ERR_FORMAT, 0, 0, "'schema'"},
        {"a schema in words", "{\"schema\": \"1\"}", FC_ERR_FORMAT, 1, 12,
         "'schema'"},
        {"a later schema", "{\"schema\": 2}", FC_ERR_DATA, 1, 12,
         "schema 2 is not known"},
        {"no series", "{\"schema\": 1}", FC_ERR_FORMAT, 0, 0, "'series'"},
        {"another series", "{\"schema\": 1,\n\t\"series\" : \"t\"}",
         FC_ERR_DATA, 2, 13, "is for 't', not for 's'"},
        {"another frequency",
         "{\"schema\": 1, \"series\": \"s\", \"frequency\": \"monthly\"}",
         FC_ERR_DATA, 1, 43, "monthly data, not for quarterly"},
        {"a season in words",
         "{\"schema\": 1, \"series\": \"s\", \"frequency\": \"quarterly\", "
         "\"season\": \"4\"}",
         FC_ERR_FORMAT, 1, 66, "'season'"},
        {"another season",
         "{\"schema\": 1, \"series\": \"s\", \"frequency\": \"quarterly\", "
         "\"season\": 2}",
         FC_ERR_DATA, 1, 66, "a season of 2 periods, not of 4"},
        {"an unknown model", CHOICE("oracle", "simulate"), FC_ERR_DATA, 3, 11,
         "'oracle' is no model of this version"},
        {"unknown options", CHOICE("snaive:9", "simulate"), FC_ERR_DATA, 3, 11,
         "'snaive:9' is no model of this version"},
        {"unknown intervals", CHOICE("naive", "exact"), FC_ERR_DATA, 4, 15,
         "'exact' is no kind of interval; write auto, conformal, simulate"},
        {"an origin that does not exist",
         "{\"schema\": 1, \"series\": \"s\", \"frequency\": \"quarterly\",\n"
         "\"season\": 4, \"model\": \"naive\", \"intervals\": \"simulate\",\n"
         "\"origin\": \"2023Q5\"}",
         FC_ERR_DATA, 3, 11, "'2023Q5' is no period"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fc_frozen_choice choice = {0};
        fc_error err = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(parse(&choice, cases[i].text, &err), cases[i].status);
        assert_string_equal(err.source, "c.json");
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_non_null(strstr(err.message, cases[i].message));
        assert_null(choice.source);
    }
}

/* What is written is what is read, and holds both errors. */
static void a_choice_returns(void **state)
{
    struct job job = {0};
    fc_frozen_choice choice = {0};
    fc_bytes bytes = {0};
    char chosen[FC_MODEL_SPEC_SIZE];
    char read[FC_MODEL_SPEC_SIZE];

    (void)state;
    assert_int_equal(open_job(&job, NULL), FC_OK);
    job.request.intervals = FC_INTERVALS_ANALYTIC;
    job.request.transform.scale = FC_SCALE_LOG;
    assert_int_equal(fc_projection_create(&job.projection, &job.request, NULL),
                     FC_OK);
    assert_int_equal(fc_projection_freeze(&bytes, job.projection, NULL), FC_OK);
    assert_int_equal(parse(&choice, bytes.data, NULL), FC_OK);
    fc_model_spec_format(chosen, fc_fit_spec(job.projection->fit));
    fc_model_spec_format(read, &choice.spec);
    assert_string_equal(read, chosen);
    assert_int_equal(choice.intervals, FC_INTERVALS_ANALYTIC);
    assert_int_equal(choice.origin.index, job.projection->origin.index);
    assert_non_null(strstr(bytes.data, "\"backtest\""));
    assert_non_null(strstr(bytes.data, "\"runner_up\""));
    fc_frozen_choice_release(&choice);
    fc_bytes_release(&bytes);
    close_job(&job);
}

/* The frozen model is used at every origin, also where it is no candidate; the
 * forecast of `snaive` is the value of a year before, by definition. */
static void a_frozen_model_stays(void **state)
{
    static const struct {
        const char *name;
        size_t candidates; /* 0: the defaults */
        const char *model;
        fc_status status;
        double forecast; /* of 2025Q1 */
    } cases[] = {
        {"the second candidate", 2, "snaive", FC_OK, 7.0},
        {"the only candidate", 1, "naive", FC_OK, 13.0},
        {"none of the default candidates", 0, "naive", FC_OK, 13.0},
        {"none of those named", 2, "theta", FC_ERR_ARGUMENT, 0.0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static char source[] = "c.json";
        fc_frozen_choice choice = {.source = source,
                                   .origin = {.frequency = FC_QUARTERLY}};
        struct job job = {0};

        print_message("  %s\n", cases[i].name);
        assert_int_equal(open_job(&job, NULL), FC_OK);
        assert_int_equal(
            fc_model_spec_parse(&choice.spec, cases[i].model, NULL), FC_OK);
        job.request.spec_count = cases[i].candidates;
        job.request.specs = cases[i].candidates > 0 ? job.specs : NULL;
        job.request.frozen = &choice;
        assert_int_equal(
            fc_projection_create(&job.projection, &job.request, NULL),
            cases[i].status);
        if (cases[i].status == FC_OK) {
            const fc_projection *p = job.projection;

            assert_string_equal(fc_model_type_name(fc_fit_spec(p->fit)->type),
                                cases[i].model);
            assert_true(fabs(p->steps[0].value.mean - cases[i].forecast)
                        < 1e-9);
            for (size_t o = 0; o < p->evaluation->origins; o++) {
                assert_int_equal(p->evaluation->chosen[o], p->chosen);
            }
        }
        close_job(&job);
    }
}

static fc_status freeze_and_replay(void *context, fc_error *err)
{
    struct job job = {0};
    fc_frozen_choice choice = {0};
    fc_report *report = NULL;
    fc_bytes bytes = {0};
    fc_status status = open_job(&job, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_projection_create(&job.projection, &job.request, err);
    }
    if (status == FC_OK) {
        status = fc_projection_freeze(&bytes, job.projection, err);
    }
    if (status == FC_OK) {
        status = parse(&choice, bytes.data, err);
    }
    if (status == FC_OK) {
        job.request.frozen = &choice;
        fc_projection_free(job.projection);
        job.projection = NULL;
        status = fc_projection_create(&job.projection, &job.request, err);
    }
    if (status == FC_OK) {
        status = fc_projection_report(&report, job.projection, err);
    }
    fc_report_free(report);
    fc_bytes_release(&bytes);
    fc_frozen_choice_release(&choice);
    close_job(&job);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(freeze_and_replay, NULL) > 0);
}

static fc_projection *project_amazon(const fc_dataset *dataset, fc_period as_of)
{
    const fc_projection_request request = {.dataset = dataset,
                                           .series = "net_sales",
                                           .draws = 100,
                                           .origins = 1,
                                           .as_of = as_of};
    fc_projection *projection = NULL;

    assert_int_equal(fc_projection_create(&projection, &request, NULL), FC_OK);
    return projection;
}

/* How often the choice of the latest @p quarters differs from that of the
 * quarter before. */
static size_t count_changes(const fc_backtest *backtest, size_t quarters)
{
    size_t last = fc_backtest_last_origin(backtest);
    size_t before = 0;
    size_t changes = 0;

    for (size_t origin = last - quarters + 1; origin <= last; origin++) {
        size_t choice = 0;

        assert_int_equal(fc_backtest_choose(&choice, backtest, origin, NULL),
                         FC_OK);
        changes += origin > last - quarters + 1 && choice != before;
        before = choice;
    }
    return changes;
}

/* Runs quarter after quarter for Amazon's net sales; decision 7 states the
 * figures. The choice at an origin uses what was known there: that it is what a
 * run as of that quarter chooses is seen at two of them, with different models.
 */
static void the_choice_is_steady(void **state)
{
    static const int64_t back[] = {11, 17};
    fc_dataset *dataset = reports_open_amazon();
    fc_projection *now = project_amazon(dataset, (fc_period){0});
    size_t last = fc_backtest_last_origin(now->backtest);
    size_t chosen[2] = {0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fc_projection *then = project_amazon(
            dataset, fc_period_add(now->origin, -back[i]));

        assert_int_equal(fc_backtest_choose(&chosen[i], now->backtest,
                                            last - (size_t)back[i], NULL),
                         FC_OK);
        assert_int_equal(then->chosen, chosen[i]);
        fc_projection_free(then);
    }
    assert_int_not_equal(chosen[0], chosen[1]);
    assert_int_equal(count_changes(now->backtest, 12), 0);
    assert_int_equal(count_changes(now->backtest, 40), 6);
    fc_projection_free(now);
    fc_dataset_free(dataset);
}

static int set_up(void **state)
{
    (void)state;
    fc_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(what_cannot_be_replayed_is_refused),
        cmocka_unit_test(a_choice_returns),
        cmocka_unit_test(a_frozen_model_stays),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(the_choice_is_steady),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
