#include "lsp/server.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "io/paths.hpp"
#include "linchpin.hpp"
#include "lsp/features.hpp"
#include "lsp/transport.hpp"
#include "lsp/uri.hpp"

namespace linchpin::lsp {
namespace {

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInternalError = -32603;
constexpr int kNotInitialized = -32002;
constexpr int kRequestCancelled = -32800;

constexpr int kErrorSeverity = 1, kWarningSeverity = 2;

class Server {
 public:
  Server(std::FILE* in, std::FILE* out) : transport_(in, out) {}

  int run() {
    while (!exit_) {
      if (!changed_.empty() && !transport_.is_waiting()) check();
      if (lacks_scenarios() && !transport_.is_waiting()) check_scenarios();
      const std::optional<Json> message = transport_.next();
      if (!message) break;
      take(*message);
    }
    return shut_down_ ? 0 : 1;
  }

 private:
  // ---- messages

  void take(const Json& message) {
    if (message.is_null()) return fail(nullptr, kParseError, "this is no JSON");
    if (!message.is_object() || !message.contains("method") || !message["method"].is_string()) {
      // An answer to a request of ours needs none.
      if (!message.is_object() || !message.contains("id") || message.contains("result") || message.contains("error"))
        return;
      return fail(message["id"], kInvalidRequest, "a request has a method");
    }
    const std::string method = message["method"];
    const Json params = message.value("params", Json::object());
    const bool is_request = message.contains("id");
    try {
      is_request ? answer(message["id"], method, params) : notice(method, params);
    } catch (const Refusal& refusal) {
      if (is_request) fail(message["id"], refusal.code, refusal.message);
    } catch (const Json::exception& problem) {
      if (is_request) fail(message["id"], kInvalidParams, problem.what());
    } catch (const std::exception& problem) {
      if (is_request) fail(message["id"], kInternalError, problem.what());
    }
  }

  void fail(const Json& id, int code, const std::string& message) {
    transport_.send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
  }

  void answer(const Json& id, const std::string& method, const Json& params) {
    if (transport_.is_cancelled(id)) return fail(id, kRequestCancelled, "cancelled");
    if (shut_down_) return fail(id, kInvalidRequest, "the server is shut down");
    if (!initialized_ && method != "initialize") return fail(id, kNotInitialized, "`initialize` comes first");
    const auto handler = requests_.find(method);
    if (handler == requests_.end()) return fail(id, kMethodNotFound, "there is no method `" + method + "`");
    transport_.send({{"jsonrpc", "2.0"}, {"id", id}, {"result", (this->*handler->second)(params)}});
  }

  void notice(const std::string& method, const Json& params) {
    if (method == "exit") {
      exit_ = true;
    } else if (const auto handler = notices_.find(method); handler != notices_.end() && initialized_) {
      (this->*handler->second)(params);
    }
  }

  // ---- the life of the server

