// The command line: what is asked for, and with what settings. The commands themselves are in shell/.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "lsp/server.hpp"
#include "serve/server.hpp"
#include "shell/convert.hpp"
#include "shell/explain.hpp"
#include "shell/format_files.hpp"
#include "shell/output.hpp"
#include "shell/repl.hpp"
#include "shell/run.hpp"
#include "shell/sources.hpp"
#include "shell/test_runner.hpp"
#include "syntax/diagnostic.hpp"

namespace {

using namespace linchpin;
using namespace linchpin::shell;

constexpr int kUnknownCommand = 460;
constexpr int kUnknownOption = 461;
constexpr int kBadValue = 462;
constexpr int kMissing = 463;

constexpr const char* kExamples = R"(Examples:
  linchpin family.kb                            ask at the prompt
  linchpin run family.kb                        answer the questions in the file
  linchpin ask family.kb -q 'parent(ann, X)?'   one question
  linchpin ask trade.kb -q 'share(A, B, S)?' --format csv > shares.csv
  linchpin check --strict family.kb             only look for mistakes
  linchpin test tests/                          check the `% expect:` comments in all .kb files
  linchpin fmt family.kb                        lay the file out, comments and all
  linchpin new trade --text report.txt          begin a knowledge base for a text
  linchpin sources trade/main.kb --text trade=report.txt
                                                which sentences of it no claim covers yet
  echo 'p(a). p(X)?' | linchpin run -           standard input

Exit status: 0 all well, 1 an error in a file or question, 2 wrong usage, 3 a limit, 130 interrupted.)";

// Everything that the command line can say.
struct Arguments {
  std::vector<std::string> files;
  std::string question;
  std::string stage;
  std::string format = "table";
  std::string colour = "auto";
  std::string seconds, memory, tuples, threads;
  std::vector<std::string> allowed_paths;
  std::vector<std::string> texts;
  SourceOptions sources;
  bool keep_lock = false;
  bool only_check = false;
  std::string name, text, directory = ".";
  std::string source, target, code;
  Settings settings;
};

// Wrong usage: thrown to end with status 2.
struct UsageError {
  int code;
  std::string message;
  std::string hint;
};

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* a = &app; a != nullptr; a = a->get_parent()) {
    for (const CLI::Option* option : a->get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  }
  return out;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    out.push_back(command->get_name());
  }
  return out;
}

std::string one_of(std::initializer_list<std::string_view> names) {
  std::string out;
  std::size_t left = names.size();
  for (const std::string_view name : names) {
    if (!out.empty()) out += left == 1 ? " or " : ", ";
    out += name;
    --left;
  }
  return out;
}

UsageError bad_value(std::string_view option, std::string_view value, std::initializer_list<std::string_view> names) {
  const std::string like = nearest(std::string(value), {names.begin(), names.end()});
  return {kBadValue, fmt::format("{} takes {}, not `{}`", option, one_of(names), value),
          like.empty() ? "" : fmt::format("did you mean {} {}?", option, like)};
}

