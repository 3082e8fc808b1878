#include "serve/server.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <map>

#include "json/json.hpp"
#include "serve/inbox.hpp"
#include "serve/listings.hpp"
#include "serve/values.hpp"
#include "shell/format.hpp"
#include "shell/output.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::serve {
namespace {

constexpr std::uint16_t kNotUnderstood = 490;

class Server {
 public:
  Server(const shell::Settings& settings, Session session, std::FILE* in, std::FILE* out)
      : settings_(settings), session_(std::move(session)), inbox_(in, session_), out_(out) {}

  int run() {
    while (const std::optional<Json> request = inbox_.next()) {
      answer(*request);
      inbox_.done();
    }
    return 0;
  }

 private:
  using Handler = Json (Server::*)(const Json&);

  // ---- requests

  void answer(const Json& request) {
    Json out;
    out["id"] = request.is_object() && request.contains("id") ? request["id"] : Json();
    try {
      out.update(result(request, out["id"]));
    } catch (const Refusal& refusal) {
      out.update(refused(refusal));
    } catch (const Json::exception& problem) {
      out.update(refused({problem.what(), "docs/embedding.md tells the requests"}));
    } catch (const std::bad_alloc&) {
      out.update(refused({"memory is used up", "ask for fewer rows at once, with \"limit\""}));
    }
    session_.on_progress({});
    send(out);
  }

  Json result(const Json& request, const Json& id) {
    if (!request.is_object()) {
      throw Refusal{request.is_discarded() ? "this line is no JSON" : "a request is an object",
                    R"(a request is one line, as {"id": 1, "do": "ask", "question": "p(X)?"})"};
    }
    if (!request.contains("do") || !request["do"].is_string())
      throw Refusal{"a request says what to do", R"(write "do": "ask", for instance)"};
    const std::string name = request["do"];
    const auto handler = handlers_.find(name);
    if (handler == handlers_.end()) {
      std::vector<std::string> names;
      for (const auto& [known, ignored] : handlers_) names.push_back(known);
      const std::string like = nearest(name, names);
      throw Refusal{fmt::format("there is no request `{}`", name),
                    like.empty() ? "docs/embedding.md tells the requests" : fmt::format("did you mean `{}`?", like)};
    }
    if (inbox_.is_cancelled(id)) return {{"status", json::status_name(Status::interrupted)}};
    if (request.value("progress", false)) {
      session_.on_progress([this, id](const Progress& progress) {
        send({{"id", id},
              {"progress",
               {{"seconds", progress.seconds}, {"rows", progress.rows}, {"predicate", progress.predicate}}}});
      });
    }
    return (this->*handler->second)(request);
  }

  void send(const Json& line) {
    const std::string text = json::json_line(line);
    std::fwrite(text.data(), 1, text.size(), out_);
    std::fflush(out_);
  }

  static Json refused(const Refusal& refusal) {
    Message message;
    message.code = kNotUnderstood;
    message.text = refusal.message;
    message.hint = refusal.hint;
    Json out = json::json_of(Status::error, {&message, 1});
    out["rendered"] = fmt::format("error[E{}]: {}\n  hint: {}\n", kNotUnderstood, refusal.message, refusal.hint);
    return out;
  }

  // ---- what requests hold

  static const Json& part(const Json& request, const char* name) {
    const auto at = request.find(name);
    if (at == request.end())
      throw Refusal{fmt::format("`{}` needs \"{}\"", request["do"].get<std::string>(), name),
                    "docs/embedding.md tells the requests"};
    return *at;
  }
  static std::string text(const Json& request, const char* name) {
    const Json& held = part(request, name);
    if (!held.is_string()) throw Refusal{fmt::format("\"{}\" is a text", name), fmt::format("not {}", held.dump())};
    return held;
  }
  static std::vector<std::string> texts(const Json& request, const char* name) {
    const Json& held = part(request, name);
    std::vector<std::string> out;
    for (const Json& one : held) {
      if (!held.is_array() || !one.is_string())
        throw Refusal{fmt::format("\"{}\" is a list of texts", name), fmt::format(R"(write "{}": ["a", "b"])", name)};
      out.push_back(one);
    }
    return out;
  }
  static std::size_t number(const Json& request, const char* name, std::size_t otherwise) {
    if (!request.contains(name)) return otherwise;
    const Json& held = request[name];
    if (!held.is_number_unsigned())
      throw Refusal{fmt::format("\"{}\" is a number, from 0", name), fmt::format("not {}", held.dump())};
    return held;
  }