  Json initialize(const Json& params) {
    initialized_ = true;
    const Json general =
        params.contains("capabilities") ? params["capabilities"].value("general", Json::object()) : Json();
    if (general.is_object() && general.contains("positionEncodings")) {
      for (const Json& offered : general["positionEncodings"]) {
        if (offered == "utf-8") encoding_ = Encoding::utf8;
      }
    }
    if (params.contains("workspaceFolders") && params["workspaceFolders"].is_array()) {
      for (const Json& folder : params["workspaceFolders"])
        workspace_.add_folder(path_of(folder["uri"].get<std::string>()));
    } else if (params.contains("rootUri") && params["rootUri"].is_string()) {
      workspace_.add_folder(path_of(params["rootUri"].get<std::string>()));
    }
    constexpr int kIncremental = 2;
    return {{"serverInfo", {{"name", "linchpin"}, {"version", kVersion}}},
            {"capabilities",
             {{"positionEncoding", encoding_ == Encoding::utf8 ? "utf-8" : "utf-16"},
              {"textDocumentSync", {{"openClose", true}, {"change", kIncremental}, {"save", true}}},
              {"completionProvider", {{"triggerCharacters", {"(", ",", " ", "/", "\"", ":"}}}},
              {"hoverProvider", true},
              {"definitionProvider", true},
              {"referencesProvider", true},
              {"documentHighlightProvider", true},
              {"renameProvider", {{"prepareProvider", true}}},
              {"documentSymbolProvider", true},
              {"workspaceSymbolProvider", true},
              {"foldingRangeProvider", true},
              {"documentFormattingProvider", true},
              {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
              {"semanticTokensProvider", {{"legend", semantic_legend()}, {"full", true}}}}}};
  }

  Json shutdown(const Json& /*params*/) {
    shut_down_ = true;
    return nullptr;
  }

  // ---- documents

  static std::string path_in(const Json& params) {
    return path_of(params.at("textDocument").at("uri").get<std::string>());
  }
  static Position position_in(const Json& place) {
    return {place.at("line").get<std::uint32_t>(), place.at("character").get<std::uint32_t>()};
  }

  void did_open(const Json& params) {
    const std::string path = path_in(params);
    workspace_.open(path, params.at("textDocument").at("text").get<std::string>());
    changed_.insert(path);
  }

  void did_change(const Json& params) {
    const std::string path = path_in(params);
    if (!workspace_.is_open(path)) return;
    Text text = workspace_.file(path)->text;
    for (const Json& change : params.at("contentChanges")) {
      const std::string by = change.at("text").get<std::string>();
      if (!change.contains("range")) {
        text = Text(by);
        continue;
      }
      text.replace(text.offset(position_in(change["range"].at("start")), encoding_),
                   text.offset(position_in(change["range"].at("end")), encoding_), by);
    }
    workspace_.change(path, std::move(text));
    changed_.insert(path);
  }

  void did_save(const Json& /*params*/) { did_change_files({}); }

  void did_close(const Json& params) {
    const std::string path = path_in(params);
    workspace_.close(path);
    check_open();
  }

  void did_change_files(const Json& /*params*/) {
    workspace_.look_again();
    check_open();
  }

  void check_open() {
    for (const File* file : workspace_.open_files()) changed_.insert(file->path);
    if (!changed_.empty()) return;
    told_.clear();
    publish();
  }

  // ---- diagnostics

  struct Told {
    Message message;
    Json shown;
  };
  using ByFile = std::map<std::string, std::vector<Told>>;
  struct Checked {
    ByFile base, of_scenarios;
    bool is_good = true, lacks_scenarios = false;
  };

  // Checks what the changed files are part of, each once. Scenarios take the larger part of the time: what was said of
  // them in files that have not changed stands until `check_scenarios`.
  void check() {
    std::set<std::string> roots, changed;
    for (const File* file : workspace_.open_files()) roots.insert(workspace_.root(file->path));
    std::erase_if(told_, [&](const auto& told) { return !roots.contains(told.first); });
    for (const std::string& path : changed_) changed.insert(workspace_.root(path));
    for (const std::string& root : changed) {
      Checked& told = told_[root];
      told.base = check(root, false, told.is_good);
      if (!told.is_good) told.of_scenarios.clear();
      for (const std::string& path : changed_) told.of_scenarios.erase(path);
      told.lacks_scenarios = told.is_good;
    }
    changed_.clear();
    publish();
  }

  bool lacks_scenarios() const {
    return std::any_of(told_.begin(), told_.end(), [](const auto& told) { return told.second.lacks_scenarios; });
  }

  void check_scenarios() {
    for (auto& [root, told] : told_) {
      if (!std::exchange(told.lacks_scenarios, false)) continue;
      told.of_scenarios = check(root, true, told.is_good);
      for (auto& [path, list] : told.of_scenarios) {
        std::erase_if(list, [&, &base = told.base[path]](const Told& one) { return has(base, one); });
      }
    }
    publish();
  }

  static bool has(const std::vector<Told>& list, const Told& told) {
    return std::any_of(list.begin(), list.end(), [&](const Told& other) { return other.shown == told.shown; });
  }

  // Of each file what all its roots tell, each once.
  ByFile all_told() const {
    ByFile out;
    for (const auto& [root, told] : told_) {
      for (const ByFile* part : {&told.base, &told.of_scenarios}) {
        for (const auto& [path, list] : *part) {
          for (const Told& one : list) {
            if (!has(out[path], one)) out[path].push_back(one);
          }
        }
      }
    }
    return out;
  }

  ByFile check(const std::string& root, bool in_scenarios, bool& is_good) {
    Session session;
    for (const std::string& folder : workspace_.folders()) session.allow_path(folder);
    for (const File* file : workspace_.open_files()) session.set_text(file->path, file->text.str());
    is_good = session.check({root}, in_scenarios) == Status::ok;
    ByFile out;
    for (const File* file : workspace_.reading(root)) out[file->path];
    for (const Message& m : session.messages()) {
      const std::string path = m.file.empty() ? root : resolved(m.file);
      out[path].push_back({m, shown(m, path)});
    }
    return out;
  }

  std::string resolved(const std::string& path) const {
    if (workspace_.is_open(path)) return path;  // as what is no file is named
    const std::string out = io::resolve(path);
    return out.empty() ? path : out;
  }

  // As the editor counts; where the file can't be read, as the message has it.
  Json range_of(const std::string& path, std::uint32_t line, std::uint32_t column, std::uint32_t end_line,
                std::uint32_t end_column) {
    const File* file = workspace_.file(path);
    if (file == nullptr || line == 0)
      return {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 0}, {"character", 0}}}};
    return context().range(*file, file->text.offset_of(line, column), file->text.offset_of(end_line, end_column));
  }