// The texts of the options as settings.
void settle(Arguments& arguments) {
  const auto format = find_format(arguments.format);
  if (!format) throw bad_value("--format", arguments.format, {"table", "csv", "tsv", "json"});
  arguments.settings.format = *format;
  const auto colour = find_colour(arguments.colour);
  if (!colour) throw bad_value("--color", arguments.colour, {"auto", "always", "never"});
  arguments.settings.colour = *colour;
  const auto set = [&](std::string_view option, const std::string& value) {
    const auto problem = set_option(arguments.settings, option, value);
    if (problem) throw UsageError{kBadValue, problem->message, problem->hint};
  };
  if (!arguments.seconds.empty()) set("--limit-time", arguments.seconds);
  if (!arguments.memory.empty()) set("--limit-memory", arguments.memory);
  if (!arguments.tuples.empty()) set("--limit-tuples", arguments.tuples);
  if (!arguments.threads.empty()) set("--threads", arguments.threads);
  for (const std::string& path : arguments.allowed_paths) set("--allow-path", path);
  for (const std::string& text : arguments.texts) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size()) {
      throw UsageError{kBadValue, fmt::format("--text takes a source and a path, not `{}`", text),
                       "write it as --text article=article.txt"};
    }
    const std::string source = text.substr(0, sign);
    for (const auto& [other, path] : arguments.sources.texts) {
      if (other != source) continue;
      throw UsageError{kBadValue, fmt::format("--text gives `{}` two texts", source),
                       "one text a source; the sections of a longer one go into one file"};
    }
    arguments.sources.texts.emplace_back(source, text.substr(sign + 1));
  }
  arguments.sources.write = !arguments.keep_lock;
  if (!arguments.stage.empty() && arguments.stage != "ast" && arguments.stage != "program" &&
      arguments.stage != "plan") {
    throw bad_value("--print", arguments.stage, {"ast", "program", "plan"});
  }
}

void add_global_options(CLI::App& app, Arguments& arguments) {
  app.add_option("--format", arguments.format, "Answers as table, csv, tsv or json")->type_name("FORMAT");
  app.add_option("--limit-time", arguments.seconds, "Stop an evaluation after so many seconds")->type_name("SECONDS");
  app.add_option("--limit-memory", arguments.memory, "Stop an evaluation that holds more: 512M, 2G")->type_name("SIZE");
  app.add_option("--limit-tuples", arguments.tuples, "Stop an evaluation that derives more tuples")->type_name("N");
  app.add_option("--threads", arguments.threads, "Evaluate by so many threads; the answers are the same")
      ->type_name("N");
  app.add_option("--allow-path", arguments.allowed_paths,
                 "A directory that files may include, import and export in, beside that of the first file")
      ->type_name("DIR")
      ->allow_extra_args(false);  // one directory each time it is given
  app.add_option("--color", arguments.colour, "auto, always or never; auto respects NO_COLOR")->type_name("WHEN");
  app.add_flag("--stats", arguments.settings.stats,
               "With run and ask: time, tuples and memory as JSON on standard error");
  app.add_flag(
      "--strict", arguments.settings.strict,
      "Warn of undeclared predicates and unused claims, too; with sources and uses, end with 1 for what is idle");
  app.set_version_flag("--version", fmt::format("linchpin {}", kVersion), "Print the version");
}

CLI::Option* add_files(CLI::App& command, Arguments& arguments) {
  return command.add_option("FILE", arguments.files, "Files of facts, rules and questions; `-` is standard input")
      ->type_name("");
}

// The commands about texts and what is cited of them.
void add_text_commands(CLI::App& app, Arguments& arguments) {
  CLI::App* sources_command =
      app.add_subcommand("sources", "Check citations against the texts, and show what no claim covers");
  add_files(*sources_command, arguments)->required();
  sources_command->add_option("--text", arguments.texts, "The text of a source; without it, its lock is looked at")
      ->type_name("SOURCE=PATH")
      ->allow_extra_args(false);
  sources_command->add_flag("--accept", arguments.sources.accept, "Take a text that has changed into the lock");
  sources_command->add_flag("--no-write", arguments.keep_lock, "Write no lock");
  add_files(*app.add_subcommand("uses", "List predicates by how often they are used"), arguments)->required();
  CLI::App* new_command =
      app.add_subcommand("new", "Begin a knowledge base for a text, with an empty claim a sentence");
  new_command->add_option("NAME", arguments.name, "The name of its directory, and of the source")
      ->type_name("")
      ->required();
  new_command->add_option("--text", arguments.text, "The text")->type_name("PATH")->required();
  new_command->add_option("--dir", arguments.directory, "Where its directory is made")->type_name("DIR");
}

