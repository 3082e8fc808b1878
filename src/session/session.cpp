#include <fmt/core.h>

#include <chrono>
#include <iterator>

#include "io/conveyor.hpp"
#include "io/paths.hpp"
#include "linchpin.hpp"
#include "session/answers.hpp"
#include "session/impl.hpp"
#include "session/locks.hpp"
#include "session/strays.hpp"
#include "session/supposed.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin {

using session::Asked;
using session::Segment;

Completeness completeness(std::string_view text) {
  switch (syntax::completeness(text)) {
    case syntax::Completeness::empty:
      return Completeness::empty;
    case syntax::Completeness::complete:
      return Completeness::complete;
    case syntax::Completeness::unterminated:
      return Completeness::unterminated;
    case syntax::Completeness::open:
      return Completeness::open;
  }
  return Completeness::complete;
}

// ---- one call: a budget, a clock, and the messages it leaves

void Session::Impl::begin() {
  accepted = false;
  diagnostics = {};
  budget.seconds = limits.seconds;
  budget.bytes = limits.bytes;
  budget.tuples = limits.tuples;
  budget.threads = limits.threads != 0 ? limits.threads : io::usual_threads();
  budget.interrupt = &interrupted;
  budget.memory = [this] { return state->bytes(); };
  budget.progress = nullptr;
  if (on_progress) {
    using Clock = std::chrono::steady_clock;
    budget.progress = [this, started = Clock::now(), next = 1.0](const analysis::Rule* rule,
                                                                 std::uint64_t rows) mutable {
      const double seconds = std::chrono::duration<double>(Clock::now() - started).count();
      if (seconds < next) return;
      next = seconds + 0.1;
      const bool is_stated = rule != nullptr && rule->head < state->signatures.size();
      const std::string name = is_stated ? knowledge::print(state->signatures[rule->head]) : std::string();
      on_progress({seconds, rows, name.find(' ') == std::string::npos ? name : std::string()});  // else made for a part
    };
  }
  budget.start();
}

namespace {

template <class Placed>
void place(const SourceMap& sources, Span span, Placed& out) {
  const Position begin = sources.position(span.file, span.begin);
  const Position end = sources.position(span.file, span.end);
  out.file = sources.name(span.file);
  out.line = begin.line;
  out.column = begin.column;
  out.end_line = end.line;
  out.end_column = end.column;
}

}  // namespace

void Session::Impl::settle() {
  if (state->engine.whole() && !earlier) return;
  Diagnostics unsaid;
  engine::Budget free;
  if (state->mend(free, unsaid) != Status::ok) throw std::bad_alloc();
  if (!earlier) return;
  knowledge::Module module = *earlier;
  if (state->restore(std::move(module), free, unsaid) != Status::ok) throw std::bad_alloc();
  earlier.reset();
}

// Gives back the values that came since, if they are many.
void Session::Impl::drop_values(const Pool::Mark& mark, std::size_t bytes_before) {
  constexpr std::size_t kMany = std::size_t{1} << 20;  // bytes
  if (earlier || !state->engine.whole() || state->pool.bytes() < bytes_before + kMany) return;
  state->suppositions.clear();  // they may have some
  state->pool.rollback(mark);
}

Status Session::Impl::finish(Status status) {
  interrupted = false;
  tell();
  return status;
}

void Session::Impl::tell() {
  messages.clear();
  diagnostics.narrow(state->sources);
  for (const Diagnostic& d : diagnostics.all()) {
    Message m;
    m.error = d.severity == Severity::error;
    m.code = d.code;
    m.text = d.message;
    m.hint = d.hint;
    m.replacement = d.replacement;
    if (d.placed) place(state->sources, d.span, m);
    for (const Note& note : d.notes) {
      Message::Note& told = m.notes.emplace_back();
      place(state->sources, note.span, told);
      told.text = note.text;
    }
    m.rendered = render(d, state->sources);
    messages.push_back(std::move(m));
  }
}

namespace {

// The worse of two: an interrupt or limit tells more than an error.
Status worse(Status a, Status b) { return std::max(a, b); }

}  // namespace