  Json shown(const Message& m, const std::string& path) {
    Json out{{"range", range_of(path, m.line, m.column, m.end_line, m.end_column)},
             {"severity", m.error ? kErrorSeverity : kWarningSeverity},
             {"code", (m.error ? "E" : "W") + std::string(m.code < 100 ? "0" : "") + (m.code < 10 ? "0" : "") +
                          std::to_string(m.code)},
             {"source", "linchpin"},
             {"message", m.text + (m.hint.empty() ? "" : "\n" + m.hint)}};
    for (const Message::Note& note : m.notes) {
      const std::string where = resolved(note.file);
      out["relatedInformation"].push_back(
          {{"location",
            {{"uri", uri_of(where)},
             {"range", range_of(where, note.line, note.column, note.end_line, note.end_column)}}},
           {"message", note.text}});
    }
    return out;
  }

  // Sends what differs from what was sent, and of each open file something.
  void publish() {
    std::map<std::string, Json> now;
    for (const auto& [path, list] : published_) now[path] = Json::array();
    for (const File* file : workspace_.open_files()) now[file->path] = Json::array();
    for (const auto& [path, list] : all_told()) {
      for (const Told& told : list) now.try_emplace(path, Json::array()).first->second.push_back(told.shown);
    }
    for (auto& [path, list] : now) {
      const auto [was, is_new] = published_.try_emplace(path);
      if (is_new || was->second != list) {
        transport_.send({{"jsonrpc", "2.0"},
                         {"method", "textDocument/publishDiagnostics"},
                         {"params", {{"uri", uri_of(path)}, {"diagnostics", list}}}});
      }
      was->second = std::move(list);
      if (was->second.empty() && !workspace_.is_open(path)) published_.erase(was);
    }
  }

  // ---- requests

  Context context() { return {workspace_, encoding_}; }

  const File& file_in(const Json& params) {
    const std::string path = path_in(params);
    const File* file = workspace_.file(path);
    if (file == nullptr) throw Refusal{kInvalidParams, "there is no file " + path};
    return *file;
  }
  std::uint32_t offset_in(const File& file, const Json& params) const {
    return file.text.offset(position_in(params.at("position")), encoding_);
  }

