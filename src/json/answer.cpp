#include <fmt/core.h>

#include "json/json.hpp"
#include "json/plain_text.hpp"

namespace linchpin::json {
namespace {

constexpr std::string_view kStatusNames[] = {"ok", "error", "limit", "interrupted"};

Json message(const Message& m) {
  Json out;
  out["code"] = fmt::format("{}{:03}", m.error ? 'E' : 'W', m.code);
  out["file"] = m.file;
  out["line"] = m.line;
  out["column"] = m.column;
  out["end_line"] = m.end_line;
  out["end_column"] = m.end_column;
  out["message"] = m.text;
  out["hint"] = m.hint;
  if (!m.replacement.empty()) out["replacement"] = m.replacement;
  for (const Message::Note& note : m.notes) {
    out["notes"].push_back({{"file", note.file},
                            {"line", note.line},
                            {"column", note.column},
                            {"end_line", note.end_line},
                            {"end_column", note.end_column},
                            {"message", note.text}});
  }
  return out;
}

Json group(const Answer::Group& g) {
  Json out;
  out["predicate"] = g.predicate;
  out["arguments"] = g.columns;
  out["rows"] = Json::array();
  for (const auto& row : g.rows) {
    Json values = Json::array();
    for (const Datum& datum : row) values.push_back(json_of(datum));
    out["rows"].push_back(std::move(values));
  }
  if (!g.levels.empty()) out["levels"] = g.levels;
  if (!g.sentences.empty()) out["sentences"] = g.sentences;
  return out;
}

Json pictured(const Picture& picture) {
  Json out;
  out["form"] = picture.form;
  if (picture.file.empty()) {
    out["text"] = picture.text;
  } else {
    out["file"] = picture.file;
  }
  if (picture.facts != 0) out["facts"] = picture.facts;
  if (picture.things != 0) {
    out["things"] = picture.things;
    out["arrows"] = picture.arrows;
  }
  out["answers"] = picture.answers;
  out["drawn"] = picture.drawn;
  return out;
}

}  // namespace

Json json_of(const Conflict& c) {
  Json out;
  out["kind"] = print(c.kind);
  if (c.kind == Conflict::Kind::constraint) {
    out["constraint"] = c.constraint;
    out["bindings"] = Json::object();
    for (const auto& [variable, datum] : c.bindings) out["bindings"][variable] = json_of(datum);
    return out;
  }
  out["sides"] = Json::array();
  for (const Conflict::Side& side : c.sides) {
    Json one;
    one["fact"] = side.fact;
    if (!side.sentence.empty()) one["sentence"] = side.sentence;
    one["holds"] = side.holds;
    one["level"] = side.level;
    one["grounds"] = Json::array();
    for (const Ground& ground : side.grounds) {
      Json shown = json_of(ground);
      if (!ground.claim.empty()) shown["overridden_by"] = ground.overridden_by;
      one["grounds"].push_back(std::move(shown));
    }
    out["sides"].push_back(std::move(one));
  }
  return out;
}

std::string_view status_name(Status status) { return kStatusNames[static_cast<std::size_t>(status)]; }

Json message_list(std::span<const Message> messages, bool errors) {
  Json out = Json::array();
  for (const Message& m : messages) {
    if (m.error == errors) out.push_back(message(m));
  }
  return out;
}

Json json_of(const Datum& datum) {
  if (const auto* integer = std::get_if<std::int64_t>(&datum)) return *integer;
  if (const auto* decimal = std::get_if<double>(&datum)) return *decimal;
  return plain_text(datum);
}

// Texts are UTF-8 already; what is not (a path) is replaced rather than thrown over.
std::string json_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

Json json_of(const Answer& answer, std::span<const Message> messages) {
  Json out;
  out["question"] = answer.question;
  if (!answer.scenario.empty()) out["scenario"] = answer.scenario;
  if (!answer.edits.empty()) out["edits"] = answer.edits;
  out["variables"] = answer.columns;
  out["answers"] = Json::array();
  for (const auto& row : answer.rows) {
    Json object = Json::object();
    for (std::size_t c = 0; c < row.size(); ++c) object[answer.columns[c]] = json_of(row[c]);
    out["answers"].push_back(std::move(object));
  }
  if (answer.truth != Truth::none) out["truth"] = print(answer.truth);
  if (answer.contested) out["contested"] = true;
  if (!answer.hints.empty()) out["hints"] = answer.hints;
  if (answer.status == Status::ok && answer.is_about()) {
    out["about"] = Json::array();
    for (const Answer::Group& g : answer.groups) out["about"].push_back(group(g));
  }
  if (answer.conflicts) {
    out["conflicts"] = Json::array();
    for (const Conflict& c : *answer.conflicts) out["conflicts"].push_back(json_of(c));
  }
  if (answer.proofs) {
    out["proofs"] = Json::array();
    for (const Proof& proof : *answer.proofs) out["proofs"].push_back(json_of(proof));
  }
  if (answer.picture) out["picture"] = pictured(*answer.picture);
  if (answer.of_contrary) out["of_contrary"] = true;
  if (answer.supports) {
    out["supports"] = Json::array();
    for (const Supports& s : *answer.supports) out["supports"].push_back(json_of(s));
  }
  if (answer.linchpins) {
    out["linchpins"] = Json::array();
    for (const Linchpins& l : *answer.linchpins) out["linchpins"].push_back(json_of(l));
    out["evaluations"] = answer.evaluations;
  }
  if (answer.why_not) out["why_not"] = json_of(*answer.why_not);
  if (answer.required) out["requires"] = json_of(*answer.required);
  const std::size_t levels = answer.truth == Truth::none ? answer.rows.size() : 1;
  if (answer.levels.size() == levels && (!answer.columns.empty() || answer.truth != Truth::none)) {
    out["levels"] = answer.levels;
  }
  out["status"] = status_name(answer.status);
  if (answer.status != Status::ok) out["error"] = message_list(messages, true);
  return out;
}

Json json_of(Status status, std::span<const Message> messages) {
  Json out;
  out["status"] = status_name(status);
  out["error"] = message_list(messages, true);
  out["warning"] = message_list(messages, false);
  return out;
}

}  // namespace linchpin::json