  // ---- statements

  // What the last call said.
  static Json outcome(const Session& session, Status status) {
    Json out = json::json_of(status, session.messages());
    if (!session.messages().empty()) out["rendered"] = session.rendered_messages();
    if (status != Status::ok && session.accepted()) out["accepted"] = true;
    return out;
  }
  Json outcome(Status status) const { return outcome(session_, status); }

  Json load(const Json& request) {
    const std::vector<std::string> files = texts(request, "files");
    return stated(request.value("answers", false),
                  [&](const OnAnswer& on_answer) { return session_.load(files, on_answer); });
  }
  Json state(const Json& request) {
    const std::string name = request.value("name", "<request>");
    const std::string statements = text(request, "text");
    return stated(true, [&](const OnAnswer& on_answer) { return session_.load_text(name, statements, on_answer); });
  }
  Json reload(const Json& request) {
    return stated(request.value("answers", false),
                  [&](const OnAnswer& on_answer) { return session_.reload(on_answer); });
  }
  template <class Run>
  Json stated(bool with_answers, const Run& run) {
    Json answers = Json::array();
    const OnAnswer on_answer = [&](const Answer& answer) {
      answers.push_back(json::json_of(answer, session_.messages()));
    };
    Json out = outcome(run(with_answers ? on_answer : OnAnswer()));
    if (!answers.empty()) out["answers"] = std::move(answers);
    return out;
  }

  Json insert(const Json& request) { return outcome(session_.add(facts(request))); }
  Json retract(const Json& request) { return outcome(session_.retract(facts(request))); }
  Facts facts(const Json& request) {
    const Json& rows = part(request, "rows");
    if (!rows.is_array()) throw Refusal{"\"rows\" is a list of rows", R"(write "rows": [["a", 1], ["b", 2]])"};
    return facts_of(session_, text(request, "predicate"), rows);
  }

  // As of files that nothing is known of yet.
  Json check(const Json& request) {
    Session fresh = shell::make_session(settings_);
    for (const auto& [path, text] : overlays_) fresh.set_text(path, text);
    return outcome(fresh, fresh.check(texts(request, "files")));
  }
  Json overlay(const Json& request) {
    const std::string path = text(request, "path");
    overlays_[path] = part(request, "text").is_null() ? std::nullopt : std::optional(text(request, "text"));
    session_.set_text(path, overlays_[path]);
    return json::json_of(Status::ok, {});
  }

  // ---- questions

  struct Cursor {
    std::vector<std::string> columns;
    Rows rows;
    std::size_t left = 0;
  };

  Json ask(const Json& request) {
    const std::string question = text(request, "question");
    const bool with_text = request.value("text", false);
    const bool in_parts = request.contains("limit");
    const std::size_t limit = number(request, "limit", shell::kAllRows);
    Cursor cursor;
    const Answer answer = in_parts ? session_.ask(question, cursor.rows) : session_.ask(question);
    Json out = json::json_of(answer, session_.messages());
    if (in_parts && answer.rows.empty() && !answer.columns.empty()) {
      cursor.columns = answer.columns;
      cursor.left = cursor.rows.size();
      out.update(some_rows(cursor, limit));
      if (cursor.left != 0) {
        out["cursor"] = ++last_cursor_;
        cursors_.emplace(last_cursor_, std::move(cursor));
      }
    }
    const Json warnings = json::message_list(session_.messages(), false);
    if (!warnings.empty()) out["warning"] = warnings;
    if (!session_.messages().empty()) out["rendered"] = session_.rendered_messages();
    if (with_text) out["text"] = shell::format_answer(answer, shell::Format::table, false);
    return out;
  }