  template <Json (*Feature)(const Context&, const File&, std::uint32_t)>
  Json at_place(const Json& params) {
    const File& file = file_in(params);
    return Feature(context(), file, offset_in(file, params));
  }
  template <Json (*Feature)(const Context&, const File&)>
  Json of_file(const Json& params) {
    return Feature(context(), file_in(params));
  }
  Json references_of(const Json& params) {
    const File& file = file_in(params);
    const bool declarations = !params.contains("context") || params["context"].value("includeDeclaration", true);
    return references(context(), file, offset_in(file, params), declarations);
  }
  Json rename_to(const Json& params) {
    const File& file = file_in(params);
    return rename(context(), file, offset_in(file, params), params.at("newName").get<std::string>());
  }
  Json symbols(const Json& params) { return workspace_symbols(context(), params.value("query", std::string())); }

  // What may have been meant, in the place of what the messages in the range are about.
  Json code_actions(const Json& params) {
    if (!changed_.empty()) check();
    const File& file = file_in(params);
    const Position from = position_in(params.at("range").at("start")), to = position_in(params.at("range").at("end"));
    const std::uint32_t begin = file.text.offset(from, encoding_), end = file.text.offset(to, encoding_);
    Json out = Json::array();
    ByFile all = all_told();
    for (const Told& told : all[file.path]) {
      const Message& m = told.message;
      if (m.replacement.empty()) continue;
      const std::uint32_t first = file.text.offset_of(m.line, m.column);
      const std::uint32_t last = file.text.offset_of(m.end_line, m.end_column);
      if (last < begin || first > end) continue;
      Json edit{{"range", context().range(file, first, last)}, {"newText", m.replacement}};
      out.push_back({{"title", "Write `" + m.replacement + "`"},
                     {"kind", "quickfix"},
                     {"isPreferred", true},
                     {"diagnostics", {told.shown}},
                     {"edit", {{"changes", {{uri_of(file.path), {std::move(edit)}}}}}}});
    }
    return out;
  }

  using Request = Json (Server::*)(const Json&);
  using Notice = void (Server::*)(const Json&);
  const std::map<std::string, Request> requests_{
      {"initialize", &Server::initialize},
      {"shutdown", &Server::shutdown},
      {"textDocument/completion", &Server::at_place<completion>},
      {"textDocument/hover", &Server::at_place<hover>},
      {"textDocument/definition", &Server::at_place<definition>},
      {"textDocument/references", &Server::references_of},
      {"textDocument/documentHighlight", &Server::at_place<highlights>},
      {"textDocument/prepareRename", &Server::at_place<prepare_rename>},
      {"textDocument/rename", &Server::rename_to},
      {"textDocument/documentSymbol", &Server::of_file<document_symbols>},
      {"workspace/symbol", &Server::symbols},
      {"textDocument/foldingRange", &Server::of_file<folding_ranges>},
      {"textDocument/formatting", &Server::of_file<formatting>},
      {"textDocument/codeAction", &Server::code_actions},
      {"textDocument/semanticTokens/full", &Server::of_file<semantic_tokens>}};
  const std::map<std::string, Notice> notices_{{"textDocument/didOpen", &Server::did_open},
                                               {"textDocument/didChange", &Server::did_change},
                                               {"textDocument/didSave", &Server::did_save},
                                               {"textDocument/didClose", &Server::did_close},
                                               {"workspace/didChangeWatchedFiles", &Server::did_change_files}};

  Transport transport_;
  Workspace workspace_;
  Encoding encoding_ = Encoding::utf16;
  std::set<std::string> changed_;          // files of which nothing is told yet as they are now
  std::map<std::string, Checked> told_;    // by root
  std::map<std::string, Json> published_;  // by file, what the editor knows
  bool initialized_ = false, shut_down_ = false, exit_ = false;
};

}  // namespace

int serve(std::FILE* in, std::FILE* out) { return Server(in, out).run(); }

}  // namespace linchpin::lsp
