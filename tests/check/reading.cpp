#include "reading.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "naive.hpp"
#include "text.hpp"

namespace linchpin::check {
namespace {

namespace fs = std::filesystem;

// ---- tables

std::vector<std::string> cells(const std::string& line, char separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

syntax::Term value_of_type(const std::string& cell, const std::string& type) {
  syntax::Term t;
  t.text = cell;
  t.kind = syntax::Term::Kind::string;
  if (type == "string") return t;
  const bool is_name =
      !cell.empty() && std::islower(static_cast<unsigned char>(cell[0])) != 0 &&
      std::all_of(cell.begin(), cell.end(), [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; });
  if (is_name) t.kind = syntax::Term::Kind::name;
  if (type == "decimal") {
    t.kind = syntax::Term::Kind::decimal;
    t.decimal = std::strtod(cell.c_str(), nullptr);
    t.text.clear();
    return t;
  }
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), integer);
  if (error == std::errc() && end == cell.data() + cell.size()) {
    t.kind = syntax::Term::Kind::integer;
    t.integer = integer;
    t.text.clear();
  }
  return t;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("can't read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Reader::text(const std::string& name, const std::string& text) {
  const auto beside = [&](const std::string& path) { return (fs::path(name).parent_path() / path).string(); };
  for (syntax::Statement& s : property::parse(text)) {
    if (const auto* include = std::get_if<syntax::Include>(&s.body)) {
      const std::string path = beside(include->path);
      if (read_.insert(fs::weakly_canonical(path).string()).second) this->text(path, read_file(path));
      continue;
    }
    if (auto* import = std::get_if<syntax::Import>(&s.body)) import->path = beside(import->path);
    out_.push_back(std::move(s));
  }
}

Statements read_table(const syntax::Import& import, const std::string& path, const std::vector<std::string>& types) {
  const std::string ending = fs::path(path).extension().string();
  if (ending != ".csv" && ending != ".tsv") throw naive::Invalid("a table that is not read here: " + path);
  std::ifstream in(path);
  if (!in) throw std::runtime_error("can't read " + path);
  std::vector<std::size_t> places;
  Statements out;
  std::string line;
  for (bool first = true; std::getline(in, line); first = false) {
    if (line.empty()) continue;
    const std::vector<std::string> row = cells(line, ending == ".csv" ? ',' : '\t');
    if (first) {
      for (std::size_t c = 0; c < import.columns.size(); ++c) {
        const auto at = std::find(row.begin(), row.end(), import.columns[c].text);
        if (at != row.end()) places.push_back(static_cast<std::size_t>(at - row.begin()));
      }
      if (places.size() == import.columns.size()) continue;
      places.clear();
      for (std::size_t c = 0; c < import.columns.size(); ++c) places.push_back(c);
    }
    syntax::Clause fact;
    fact.head.predicate = import.predicate.text;
    for (std::size_t c = 0; c < places.size(); ++c) {
      fact.head.args.push_back(value_of_type(row.at(places[c]), c < types.size() ? types[c] : ""));
    }
    out.push_back({{}, std::move(fact)});
  }
  return out;
}

}  // namespace linchpin::check