UsageError usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const CLI::App& command = chosen.empty() ? app : *chosen.front();
  const std::string help =
      fmt::format("linchpin {}{}--help shows what there is", command.get_name() == "linchpin" ? "" : command.get_name(),
                  command.get_name() == "linchpin" ? "" : " ");
  if (const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const auto left = app.remaining(true);
    const std::string word = left.empty() ? extras->what() : left.front();
    if (word.starts_with('-')) {
      const std::string name = word.substr(0, word.find('='));
      if (chosen.empty() && (name == "-q" || name == "--question")) {
        return {kUnknownOption, fmt::format("`{}` belongs to `linchpin ask`", name),
                "write: linchpin ask family.kb -q 'parent(ann, X)?'"};
      }
      const std::string like = nearest(name, option_names(command));
      return {kUnknownOption, fmt::format("there is no option `{}`", name),
              like.empty() ? help : fmt::format("did you mean `{}`?", like)};
    }
    return {kUnknownCommand, fmt::format("`{}` is one argument too many", word), help};
  }
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (command.get_name() == "new") {
      return {kMissing, "`linchpin new` needs a name and a text", "as in: linchpin new trade --text report.txt"};
    }
    if (command.get_name() == "ask" && command.get_option("FILE")->count() != 0) {
      const std::vector<std::string> files = command.get_option("FILE")->results();
      const bool is_asked = files.back().ends_with('?');
      return {kMissing, "`linchpin ask` needs a question",
              fmt::format("{}, in quotes for the shell: -q '{}'", is_asked ? "put -q before it" : "add one",
                          is_asked ? files.back() : "depends_on(X, china, R)?")};
    }
    return {kMissing, fmt::format("`linchpin {}` needs a file", command.get_name()),
            fmt::format("name one, as in: linchpin {} family.kb{}", command.get_name(),
                        command.get_name() == "ask" ? " -q 'parent(ann, X)?'" : "")};
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string text = error.what();  // "--format: 1 required FORMAT missing"
    const bool twice = text.find("received") != std::string::npos;
    return {kBadValue,
            fmt::format("{} {}", text.substr(0, text.find(':')),
                        twice ? "is given more than once" : "needs a value behind it"),
            help};
  }
  return {kBadValue, error.what(), help};
}

// `linchpin chekc a.kb` reads as files for the prompt: a bare word that is no file, and nearly a command, is a slip.
void look_for_slips(const CLI::App& app, const Arguments& arguments) {
  if (arguments.files.empty()) return;
  const std::string& first = arguments.files.front();
  std::error_code ignored;
  if (first.find_first_of("./") != std::string::npos || std::filesystem::exists(first, ignored)) return;
  const std::string like = nearest(first, command_names(app));
  if (!like.empty()) {
    throw UsageError{kUnknownCommand, fmt::format("there is no command or file `{}`", first),
                     fmt::format("did you mean `linchpin {}`?", like)};
  }
}

int dispatch(CLI::App& app, Arguments& arguments) {
  const auto chosen = app.get_subcommands();
  const std::string command = chosen.empty() ? "" : chosen.front()->get_name();
  if (command.empty()) look_for_slips(app, arguments);
  settle(arguments);
  if (command == "run") return run(arguments.settings, arguments.files);
  if (command == "ask") return ask(arguments.settings, arguments.files, arguments.question);
  if (command == "check") return check(arguments.settings, arguments.files, arguments.stage);
  if (command == "test") return test(arguments.settings, arguments.files);
  if (command == "sources") return sources(arguments.settings, arguments.files, arguments.sources);
  if (command == "uses") return uses(arguments.settings, arguments.files);
  if (command == "new") return lay_out(arguments.settings, arguments.name, arguments.text, arguments.directory);
  if (command == "convert") return convert(arguments.settings, arguments.source, arguments.target);
  if (command == "serve") return serve::serve(arguments.settings, arguments.files, stdin, stdout);
  if (command == "lsp") return lsp::serve(stdin, stdout);
  if (command == "explain") return explain(arguments.settings, arguments.code);
  if (command == "fmt") return format_files(arguments.settings, arguments.files, arguments.only_check);
  return repl(arguments.settings, arguments.files);
}