Answer Session::Impl::answer(const Asked& asked, session::AnswerRows* rows) {
  const std::size_t errors = diagnostics.errors();
  budget.start("while answering");
  const double before = state->complete_seconds;
  const Pool::Mark mark = state->pool.mark();
  const std::size_t bytes = state->pool.bytes();
  Answer out = session::answer(*state, asked.question, budget, diagnostics, rows);
  evaluate_seconds += state->complete_seconds - before;
  const bool evaluated = state->complete_seconds != before;  // what was put off, which then has new values
  if (out.status != Status::ok && !evaluated) drop_values(mark, bytes);
  if (diagnostics.errors() != errors && out.status == Status::ok) out.status = Status::error;
  out.question = std::string(state->sources.text(asked.span));
  out.file = state->sources.name(asked.span.file);
  out.line = state->sources.position(asked.span.file, asked.span.begin).line;
  return out;
}

// Analysis looks at all that is stated: warnings of what was loaded before have been shown then.
void Session::Impl::keep(const Diagnostics& found) {
  for (const Diagnostic& d : found.all()) {
    if (d.severity == Severity::error || !d.placed || d.span.file >= first_new_file) diagnostics.add(d);
  }
}

Status Session::Impl::run(std::vector<Segment>&& segments, const OnAnswer& on_answer) {
  std::optional<knowledge::Module> before;  // where a later part may fail when an earlier one is stated
  bool changed = false;
  accepted = segments.empty();
  const bool in_parts = segments.size() > 1 || (!segments.empty() && !segments.front().retractions.empty());
  if (in_parts) before = state->module;
  const session::Attempt attempt([&] {
    if (accepted || !before || !changed) return;
    earlier = std::move(before);
    try {
      settle();
    } catch (const std::bad_alloc&) {  // the next call does
    }
  });
  return session::State::guarded_steps([&] { return run_all(segments, on_answer, changed); }, diagnostics);
}

// One after another, until one fails; then `accepted` is false.
Status Session::Impl::run_all(std::vector<Segment>& segments, const OnAnswer& on_answer, bool& changed) {
  Status status = Status::ok;
  for (Segment& segment : segments) {
    const bool is_last = &segment == &segments.back();
    const auto started = std::chrono::steady_clock::now();
    const double imports_before = state->import_seconds;
    Diagnostics found;
    const Status added = state->add(std::move(segment.module), budget, found);
    changed = changed || added == Status::ok;
    accepted = added == Status::ok && is_last && segment.retractions.empty();
    keep(found);
    const double import_seconds = state->import_seconds - imports_before;
    load_seconds += import_seconds;
    evaluate_seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count() - import_seconds;
    if (added != Status::ok) return worse(status, added);
    Diagnostics after;
    state->report_constraints(after);
    for (const Diagnostic& d : after.all()) diagnostics.add(d);
    if (!after.ok()) status = worse(status, Status::error);
    for (const Asked& asked : segment.questions) {
      if (!on_answer) {
        session::check(*state, *state->program, asked.question, diagnostics);
        if (!diagnostics.ok()) status = worse(status, Status::error);
        continue;
      }
      const Answer given = answer(asked);
      status = worse(status, given.status);
      if (given.status != Status::ok) tell();  // so that on_answer can look at the messages
      on_answer(given);
      if (given.status == Status::interrupted) return status;
    }
    if (!segment.retractions.empty()) {
      Diagnostics errors;
      const Status taken = state->retract(segment.retractions, budget, errors);
      keep(errors);
      if (taken != Status::ok) return worse(status, taken);
      accepted = is_last;
    }
  }
  if (on_answer) {
    const std::size_t errors = diagnostics.errors();
    state->write_exports(diagnostics);
    if (diagnostics.errors() != errors) status = worse(status, Status::error);
  }
  return status;
}

Status Session::Impl::read_script(const std::function<void(session::ScriptReader&)>& read,
                                  std::vector<Segment>& segments) {
  session::ScriptReader reader(state->sources, state->pool, state->paths, diagnostics, [this] {
    budget.check(nullptr, 0);
    budget.ask(0);  // what is read between two looks is large
    return true;
  });
  budget.memory = [&] { return state->bytes() + reader.bytes(); };
  const RoomWatch watch = budget.watch();
  const Status status = state->guarded(
      [&] {
        read(reader);
        segments = reader.take();
      },
      diagnostics);
  budget.memory = [this] { return state->bytes(); };
  return status == Status::ok && !diagnostics.ok() ? Status::error : status;
}

