/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading company facts: {"cik", "entityName", "facts": {"us-gaap": {CONCEPT:
 * {"units": {"USD": [{"start", "end", "val", "accn", "form", "filed"}]}}}}}. */
#include "data/sec_facts.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/file.h"

#include "base/digest.h"
#include "base/memory.h"
#include "data/sec_rules.h"

struct fc_sec_facts {
    json_t *root; /* owns the texts */
    char *source;
    char sha256[65];
    long long cik;
    const char *entity;
    size_t count;
    struct fc_sec_concept *concepts;
};

/* Days outside are mistakes; inside they fit every calculation. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2200 };

/* Dollars up to here, and their sums and differences, are exact. */
static const double largest = 1e15;

void fc_sec_facts_free(fc_sec_facts *facts)
{
    if (facts == NULL) {
        return;
    }
    for (size_t i = 0; i < facts->count; i++) {
        free(facts->concepts[i].facts);
    }
    free(facts->concepts);
    free(facts->source);
    json_decref(facts->root);
    free(facts);
}

static fc_status out_of_memory(fc_error *err)
{
    return FC_FAIL(err, FC_ERR_MEMORY, "out of memory for company facts");
}

/* Where a fact stands, for messages. */
struct place {
    const fc_sec_facts *facts;
    const char *concept;
    size_t number; /* from 1 */
};

static fc_status malformed(const struct place *place, const char *key,
                           const char *what, fc_error *err)
{
    return FC_FAIL_AT(err, FC_ERR_FORMAT, place->facts->source, 0, 0,
                      "fact %zu of %s has %s '%s'; get the file again",
                      place->number, place->concept, what, key);
}

static fc_status read_text(const char **out, const json_t *fact,
                           const char *key, const struct place *place,
                           fc_error *err)
{
    *out = json_string_value(json_object_get(fact, key));
    return *out != NULL ? FC_OK : malformed(place, key, "no text", err);
}

static fc_status read_day(fc_date *out, const json_t *fact, const char *key,
                          const struct place *place, fc_error *err)
{
    const char *text = NULL;
    fc_status status = read_text(&text, fact, key, place, err);

    if (status != FC_OK) {
        return status;
    }
    if (fc_date_parse(out, text, NULL) != FC_OK || out->year < FIRST_YEAR
        || out->year > LAST_YEAR) {
        return malformed(place, key, "no usable day", err);
    }
    return FC_OK;
}

static fc_status read_value(double *out, const json_t *fact,
                            const struct place *place, fc_error *err)
{
    const json_t *value = json_object_get(fact, "val");

    if (!json_is_number(value) || fabs(json_number_value(value)) > largest) {
        return malformed(place, "val", "no usable number", err);
    }
    *out = json_number_value(value);
    return FC_OK;
}

static fc_status read_fact(fc_sec_fact *out, const json_t *fact,
                           const struct place *place, fc_error *err)
{
    fc_date filed = {0};
    fc_status status = read_day(&out->end, fact, "end", place, err);

    if (status == FC_OK && json_object_get(fact, "start") != NULL) {
        status = read_day(&out->start, fact, "start", place, err);
    }
    if (status == FC_OK) {
        status = read_value(&out->value, fact, place, err);
    }
    if (status == FC_OK) {
        status = read_text(&out->accession, fact, "accn", place, err);
    }
    if (status == FC_OK) {
        status = read_text(&out->form, fact, "form", place, err);
    }
    if (status == FC_OK) {
        status = read_day(&filed, fact, "filed", place, err);
    }
    if (status == FC_OK) {
        status = read_text(&out->filed, fact, "filed", place, err);
    }
    out->concept = place->concept;
    return status;
}

/* The facts of concept @p name, if there are any in dollars. */
static fc_status read_concept(fc_sec_facts *facts, const json_t *gaap,
                              const char *name, fc_error *err)
{
    const json_t *units = json_object_get(json_object_get(gaap, name), "units");
    const json_t *list = json_object_get(units, "USD");
    struct fc_sec_concept *concept = &facts->concepts[facts->count];
    size_t count = json_array_size(list);
    struct place place = {.facts = facts, .concept = name};

    if (count == 0 || fc_sec_facts_find(facts, name) != NULL) {
        return FC_OK;
    }
    concept->facts = fc_calloc(count, sizeof *concept->facts);
    if (concept->facts == NULL) {
        return out_of_memory(err);
    }
    concept->name = name;
    facts->count++;
    for (size_t i = 0; i < count; i++) {
        fc_status status = FC_OK;

        place.number = i + 1;
        status = read_fact(&concept->facts[i], json_array_get(list, i), &place,
                           err);
        if (status != FC_OK) {
            return status;
        }
        concept->count++;
    }
    return FC_OK;
}

