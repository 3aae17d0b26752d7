/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/cache.h"
#include "support/faults.h"
#include "support/folder.h"

static char content[] = "{\"cik\": 1}\n";
static const fc_bytes document = {.data = content, .size = sizeof content - 1};
static const struct fc_validators validators = {
    .etag = "\"one\"", .last_modified = "Fri, 07 Feb 2025 12:00:00 GMT"};
static const struct fc_fetch_request request = {.url = "https://a.example/x",
                                                .cache_path = "c/x.json"};

static fc_status store(void)
{
    return fc_cache_store(&document, &validators, &request, NULL);
}

/* Loads and compares with what is to be there: all, or nothing. */
static void assert_loads(const struct fc_fetch_request *of, bool whole)
{
    fc_bytes got = {0};
    struct fc_validators seen;

    assert_int_equal(fc_cache_load(&got, &seen, of, NULL), FC_OK);
    assert_string_equal(seen.etag, whole ? validators.etag : "");
    assert_string_equal(seen.last_modified,
                        whole ? validators.last_modified : "");
    assert_int_equal(got.size, whole ? document.size : 0);
    if (whole) {
        assert_memory_equal(got.data, document.data, document.size);
    }
    fc_bytes_release(&got);
}

static void test_round_trip(void **state)
{
    (void)state;
    assert_loads(&request, false);
    assert_int_equal(store(), FC_OK);
    assert_loads(&request, true);
}

/* Notes that do not belong to the copy, or to the address, count as none. */
static void test_misfits(void **state)
{
    static const struct {
        const char *path;
        const char *text;
    } cases[] = {
        {"c/x.json", "{\"cik\": 2}\n"},
        {"c/x.json", ""},
        {"c/x.json.http", ""},
        {"c/x.json.http", "url: \nsha256: \n"},
        {"c/x.json.http", "url: https://a.example/x\netag: \"one\"\n"},
    };
    struct fc_fetch_request other = request;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(store(), FC_OK);
        folder_write(cases[i].path, cases[i].text);
        assert_loads(&request, false);
    }
    assert_int_equal(store(), FC_OK);
    other.url = "https://b.example/x";
    assert_loads(&other, false);
}

static void test_failing_system_calls(void **state)
{
    fc_status status = FC_ERR_WRITE;

    (void)state;
    for (long i = 0; status != FC_OK && i < 200; i++) {
        faults_fail(FAULTS_SYSTEM & ~FAULTS_UNLINK, i, EIO);
        status = store();
        faults_disarm();
        assert_true(status == FC_OK || status == FC_ERR_WRITE);
    }
    assert_int_equal(status, FC_OK);
    assert_int_equal(folder_count("c"), 2);
    assert_loads(&request, true);
}

/* A faults_job. */
static fc_status store_and_load(void *context, fc_error *err)
{
    fc_bytes got = {0};
    struct fc_validators seen;
    fc_status status = fc_cache_store(&document, &validators, &request, err);

    (void)context;
    if (status == FC_OK) {
        status = fc_cache_load(&got, &seen, &request, err);
    }
    fc_bytes_release(&got);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(faults_try_allocations(store_and_load, NULL) > 5);
}

#define IN_FOLDER(test) \
    cmocka_unit_test_setup_teardown((test), folder_enter, folder_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_round_trip),
        IN_FOLDER(test_misfits),
        IN_FOLDER(test_failing_system_calls),
        IN_FOLDER(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