Status Session::Impl::read(const std::vector<std::string>& paths, std::vector<Segment>& segments) {
  begin();
  session::Paths before = state->paths;
  const Status status = read_script([&](session::ScriptReader& reader) { reader.files(paths); }, segments);
  state->paths = std::move(before);
  return status;
}

Status Session::Impl::take_in(const std::vector<std::string>& paths, std::string* text, const OnAnswer& on_answer,
                              Use use) {
  begin();
  const auto started = std::chrono::steady_clock::now();
  evaluate_seconds = 0;
  const std::uint64_t derivations_before = state->engine.derivations();
  session::Paths before = state->paths;
  first_new_file = static_cast<FileId>(state->sources.size());
  std::vector<Segment> segments;
  Status status = read_script(
      [&](session::ScriptReader& reader) {
        if (text != nullptr) {
          reader.typed(paths.front(), std::move(*text));
        } else {
          reader.files(paths);
        }
      },
      segments);
  load_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  status = session::State::guarded_steps(
      [&, read = status] {
        if (read != Status::ok) {
          check_rest(std::move(segments));
          return read;
        }
        return use == Use::run ? run(std::move(segments), on_answer)
                               : check(std::move(segments), paths.front(), use == Use::check);
      },
      diagnostics);
  derivations = state->engine.derivations() - derivations_before;
  if (accepted) {
    if (text == nullptr) state->paths.loaded.insert(state->paths.loaded.end(), paths.begin(), paths.end());
  } else {
    state->paths = std::move(before);
  }
  return finish(status);
}

// What can be said without evaluating anything, so that it ends whatever the rules are.
Status Session::Impl::check(std::vector<Segment>&& segments, const std::string& first_path, bool in_scenarios) {
  Diagnostics found;
  std::vector<Asked> questions;
  const session::Attempt attempt([&, mark = state->module.mark()] { state->module.rollback(mark); });
  for (Segment& segment : segments) {
    state->module.append(std::move(segment.module));
    std::move(segment.questions.begin(), segment.questions.end(), std::back_inserter(questions));
  }
  const analysis::Program program =
      analysis::analyse(state->module, state->signatures, state->pool, found,
                        analysis::Options{.strict = state->strict, .list_speakers = true});
  std::vector<const syntax::Question*> asked_for;
  for (const Asked& asked : questions) asked_for.push_back(&asked.question);
  if (found.ok()) session::warn_of_strays(*state, asked_for, found);
  keep(found);
  if (found.ok() && in_scenarios) session::check_scenarios(*state, program, diagnostics);
  session::check_places(state->module, first_path, diagnostics);
  for (const Asked& asked : questions) {
    if (found.ok()) session::check(*state, program, asked.question, diagnostics);
  }
  return diagnostics.ok() ? Status::ok : Status::error;
}

// A text with errors of syntax: the errors that analysis finds in the rest are shown with them.
void Session::Impl::check_rest(std::vector<Segment>&& segments) {
  if (diagnostics.ok()) return;
  Diagnostics found;
  const session::Attempt attempt([&, mark = state->module.mark()] { state->module.rollback(mark); });
  for (Segment& segment : segments) state->module.append(std::move(segment.module));
  analysis::analyse(state->module, state->signatures, state->pool, found, {});
  // What a statement with an error would have declared is missing: only errors that don't hang on names. And one cause
  // gives one message: not a second one in the same line.
  constexpr std::uint16_t kFirstOfSafety = 200;
  const auto line_of = [&](const Diagnostic& d) {
    return std::pair(d.span.file, state->sources.position(d.span.file, d.span.begin).line);
  };
  std::set<std::pair<FileId, std::uint32_t>> lines;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.placed) lines.insert(line_of(d));
  }
  for (const Diagnostic& d : found.all()) {
    if (d.severity == Severity::error && d.code >= kFirstOfSafety && !lines.contains(line_of(d))) diagnostics.add(d);
  }
}

void Session::Impl::adopt(Impl& fresh) {
  state.swap(fresh.state);
  diagnostics = std::move(fresh.diagnostics);
  messages = std::move(fresh.messages);
  load_seconds = fresh.load_seconds;
  evaluate_seconds = fresh.evaluate_seconds;
  derivations = fresh.derivations;
  accepted = fresh.accepted;
}

// ---- the public face