static fc_status read_concepts(fc_sec_facts *facts, const json_t *gaap,
                               fc_error *err)
{
    fc_status status = FC_OK;

    facts->concepts = fc_calloc(fc_sec_rule_count() * FC_SEC_CONCEPT_CAPACITY,
                                sizeof *facts->concepts);
    if (facts->concepts == NULL) {
        return out_of_memory(err);
    }
    for (size_t i = 0; i < fc_sec_rule_count(); i++) {
        const char *const *names = fc_sec_rule_at(i)->concepts;

        for (; *names != NULL && status == FC_OK; names++) {
            status = read_concept(facts, gaap, *names, err);
        }
    }
    if (status == FC_OK && facts->count == 0) {
        return FC_FAIL_AT(err, FC_ERR_DATA, facts->source, 0, 0,
                          "there are no facts in US dollars of a concept that "
                          "is known here; docs/sec-import.md lists them");
    }
    return status;
}

static fc_status read_root(fc_sec_facts *facts, fc_error *err)
{
    const json_t *cik = json_object_get(facts->root, "cik");
    const json_t *all = json_object_get(facts->root, "facts");
    const json_t *gaap = json_object_get(all, "us-gaap");

    facts->cik = json_is_string(cik) ? strtoll(json_string_value(cik), NULL, 10)
                                     : (long long)json_integer_value(cik);
    facts->entity = json_string_value(
        json_object_get(facts->root, "entityName"));
    if (facts->cik <= 0 || facts->entity == NULL || !json_is_object(all)) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, facts->source, 0, 0,
                          "this is JSON, but not the company facts of the SEC "
                          "(cik, entityName, facts); get the file again");
    }
    if (!json_is_object(gaap)) {
        return FC_FAIL_AT(err, FC_ERR_DATA, facts->source, 0, 0,
                          "the company reports no facts by us-gaap, the only "
                          "names of concepts known here");
    }
    return read_concepts(facts, gaap, err);
}

static fc_status read_json(fc_sec_facts *facts, const char *text, size_t size,
                           fc_error *err)
{
    json_error_t why = {0};

    facts->root = json_loadb(text, size, 0, &why);
    if (facts->root == NULL
        && json_error_code(&why) == json_error_out_of_memory) {
        return out_of_memory(err);
    }
    if (facts->root == NULL) {
        return FC_FAIL_AT(err, FC_ERR_FORMAT, facts->source,
                          why.line > 0 ? (size_t)why.line : 0,
                          why.column > 0 ? (size_t)why.column : 0,
                          "this is no JSON: %.160s; get the file again",
                          why.text);
    }
    return read_root(facts, err);
}

fc_status fc_sec_facts_parse(fc_sec_facts **out, const char *text, size_t size,
                             const char *source, fc_error *err)
{
    fc_sec_facts *facts = fc_calloc(1, sizeof *facts);
    fc_status status = FC_OK;

    *out = NULL;
    if (facts == NULL) {
        return out_of_memory(err);
    }
    fc_digest_sha256(facts->sha256, text, size);
    facts->source = fc_text_copy(source);
    status = facts->source != NULL ? read_json(facts, text, size, err)
                                   : out_of_memory(err);
    if (status != FC_OK) {
        fc_sec_facts_free(facts);
        return status;
    }
    *out = facts;
    return FC_OK;
}

fc_status fc_sec_facts_read(fc_sec_facts **out, const char *path, fc_error *err)
{
    fc_bytes bytes = {0};
    fc_status status = fc_file_read(&bytes, path, err);

    *out = NULL;
    if (status == FC_OK) {
        const char *source = strcmp(path, "-") == 0 ? "<stdin>" : path;

        status = fc_sec_facts_parse(out, bytes.data != NULL ? bytes.data : "",
                                    bytes.size, source, err);
    }
    fc_bytes_release(&bytes);
    return status;
}

long long fc_sec_facts_cik(const fc_sec_facts *facts)
{
    return facts->cik;
}

const char *fc_sec_facts_entity(const fc_sec_facts *facts)
{
    return facts->entity;
}

const char *fc_sec_facts_source(const fc_sec_facts *facts)
{
    return facts->source;
}

const char *fc_sec_facts_sha256(const fc_sec_facts *facts)
{
    return facts->sha256;
}

const struct fc_sec_concept *fc_sec_facts_find(const fc_sec_facts *facts,
                                               const char *name)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (strcmp(facts->concepts[i].name, name) == 0) {
            return &facts->concepts[i];
        }
    }
    return NULL;
}
