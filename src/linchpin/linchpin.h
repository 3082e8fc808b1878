/* Linchpin from C, and from whatever can call C.
 *
 *   linchpin_session *session = linchpin_open();
 *   const char *files[] = {"kb/east-asia/main.kb"};
 *   if (linchpin_load(session, files, 1) != LINCHPIN_OK) fputs(linchpin_messages(session), stderr);
 *   linchpin_rows *rows = linchpin_ask(session, "depends_on(X, china, R)?");
 *   while (linchpin_next(rows)) puts(linchpin_text(rows, 0, NULL));
 *   linchpin_free_rows(rows);
 *   linchpin_close(session);
 *
 * All texts are UTF-8. Texts that come back end with a zero byte and live until the next call with the same object, or
 * its end; where a `size` is asked for, it is the number of bytes before that. A null session, rows or facts, as they
 * come where memory has run out, can be passed on: calls with them do nothing and give LINCHPIN_ERROR, 0 or an empty
 * text. An object is used from one thread at a time, and any number of them at once; linchpin_interrupt may be called
 * from any thread, or a signal handler. */
#ifndef LINCHPIN_LINCHPIN_H
#define LINCHPIN_LINCHPIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct linchpin_session linchpin_session;
typedef struct linchpin_rows linchpin_rows;
typedef struct linchpin_facts linchpin_facts;

typedef enum { LINCHPIN_OK, LINCHPIN_ERROR, LINCHPIN_LIMIT, LINCHPIN_INTERRUPTED } linchpin_status;
/* LINCHPIN_NO_TRUTH: of a question that has variables, or is no question of facts. */
typedef enum {
  LINCHPIN_NO_TRUTH,
  LINCHPIN_YES,
  LINCHPIN_DENIED,
  LINCHPIN_BOTH,
  LINCHPIN_NOT_STATED,
  LINCHPIN_UNDECIDED
} linchpin_truth;
typedef enum {
  LINCHPIN_INTEGER,
  LINCHPIN_DECIMAL,
  LINCHPIN_DATE,
  LINCHPIN_NAME,
  LINCHPIN_STRING,
  LINCHPIN_TERM
} linchpin_kind;

/* "0.1.0" */
const char* linchpin_version(void);

/* ---- sessions */

linchpin_session* linchpin_open(void);
void linchpin_close(linchpin_session* session);

/* On one statement, question or load; zero: no limit. Threads: zero for as many as there are processors, at most 8. */
void linchpin_set_limits(linchpin_session* session, double seconds, uint64_t bytes, uint64_t tuples, unsigned threads);
/* A directory that paths in .kb files may lead into, beside those of the files given. */
void linchpin_allow_path(linchpin_session* session, const char* directory);
void linchpin_interrupt(linchpin_session* session); /* where no call runs, the next is interrupted */
void linchpin_clear_interrupt(linchpin_session* session);

/* Files with all they include, as one text: where there is an error nothing of them stays. */
linchpin_status linchpin_load(linchpin_session* session, const char* const* files, size_t count);
/* Statements, as a file of that name would hold them. */
linchpin_status linchpin_state(linchpin_session* session, const char* name, const char* text);
linchpin_status linchpin_reload(linchpin_session* session);
/* What the last call said, as it is shown to people, and as JSON: {"status", "error": [...], "warning": [...]}. */
const char* linchpin_messages(linchpin_session* session);
const char* linchpin_messages_json(linchpin_session* session);

/* ---- questions */

/* The answer with all there is to it, proofs and what is missing too, as one object of JSON: docs/language.md has its
 * parts. Where the question has an error, its "status" says so. */
const char* linchpin_ask_json(linchpin_session* session, const char* question);

/* The rows of the answer, where they are. linchpin_answer_status tells whether there was an error. */
linchpin_rows* linchpin_ask(linchpin_session* session, const char* question);
void linchpin_free_rows(linchpin_rows* rows);
linchpin_status linchpin_answer_status(const linchpin_rows* rows);
linchpin_truth linchpin_answer_truth(const linchpin_rows* rows);
size_t linchpin_row_count(const linchpin_rows* rows);
size_t linchpin_column_count(const linchpin_rows* rows);
const char* linchpin_column(linchpin_rows* rows, size_t column); /* the variable's name */
int linchpin_next(linchpin_rows* rows); /* to the next row, at first to the first one; 0 behind the last */

/* Of the current row; 0 or an empty text where there is none, or no such column. */
linchpin_kind linchpin_kind_of(const linchpin_rows* rows, size_t column);
int64_t linchpin_integer(const linchpin_rows* rows, size_t column); /* of an integer, else 0 */
double linchpin_number(const linchpin_rows* rows, size_t column);   /* of integers and decimals, else 0 */
/* Of all kinds: names and strings without quotes, the rest as the language writes it. */
const char* linchpin_text(linchpin_rows* rows, size_t column, size_t* size);
const char* linchpin_level(linchpin_rows* rows);

/* ---- facts, many at once */

linchpin_facts* linchpin_new_facts(void);
void linchpin_free_facts(linchpin_facts* facts);
/* A fact: its predicate (`-p` denies), a value for each argument, its end. */
void linchpin_begin_fact(linchpin_facts* facts, const char* predicate);
void linchpin_put_integer(linchpin_facts* facts, int64_t value);
void linchpin_put_decimal(linchpin_facts* facts, double value);
void linchpin_put_string(linchpin_facts* facts, const char* text, size_t size);
void linchpin_put_name(linchpin_facts* facts, const char* text);
void linchpin_put_date(linchpin_facts* facts, const char* text); /* 2024-06-19 */
void linchpin_put_term(linchpin_facts* facts, const char* text); /* as the language writes it */
void linchpin_end_fact(linchpin_facts* facts);
size_t linchpin_fact_count(const linchpin_facts* facts);
/* All of them, or none where there is an error. The facts stay, and can be given again. */
linchpin_status linchpin_add_facts(linchpin_session* session, const linchpin_facts* facts);
linchpin_status linchpin_retract_facts(linchpin_session* session, const linchpin_facts* facts);

#ifdef __cplusplus
}
#endif

#endif
