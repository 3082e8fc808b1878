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
  double load_seconds = 0, evaluate_seconds = 0;
  std::uint64_t derivations = 0;
  bool accepted = false;      // whether what the last call was given is stated
  FileId first_new_file = 0;  // of the texts of the running load

  enum class Use : std::uint8_t { run, check, check_base };

  // Takes over what another one has loaded.
  void adopt(Impl& fresh);
  void begin();
  Status finish(Status status);
  void tell();  // the messages of the diagnostics so far
  // Files, or with `text` (which is moved from) one text of the name paths[0].
  Status load(const std::vector<std::string>& paths, std::string* text, const OnAnswer& on_answer, Use use = Use::run);
  // Only the reading of files: false, with messages, where something can't be read.
  Status read(const std::vector<std::string>& paths, std::vector<session::Segment>& segments);
  Status check(std::vector<session::Segment>&& segments, const std::string& first_path, bool in_scenarios);
  Status run(std::vector<session::Segment>&& segments, const OnAnswer& on_answer);
  void check_rest(std::vector<session::Segment>&& segments);
  void keep(const Diagnostics& found);
  Answer answer(const session::Asked& asked, session::AnswerRows* rows = nullptr);
  Answer ask(std::string_view question, session::AnswerRows* rows);
  std::optional<knowledge::Module> take(const Facts& facts);
};

}  // namespace linchpin