Session::Session() : impl_(std::make_unique<Impl>()) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::set_limits(const Limits& limits) { impl_->limits = limits; }
void Session::set_strict(bool strict) { impl_->state->strict = strict; }
void Session::on_progress(std::function<void(const Progress&)> callback) { impl_->on_progress = std::move(callback); }
void Session::interrupt() noexcept { impl_->interrupted.store(true, std::memory_order_relaxed); }

void Session::clear_interrupt() noexcept { impl_->interrupted.store(false, std::memory_order_relaxed); }

void Session::allow_path(std::string directory) { impl_->state->paths.allowed.push_back(std::move(directory)); }

Status Session::load(const std::vector<std::string>& paths, const OnAnswer& on_answer) {
  return impl_->load(paths, nullptr, on_answer);
}

Status Session::load_text(std::string name, std::string text, const OnAnswer& on_answer) {
  impl_->accepted = false;  // even where memory does not last for what comes
  return impl_->load({std::move(name)}, &text, on_answer);
}

Status Session::check(const std::vector<std::string>& paths, bool in_scenarios) {
  return impl_->load(paths, nullptr, {}, in_scenarios ? Impl::Use::check : Impl::Use::check_base);
}

Status Session::reload(const OnAnswer& on_answer) {
  auto fresh = std::make_unique<Impl>();
  fresh->limits = impl_->limits;
  fresh->on_progress = impl_->on_progress;
  fresh->state->paths.allowed = impl_->state->paths.allowed;
  fresh->state->paths.texts = impl_->state->paths.texts;
  fresh->state->strict = impl_->state->strict;
  const std::vector<std::string> paths = impl_->state->paths.loaded;
  const Status status = fresh->load(paths, nullptr, on_answer);
  if (fresh->accepted) {
    impl_->adopt(*fresh);
  } else {
    impl_->messages = std::move(fresh->messages);
  }
  return status;
}

bool Session::accepted() const { return impl_->accepted; }

const std::vector<std::string>& Session::loaded() const { return impl_->state->paths.loaded; }

Answer Session::Impl::ask(std::string_view question, session::AnswerRows* rows) {
  Answer out;
  out.status = within_memory([&] {
    out = asked(question, rows);
    return out.status;
  });
  if (out.question.empty()) out.question = std::string(question);
  return out;
}

Answer Session::Impl::asked(std::string_view question, session::AnswerRows* rows) {
  begin();
  std::string text(question);
  if (syntax::completeness(text) == syntax::Completeness::unterminated) text += "?";
  const FileId file = state->sources.add("<question>", std::move(text));
  const auto statements = syntax::parse(state->sources, file, diagnostics);
  Answer out;
  out.status = Status::error;
  const auto* given = statements.size() == 1 ? std::get_if<syntax::Question>(&statements[0].body) : nullptr;
  if (diagnostics.ok() && given == nullptr) {
    constexpr std::uint16_t kNotAQuestion = 451;
    const auto size = static_cast<std::uint32_t>(state->sources.text(file).size());
    diagnostics.error(kNotAQuestion, {file, 0, size}, "this is not one question",
                      "a question ends with `?`, as in `depends_on(X, china, R)?`");
  } else if (diagnostics.ok()) {
    out = answer({*given, statements[0].span}, rows);
  }
  finish(out.status);
  return out;
}

Answer Session::ask(std::string_view question) { return impl_->ask(question, nullptr); }

void Session::set_text(const std::string& path, std::optional<std::string> text) {
  auto& texts = impl_->state->paths.texts;
  if (text) {
    texts[io::resolve(path)] = std::make_shared<const std::string>(*std::move(text));
  } else {
    texts.erase(io::resolve(path));
  }
}

const std::vector<Message>& Session::messages() const { return impl_->messages; }

std::string Session::rendered_messages(bool colour) const {
  std::string out;
  if (!colour) {
    for (const Message& m : impl_->messages) out += m.rendered;
    return out;
  }
  for (const Diagnostic& d : impl_->diagnostics.all()) out += render(d, impl_->state->sources, true);
  return out;
}

Stats Session::stats() const {
  Stats out;
  out.load_seconds = impl_->load_seconds;
  out.evaluate_seconds = impl_->evaluate_seconds;
  out.tuples = impl_->state->engine.tuples();
  out.derivations = impl_->derivations;
  out.bytes = impl_->state->bytes();
  return out;
}

}  // namespace linchpin
