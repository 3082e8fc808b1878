// Large texts, parsed by several threads.
//
// A piece goes from where a statement likely begins to where the next piece does. What it states, up to a statement
// that has to be taken in its turn, is collected in a module and a pool of its own; piece by piece, in the order of the
// text, the script's own take them over. So nothing depends on the number of threads. Where the guess was wrong, the
// place is parsed again from where a statement does begin; from the first piece on in which anything else is wrong, the
// rest of the text is parsed in one go.
#include <memory>
#include <optional>
#include <vector>

#include "io/conveyor.hpp"
#include "session/script.hpp"

namespace linchpin::session {
namespace {

struct Piece {
  struct Run {
    knowledge::Module module;
    std::unique_ptr<Pool> pool = std::make_unique<Pool>();
    std::optional<syntax::Statement> then;
  };
  std::uint32_t begin = 0;
  std::uint32_t until = 0;
  std::optional<std::uint32_t> end;  // none: something is wrong in it
  std::vector<Run> runs;

  void parse(std::string_view text, FileId file) {
    runs.clear();
    runs.emplace_back();
    const syntax::Sinks sinks{[this](syntax::Statement&& statement) {
                                Run& run = runs.back();
                                if (has_turn(statement)) {
                                  run.then = std::move(statement);
                                  runs.emplace_back();
                                } else {
                                  run.module.add(std::move(statement), *run.pool);
                                }
                                return true;
                              },
                              [this](const syntax::PlainFact& fact) {
                                runs.back().module.add(fact, *runs.back().pool);
                                return true;
                              }};
    end = syntax::parse_sound(text, file, begin, until, sinks);
  }

 private:
  // Whether it does something else than to state something.
  static bool has_turn(const syntax::Statement& statement) {
    return std::holds_alternative<syntax::Question>(statement.body) ||
           std::holds_alternative<syntax::Retract>(statement.body) ||
           std::holds_alternative<syntax::Include>(statement.body) ||
           std::holds_alternative<syntax::Import>(statement.body) ||
           std::holds_alternative<syntax::Export>(statement.body);
  }
};

}  // namespace

void ScriptReader::parse_pieces(FileId file, const std::string& directory) {
  const std::string_view text = sources_.text(file);  // stays where it is while `include` adds others
  const auto size = static_cast<std::uint32_t>(text.size());
  std::uint32_t next = 0;  // where the next piece begins
  std::uint32_t at = 0;    // where the next statement begins that is not taken yet
  bool sound = true;

  io::Conveyor<Piece>::Stages stages;
  stages.begin = [&](Piece& piece) {
    piece.begin = next;
    piece.until = next = size - next <= piece_bytes ? size : syntax::likely_statement(text, next + piece_bytes);
    return next != size;
  };
  stages.work = [&](Piece& piece) { piece.parse(text, file); };
  stages.finish = [&](Piece& piece) {
    if (!keep_reading_()) stopped_ = true;
    if (stopped_) return false;
    if (piece.begin != at) {
      if (piece.until <= at) return true;
      piece.begin = at;
      piece.parse(text, file);
    }
    if (!piece.end) {
      sound = false;
      return false;
    }
    at = *piece.end;
    for (Piece::Run& run : piece.runs) {
      if (!run.module.empty()) {
        run.module.translate(pool_.absorb(*run.pool));
        segment().module.append(std::move(run.module));
      }
      if (run.then) take(*std::move(run.then), directory);
      if (stopped_) return false;
    }
    piece.runs.clear();
    return true;
  };
  io::Conveyor<Piece>(std::move(stages)).run(threads != 0 ? threads : io::usual_threads());
  if (!sound) syntax::parse(sources_, file, diagnostics_, sinks(directory), at);
}

}  // namespace linchpin::session
