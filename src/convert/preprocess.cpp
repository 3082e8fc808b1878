#include "convert/preprocess.hpp"

#include <cctype>
#include <optional>

namespace linchpin::convert {
namespace {

constexpr std::size_t kMostReplacements = 50;  // of a name within what another stands for: macros may go in circles

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool begins_word(char c) { return is_word(c) && std::isdigit(static_cast<unsigned char>(c)) == 0; }

// The next word of a directive's line, which loses it.
std::string_view take_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  std::size_t end = 0;
  while (end < line.size() && is_word(line[end])) ++end;
  const std::string_view out = line.substr(0, end);
  line.remove_prefix(end);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

class Preprocessor {
 public:
  Preprocessor(std::string_view text, Macros& macros, const OnInclude& on_include)
      : text_(text), macros_(macros), on_include_(on_include) {}

  Preprocessed run() {
    while (at_ < text_.size()) {
      const std::size_t first = text_.find_first_not_of(" \t", at_);
      if (!in_comment_ && first < text_.size() && text_[first] == '#') {
        directive(first);
      } else {
        const std::string_view line = take_line();
        if (passed_over()) {
          out_.text += line.ends_with('\n') ? "\n" : "";
        } else {
          replace(line, 0, out_.text);
        }
      }
    }
    if (!branches_.empty()) problem(text_.size(), "`#ifdef` without `#endif`");
    return std::move(out_);
  }

 private:
  struct BranchState {
    bool taken;
    bool outer;  // what stands around it is taken
  };

  bool passed_over() const { return !branches_.empty() && !(branches_.back().taken && branches_.back().outer); }

  void problem(std::size_t offset, std::string message) { out_.problems.push_back({offset, std::move(message)}); }

  std::string_view take_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = end;
    return line;
  }

  void directive(std::size_t sign) {
    std::string line;
    std::string breaks;
    do {  // a backslash joins lines
      const std::string_view part = take_line();
      line += part;
      if (part.ends_with('\n')) breaks += '\n';
      while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
      if (!line.ends_with('\\')) break;
      line.back() = ' ';
    } while (at_ < text_.size());
    std::string_view rest = line;
    rest.remove_prefix(rest.find('#') + 1);
    const std::string_view word = take_word(rest);
    if (word == "ifdef" || word == "ifndef") {
      const bool defined = macros_.contains(take_word(rest));
      branches_.push_back({defined == (word == "ifdef"), !passed_over()});
    } else if (word == "else" && !branches_.empty()) {
      branches_.back().taken = !branches_.back().taken;
    } else if (word == "endif" && !branches_.empty()) {
      branches_.pop_back();
    } else if (word == "if" || word == "elif" || word == "else" || word == "endif") {
      problem(sign,
              "of the preprocessor's conditions only `#ifdef` and `#ifndef`, with `#else` and `#endif`, are taken");
      if (word == "if") branches_.push_back({true, !passed_over()});
    } else if (!passed_over()) {
      plain_directive(word, rest, sign);
    }
    out_.text += breaks;
  }

  void plain_directive(std::string_view word, std::string_view rest, std::size_t sign) {
    if (word == "define") {
      const std::string name(take_word(rest));
      if (rest.starts_with('(')) return problem(sign, "macros with arguments are not taken");
      macros_[name] = trimmed(rest);
    } else if (word == "undef") {
      const auto found = macros_.find(take_word(rest));
      if (found != macros_.end()) macros_.erase(found);
    } else if (word == "include") {
      const std::string_view path = trimmed(rest);
      const std::size_t end = path.find('"', 1);
      if (!path.starts_with('"') || end == std::string_view::npos) {
        return problem(sign, "files of the system are not included");
      }
      out_.text += ".include \"" + on_include_(path.substr(1, end - 1)) + '"';
    } else if (!word.empty() && word != "line" && word != "pragma" &&
               std::isdigit(static_cast<unsigned char>(word[0])) == 0) {  // `# 12 "file"` says where a line came from
      problem(sign, "this directive of the preprocessor is not taken");
    }
  }

  // Appends the text with macros replaced.
  void replace(std::string_view text, std::size_t depth, std::string& out) {
    for (std::size_t i = 0; i < text.size();) {
      if (in_comment_) {
        const std::size_t end = text.find("*/", i);
        in_comment_ = end == std::string_view::npos;
        const std::size_t stop = in_comment_ ? text.size() : end + 2;
        out += text.substr(i, stop - i);
        i = stop;
      } else if (text.substr(i).starts_with("/*")) {
        out += "/*";
        i += 2;
        in_comment_ = true;
      } else if (text.substr(i).starts_with("//")) {
        out += text.substr(i);
        return;
      } else if (text[i] == '"') {
        std::size_t end = i + 1;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        end = std::min(end + 1, text.size());
        out += text.substr(i, end - i);
        i = end;
      } else if (is_word(text[i])) {
        std::size_t end = i;
        while (end < text.size() && is_word(text[end])) ++end;
        const std::string_view word = text.substr(i, end - i);
        const auto macro = begins_word(text[i]) ? macros_.find(word) : macros_.end();
        if (macro != macros_.end() && depth < kMostReplacements) {
          replace(macro->second, depth + 1, out);
        } else {
          out += word;
        }
        i = end;
      } else {
        out += text[i++];
      }
    }
  }

  std::string_view text_;
  Macros& macros_;
  const OnInclude& on_include_;
  std::size_t at_ = 0;
  bool in_comment_ = false;
  std::vector<BranchState> branches_;
  Preprocessed out_;
};

}  // namespace

Preprocessed preprocess(std::string_view text, Macros& macros, const OnInclude& on_include) {
  return Preprocessor(text, macros, on_include).run();
}

}  // namespace linchpin::convert
