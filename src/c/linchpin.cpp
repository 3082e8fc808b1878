// The functions of linchpin.h. Nothing is thrown through them: where memory runs out, they fail.
#include "linchpin/linchpin.h"

#include <new>
#include <type_traits>

#include "json/json.hpp"
#include "json/plain_text.hpp"
#include "linchpin.hpp"

struct linchpin_session {
  linchpin::Session session;
  linchpin::Status status = linchpin::Status::ok;  // of the last call
  std::string text;                                // that was given out last
};

struct linchpin_rows {
  linchpin::Answer answer;
  linchpin::Rows rows;
  bool is_on_row = false;
  std::string text;

  bool has(std::size_t column) const { return is_on_row && column < rows.columns(); }
};

struct linchpin_facts {
  linchpin::Facts facts;
};

namespace {

using namespace linchpin;

// What `run` gives; `otherwise` where there is no object, or no memory.
template <class Object, class Result, class Run>
Result guarded(Object* object, Result otherwise, const Run& run) noexcept {
  if (object == nullptr) return otherwise;
  try {
    return run(*object);
  } catch (const std::bad_alloc&) {
    return otherwise;
  }
}

template <class Object, class Run>
void guarded(Object* object, const Run& run) noexcept {
  guarded(object, 0, [&](Object& held) {
    run(held);
    return 0;
  });
}

template <class Run>
linchpin_status done(linchpin_session* session, const Run& run) noexcept {
  return guarded(session, LINCHPIN_ERROR, [&](linchpin_session& held) {
    held.status = run(held.session);
    return static_cast<linchpin_status>(held.status);
  });
}

template <class Object, class Run>
const char* given(Object* object, const Run& run) noexcept {
  return guarded(object, "", [&](Object& held) {
    held.text = run(held);
    return held.text.c_str();
  });
}

template <class Object>
Object* made() noexcept {
  try {
    return new Object;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

static_assert(static_cast<int>(Status::interrupted) == LINCHPIN_INTERRUPTED);
static_assert(static_cast<int>(Truth::undecided) == LINCHPIN_UNDECIDED);
static_assert(static_cast<int>(Rows::Kind::term) == LINCHPIN_TERM);

}  // namespace

const char* linchpin_version(void) { return kVersion.data(); }

linchpin_session* linchpin_open(void) { return made<linchpin_session>(); }
void linchpin_close(linchpin_session* session) { delete session; }

void linchpin_set_limits(linchpin_session* session, double seconds, uint64_t bytes, uint64_t tuples, unsigned threads) {
  guarded(session, [&](linchpin_session& held) { held.session.set_limits({seconds, bytes, tuples, threads}); });
}
void linchpin_allow_path(linchpin_session* session, const char* directory) {
  guarded(session, [&](linchpin_session& held) { held.session.allow_path(directory); });
}
void linchpin_interrupt(linchpin_session* session) {
  if (session != nullptr) session->session.interrupt();
}

void linchpin_clear_interrupt(linchpin_session* session) {
  if (session != nullptr) session->session.clear_interrupt();
}

linchpin_status linchpin_load(linchpin_session* session, const char* const* files, size_t count) {
  return done(session, [&](Session& held) { return held.load({files, files + count}); });
}
linchpin_status linchpin_state(linchpin_session* session, const char* name, const char* text) {
  return done(session, [&](Session& held) { return held.load_text(name, text); });
}
linchpin_status linchpin_reload(linchpin_session* session) {
  return done(session, [](Session& held) { return held.reload(); });
}
const char* linchpin_messages(linchpin_session* session) {
  return given(session, [](linchpin_session& held) { return held.session.rendered_messages(); });
}
const char* linchpin_messages_json(linchpin_session* session) {
  return given(session, [](linchpin_session& held) {
    return json::json_line(json::json_of(held.status, held.session.messages()));
  });
}

const char* linchpin_ask_json(linchpin_session* session, const char* question) {
  return given(session, [&](linchpin_session& held) {
    const Answer answer = held.session.ask(question);
    held.status = answer.status;
    return json::json_line(json::json_of(answer, held.session.messages()));
  });
}

linchpin_rows* linchpin_ask(linchpin_session* session, const char* question) {
  linchpin_rows* rows = session == nullptr ? nullptr : made<linchpin_rows>();
  const bool good = guarded(rows, false, [&](linchpin_rows& held) {
    held.answer = session->session.ask(question, held.rows);
    session->status = held.answer.status;
    return true;
  });
  if (good) return rows;
  delete rows;
  return nullptr;
}
void linchpin_free_rows(linchpin_rows* rows) { delete rows; }

linchpin_status linchpin_answer_status(const linchpin_rows* rows) {
  return rows == nullptr ? LINCHPIN_ERROR : static_cast<linchpin_status>(rows->answer.status);
}
linchpin_truth linchpin_answer_truth(const linchpin_rows* rows) {
  return rows == nullptr ? LINCHPIN_NO_TRUTH : static_cast<linchpin_truth>(rows->answer.truth);
}
size_t linchpin_row_count(const linchpin_rows* rows) { return rows == nullptr ? 0 : rows->rows.size(); }
size_t linchpin_column_count(const linchpin_rows* rows) { return rows == nullptr ? 0 : rows->answer.columns.size(); }
const char* linchpin_column(linchpin_rows* rows, size_t column) {
  return column < linchpin_column_count(rows) ? rows->answer.columns[column].c_str() : "";
}
int linchpin_next(linchpin_rows* rows) {
  if (rows == nullptr) return 0;
  rows->is_on_row = rows->rows.next();
  return rows->is_on_row ? 1 : 0;
}

linchpin_kind linchpin_kind_of(const linchpin_rows* rows, size_t column) {
  return rows != nullptr && rows->has(column) ? static_cast<linchpin_kind>(rows->rows.kind(column)) : LINCHPIN_INTEGER;
}
int64_t linchpin_integer(const linchpin_rows* rows, size_t column) {
  return linchpin_kind_of(rows, column) == LINCHPIN_INTEGER && rows != nullptr && rows->has(column)
             ? rows->rows.integer(column)
             : 0;
}
double linchpin_number(const linchpin_rows* rows, size_t column) {
  return linchpin_kind_of(rows, column) <= LINCHPIN_DECIMAL && rows != nullptr && rows->has(column)
             ? rows->rows.number(column)
             : 0;
}
const char* linchpin_text(linchpin_rows* rows, size_t column, size_t* size) {
  const char* text = given(rows, [&](linchpin_rows& held) {
    return held.has(column) ? json::plain_text(held.rows.datum(column)) : std::string();
  });
  if (size != nullptr) *size = rows == nullptr ? 0 : rows->text.size();
  return text;
}
const char* linchpin_level(linchpin_rows* rows) {
  return given(rows, [](linchpin_rows& held) { return std::string(held.is_on_row ? held.rows.level() : ""); });
}

linchpin_facts* linchpin_new_facts(void) { return made<linchpin_facts>(); }
void linchpin_free_facts(linchpin_facts* facts) { delete facts; }
void linchpin_begin_fact(linchpin_facts* facts, const char* predicate) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.begin(predicate); });
}
void linchpin_put_integer(linchpin_facts* facts, int64_t value) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(value); });
}
void linchpin_put_decimal(linchpin_facts* facts, double value) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(value); });
}
void linchpin_put_string(linchpin_facts* facts, const char* text, size_t size) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(std::string_view(text, size)); });
}
void linchpin_put_name(linchpin_facts* facts, const char* text) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(Name{text}); });
}
void linchpin_put_date(linchpin_facts* facts, const char* text) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(Date{text}); });
}
void linchpin_put_term(linchpin_facts* facts, const char* text) {
  guarded(facts, [&](linchpin_facts& held) { held.facts.put(TermText{text}); });
}
void linchpin_end_fact(linchpin_facts* facts) {
  guarded(facts, [](linchpin_facts& held) { held.facts.end(); });
}
size_t linchpin_fact_count(const linchpin_facts* facts) { return facts == nullptr ? 0 : facts->facts.size(); }

linchpin_status linchpin_add_facts(linchpin_session* session, const linchpin_facts* facts) {
  if (facts == nullptr) return LINCHPIN_ERROR;
  return done(session, [&](Session& held) { return held.add(facts->facts); });
}
linchpin_status linchpin_retract_facts(linchpin_session* session, const linchpin_facts* facts) {
  if (facts == nullptr) return LINCHPIN_ERROR;
  return done(session, [&](Session& held) { return held.retract(facts->facts); });
}
