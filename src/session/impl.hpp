// What stands behind linchpin::Session.
#pragma once

#include <atomic>
#include <optional>

#include "session/answers.hpp"
#include "session/state.hpp"

namespace linchpin {

struct Session::Impl {
  std::unique_ptr<session::State> state = std::make_unique<session::State>();
  Limits limits;
  std::atomic<bool> interrupted{false};
  engine::Budget budget;
  std::function<void(const Progress&)> on_progress;
  Diagnostics diagnostics;  // of the last call
  std::vector<Message> messages;
  std::optional<knowledge::Module>
      earlier;  // to go back to as soon as memory suffices, after a text that failed midway
  double load_seconds = 0, evaluate_seconds = 0;
  std::uint64_t derivations = 0;
  bool accepted = false;      // whether what the last call was given is stated
  FileId first_new_file = 0;  // of the texts of the running load

  enum class Use : std::uint8_t { run, check, check_base };

  // Runs a call. Where memory runs out in it beside an evaluation, that is its error.
  template <class Call>
  Status within_memory(Call&& call) {
    try {
      settle();
      return call();
    } catch (const std::bad_alloc&) {
      diagnostics = {};
      session::report_full(diagnostics);
      return finish(Status::limit);
    }
  }
  // Takes in what a call gives. Where it does not, the values that came with it go as well: what ran into a limit would
  // else stay in the way of all that comes.
  template <class Call>
  Status take_values(Call&& call) {
    accepted = false;
    const session::Attempt attempt([&, mark = state->pool.mark(), bytes = state->pool.bytes()] {
      if (!accepted) drop_values(mark, bytes);
    });
    return within_memory(std::forward<Call>(call));
  }
  void drop_values(const Pool::Mark& mark, std::size_t bytes_before);
  // Takes over what another one has loaded.
  void adopt(Impl& fresh);
  // Puts back what a failed call could not, for want of memory. Throws std::bad_alloc where there is none still.
  void settle();
  void begin();
  Status finish(Status status);
  void tell();  // the messages of the diagnostics so far
  // Files, or with `text` (which is moved from) one text of the name paths[0].
  Status load(const std::vector<std::string>& paths, std::string* text, const OnAnswer& on_answer, Use use = Use::run) {
    return take_values([&] { return take_in(paths, text, on_answer, use); });
  }
  Status take_in(const std::vector<std::string>& paths, std::string* text, const OnAnswer& on_answer, Use use);
  Status read_script(const std::function<void(session::ScriptReader&)>& read, std::vector<session::Segment>& segments);
  // Only the reading of files: false, with messages, where something can't be read.
  Status read(const std::vector<std::string>& paths, std::vector<session::Segment>& segments);
  Status check(std::vector<session::Segment>&& segments, const std::string& first_path, bool in_scenarios);
  Status run(std::vector<session::Segment>&& segments, const OnAnswer& on_answer);
  Status run_all(std::vector<session::Segment>& segments, const OnAnswer& on_answer, bool& changed);
  void check_rest(std::vector<session::Segment>&& segments);
  void keep(const Diagnostics& found);
  Answer answer(const session::Asked& asked, session::AnswerRows* rows = nullptr);
  Answer ask(std::string_view question, session::AnswerRows* rows);
  Answer asked(std::string_view question, session::AnswerRows* rows);
  std::optional<knowledge::Module> take(const Facts& facts);
};

}  // namespace linchpin