  static Json some_rows(Cursor& cursor, std::size_t most) {
    Json rows = Json::array(), levels = Json::array();
    while (rows.size() < most && cursor.rows.next()) {
      Json row = Json::object();
      for (std::size_t c = 0; c < cursor.columns.size(); ++c) {
        row[cursor.columns[c]] = json::json_of(cursor.rows.datum(c));
      }
      rows.push_back(std::move(row));
      levels.push_back(cursor.rows.level());
    }
    cursor.left -= rows.size();
    Json out;
    out["answers"] = std::move(rows);
    out["levels"] = std::move(levels);
    out["left"] = cursor.left;
    return out;
  }

  std::map<std::size_t, Cursor>::iterator cursor(const Json& request) {
    part(request, "cursor");
    const auto at = cursors_.find(number(request, "cursor", 0));
    if (at == cursors_.end())
      throw Refusal{fmt::format("there is no cursor {}", request["cursor"].dump()),
                    "a cursor ends with its last row; ask again"};
    return at;
  }
  Json more(const Json& request) {
    const auto at = cursor(request);
    Json out = some_rows(at->second, number(request, "limit", shell::kAllRows));
    if (at->second.left == 0) cursors_.erase(at);
    out["status"] = json::status_name(Status::ok);
    return out;
  }
  Json close(const Json& request) {
    cursors_.erase(cursor(request));
    return json::json_of(Status::ok, {});
  }

  // ---- the rest

  Json list(const Json& request) {
    Json out = listing(session_, text(request, "what"), request.value("predicate", ""));
    out["status"] = json::status_name(Status::ok);
    return out;
  }
  Json complete(const Json& request) {
    Json out;
    out["names"] = session_.names_for(text(request, "predicate"), number(request, "argument", 0),
                                      request.value("beginning", ""), number(request, "limit", 100));
    out["status"] = json::status_name(Status::ok);
    return out;
  }
  Json limits(const Json& request) {
    Limits limits;
    if (request.contains("seconds")) limits.seconds = request["seconds"].get<double>();
    limits.bytes = number(request, "bytes", 0);
    limits.tuples = number(request, "tuples", 0);
    limits.threads = static_cast<unsigned>(number(request, "threads", 0));
    session_.set_limits(limits);
    return json::json_of(Status::ok, {});
  }
  Json stats(const Json& /*request*/) {
    const Stats now = session_.stats();
    Json out;
    out["load_seconds"] = now.load_seconds;
    out["evaluate_seconds"] = now.evaluate_seconds;
    out["tuples"] = now.tuples;
    out["derivations"] = now.derivations;
    out["bytes"] = now.bytes;
    out["status"] = json::status_name(Status::ok);
    return out;
  }
  Json version(const Json& /*request*/) { return {{"version", kVersion}, {"status", json::status_name(Status::ok)}}; }

  const std::map<std::string, Handler> handlers_{
      {"load", &Server::load},       {"state", &Server::state},     {"insert", &Server::insert},
      {"retract", &Server::retract}, {"ask", &Server::ask},         {"more", &Server::more},
      {"close", &Server::close},     {"list", &Server::list},       {"complete", &Server::complete},
      {"check", &Server::check},     {"overlay", &Server::overlay}, {"reload", &Server::reload},
      {"limits", &Server::limits},   {"stats", &Server::stats},     {"version", &Server::version}};

  shell::Settings settings_;
  std::map<std::string, std::optional<std::string>> overlays_;
  Session session_;
  Inbox inbox_;
  std::FILE* out_;
  std::map<std::size_t, Cursor> cursors_;
  std::size_t last_cursor_ = 0;
};

}  // namespace

int serve(const shell::Settings& settings, const std::vector<std::string>& files, std::FILE* in, std::FILE* out) {
  Session session = shell::make_session(settings);
  const Status loaded = files.empty() ? Status::ok : session.load(files);
  shell::complain(session.rendered_messages(shell::use_colour(settings.colour, STDERR_FILENO)));
  if (loaded != Status::ok) return shell::exit_status_of(loaded);
  return Server(settings, std::move(session), in, out).run();
}

}  // namespace linchpin::serve
