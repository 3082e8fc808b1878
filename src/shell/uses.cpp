// `linchpin uses`.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>

#include "json/json.hpp"
#include "shell/interrupt.hpp"
#include "shell/output.hpp"
#include "shell/sources.hpp"

namespace linchpin::shell {
namespace {

Datum number(std::size_t n) { return static_cast<std::int64_t>(n); }

// The predicates as an answer, which has all the formats.
Answer as_answer(const Usage& usage) {
  Answer out;
  out.columns = {"predicate", "claims", "facts", "heads", "bodies", "questions", "idle"};
  for (const PredicateUsage& p : usage.predicates) {
    out.rows.push_back({Name{fmt::format("{}/{}", p.name, p.arity)}, number(p.claims), number(p.others),
                        number(p.heads), number(p.bodies), number(p.questions), Name{p.idle ? "yes" : "no"}});
  }
  return out;
}

std::string as_json(const Usage& usage, Status status, const std::vector<Message>& messages) {
  json::Json out;
  out["predicates"] = json::Json::array();
  for (const PredicateUsage& p : usage.predicates) {
    json::Json one;
    one["predicate"] = fmt::format("{}/{}", p.name, p.arity);
    one["claims"] = p.claims;
    one["facts"] = p.others;
    one["heads"] = p.heads;
    one["bodies"] = p.bodies;
    one["questions"] = p.questions;
    one["idle"] = p.idle;
    out["predicates"].push_back(std::move(one));
  }
  out["constants_used_once"] = usage.constants_used_once;
  out.update(json::json_of(status, messages));
  return json::json_line(out);
}

std::string counted(std::size_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

}  // namespace

int uses(const Settings& settings, const std::vector<std::string>& files) {
  Session session = make_session(settings);
  const InterruptGuard guard(session);
  Usage usage;
  const Status status = session.usage(files, usage);
  const auto idle = static_cast<std::size_t>(
      std::count_if(usage.predicates.begin(), usage.predicates.end(), [](const auto& p) { return p.idle; }));
  if (settings.format == Format::json) {
    put(as_json(usage, status, session.messages()));
  } else if (settings.format != Format::table) {
    put(format_separated(as_answer(usage), settings.format == Format::csv ? ',' : '\t'));
  } else if (status == Status::ok) {
    std::string text =
        format_rows(as_answer(usage), usage.predicates.size(), use_colour(settings.colour, STDOUT_FILENO));
    text += fmt::format("({}, {} idle)\n", counted(usage.predicates.size(), "predicate"), idle);
    if (!usage.constants_used_once.empty()) {
      text +=
          fmt::format("\n{} used in one claim or statement only:\n", counted(usage.constants_used_once.size(), "name"));
      for (const std::string& name : usage.constants_used_once) text += "  " + name + '\n';
    }
    put(text);
  }
  complain(session.rendered_messages(use_colour(settings.colour, STDERR_FILENO)));
  return settings.strict && idle != 0 ? worse(exit_status_of(status), exit_status::kError) : exit_status_of(status);
}

}  // namespace linchpin::shell