int start(int argc, char** argv) {
  CLI::App app{"Linchpin: facts and rules with the claims they come from, and questions over them.", "linchpin"};
  Arguments arguments;
  app.fallthrough();
  app.require_subcommand(0, 1);
  app.footer("`linchpin --help` has the options that go with every command, and examples.");  // of the commands
  app.get_formatter()->column_width(32);
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("OPTIONS", "OPTION...");
  app.get_formatter()->label("REQUIRED", "");
  add_global_options(app, arguments);
  add_files(app, arguments);
  CLI::App* repl_command = app.add_subcommand("repl", "The prompt; also what `linchpin FILE...` gives");
  add_files(*repl_command, arguments);
  repl_command
      ->add_option(
          "--journal", arguments.settings.journal,
          "Keep what is stated in a file, each statement on disk before it is answered, and state it again next time")
      ->type_name("FILE");
  add_files(*app.add_subcommand("run", "Load files and answer the questions in them"), arguments)->required();
  CLI::App* ask_command = app.add_subcommand("ask", "Answer one question");
  add_files(*ask_command, arguments)->required();
  ask_command->add_option("-q,--question", arguments.question, "The question, as in 'parent(ann, X)?'")
      ->type_name("QUESTION")
      ->required();
  CLI::App* check_command = app.add_subcommand("check", "Look for mistakes, and answer nothing");
  add_files(*check_command, arguments)->required();
  check_command->add_option("--print", arguments.stage, "Print the files as ast, program or plan")->type_name("STAGE");
  CLI::App* test_command = app.add_subcommand("test", "Check the `% expect:` and `% error:` comments in files");
  test_command->add_option("FILE", arguments.files, "Files, or directories of .kb files")->type_name("")->required();
  add_text_commands(app, arguments);
  CLI::App* fmt_command = app.add_subcommand("fmt", "Lay files out in the one way, in place");
  fmt_command
      ->add_option("FILE", arguments.files,
                   "Files, or directories of .kb files; `-` is standard input, laid out on standard output")
      ->type_name("")
      ->required();
  fmt_command->add_flag("--check", arguments.only_check,
                        "Write nothing; name the files that differ, and end with 1 if there are any");
  CLI::App* convert_command = app.add_subcommand("convert", "Make a knowledge base of a Souffle program");
  convert_command->add_option("FILE", arguments.source, "A program, FILE.dl")->type_name("")->required();
  convert_command->add_option("-o,--output", arguments.target, "Where the knowledge base goes, else standard output")
      ->type_name("FILE");
  CLI::App* serve_command = app.add_subcommand("serve", "Answer requests of other programs, as lines of JSON");
  serve_command->add_flag("--stdio")->description("Over standard input and output, which is the one way there is");
  serve_command->add_option("FILE", arguments.files, "Knowledge bases to begin with")->type_name("");
  app.add_subcommand("lsp", "Serve an editor by the Language Server Protocol, over standard input and output");
  app.add_subcommand("explain", "Tell more of a message, by its code, as in E101")
      ->add_option("CODE", arguments.code, "What stands in the brackets of a message")
      ->type_name("")
      ->required();
  app.footer(kExamples);
  try {
    try {
      app.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
      return app.exit(asked);
    } catch (const CLI::ParseError& error) {
      throw usage_error(app, error);
    }
    return dispatch(app, arguments);
  } catch (const UsageError& error) {
    complain(error.code, error.message, error.hint, use_colour(arguments.settings.colour, STDERR_FILENO));
    return exit_status::kUsage;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // a reader that has gone ends the program quietly, whatever the parent ignored
  try {
    return start(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("error[E324]: memory is used up\n", stderr);
    return exit_status::kLimit;
  }
}
