// Programs through the whole engine, under limits: stated beside a few facts, with their questions answered and
// explained. Inputs are changed statement by statement and word by word, so that most of them are programs still.
#include <algorithm>
#include <random>
#include <vector>

#include "json/json.hpp"
#include "linchpin.hpp"
#include "shell/format.hpp"
#include "shell/typed.hpp"
#include "syntax/tokens.hpp"
#include "target.hpp"

using namespace linchpin;

namespace {

constexpr const char* kBase = "base(a, 1). base(b, 2). base(c, 3). reach(X, Y) :- base(X, _), base(Y, _).";

void look(Session& session, const Answer& answer) {
  shell::format_answer(answer, shell::Format::table, false, {}, 100, 80);
  shell::format_answer(answer, shell::Format::csv, false);
  json::json_line(json::json_of(answer, session.messages()));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  if (text.find(" to \"") != std::string::npos) return 0;  // a picture's file could be any
  Session session;
  session.set_limits({.seconds = 1, .bytes = std::uint64_t{256} << 20U, .tuples = 20'000, .threads = 2});
  fuzz::require(session.load_text("base", kBase) == Status::ok, "the base");
  const std::uint64_t before = session.stats().tuples;
  std::vector<std::string> questions;
  session.load_text("input", text, [&](const Answer& answer) {
    look(session, answer);
    if (questions.size() < 3) questions.push_back(answer.question);
  });
  if (!session.accepted()) {
    fuzz::require(session.stats().tuples == before, "after an error all is as it was");
    fuzz::require(!session.messages().empty(), "an error is told");
  }
  for (const std::string& question : questions) {
    for (const char* form : {"why ", "why not ", "linchpins of ", "requires "})
      look(session, session.ask(form + question));
  }
  look(session, session.ask("conflicts?"));
  session.listing("reach");
  session.print_stage("plan");
  return 0;
}

#ifdef LINCHPIN_FUZZ
namespace {

using Generator = std::minstd_rand;

std::size_t below(Generator& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view statement : shell::statements(text)) out.emplace_back(statement);
  return out;
}

struct Word {
  syntax::Token::Kind kind;
  std::size_t begin, end;
};

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  for (auto token = syntax::next_token(text, 0); token.kind != syntax::Token::Kind::end;
       token = syntax::next_token(text, token.end)) {
    out.push_back({token.kind, token.begin, token.end});
  }
  return out;
}

// Puts a word in the place of another one of its kind; of any, now and then.
std::string with_other_word(const std::string& text, Generator& random) {
  const std::vector<Word> all = words(text);
  if (all.size() < 2) return text;
  const Word& at = all[below(random, all.size())];
  std::vector<Word> same;
  const bool any = below(random, 10) == 0;
  std::copy_if(all.begin(), all.end(), std::back_inserter(same),
               [&](const Word& w) { return any || w.kind == at.kind; });
  const Word& other = same[below(random, same.size())];
  return text.substr(0, at.begin) + text.substr(other.begin, other.end - other.begin) + text.substr(at.end);
}

std::size_t written(const std::string& text, std::uint8_t* data, std::size_t most) {
  const std::size_t size = std::min(text.size(), most);
  std::copy_n(text.data(), size, reinterpret_cast<char*>(data));
  return size;
}

}  // namespace

extern "C" {

std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  Generator random(seed);
  std::string text(fuzz::text_of(data, size));
  if (below(random, 8) == 0) return LLVMFuzzerMutate(data, size, most);
  std::vector<std::string> all = pieces(text);
  if (all.empty() || below(random, 2) == 0) return written(with_other_word(text, random), data, most);
  const std::size_t one = below(random, all.size()), other = below(random, all.size());
  switch (below(random, 4)) {
    case 0:
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(one));
      break;
    case 1:
      all.insert(all.begin() + static_cast<std::ptrdiff_t>(other), all[one]);
      break;
    case 2:
      all[one] = with_other_word(all[one] + all[other], random);
      break;
    default:
      std::swap(all[one], all[other]);
  }
  text.clear();
  for (const std::string& piece : all) text += piece;
  return written(text, data, most);
}

std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size, const std::uint8_t* second,
                                      std::size_t second_size, std::uint8_t* out, std::size_t most, unsigned seed) {
  Generator random(seed);
  std::string text;
  for (const auto& piece : pieces(fuzz::text_of(first, first_size))) text += below(random, 3) != 0 ? piece : "";
  for (const auto& piece : pieces(fuzz::text_of(second, second_size))) text += below(random, 3) == 0 ? piece : "";
  return written(text, out, most);
}

}  // extern "C"
#endif
