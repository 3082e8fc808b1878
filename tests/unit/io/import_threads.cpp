// Whatever the number of threads and the size of blocks, an import gives the same: here, on random tables, the same as
// one thread that takes the whole file as one block.
#include <boost/test/unit_test.hpp>
#include <random>
#include <stdexcept>

#include "io/import.hpp"
#include "tests/unit/io/temporary.hpp"

using namespace linchpin;
using namespace linchpin::io;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return random() % n; }

// All that an import leaves, as text.
std::string import_as(const std::string& path, ImportSpec spec, unsigned threads, std::size_t block_bytes) {
  spec.threads = threads;
  spec.block_bytes = block_bytes;
  Pool pool;
  Table table;
  std::vector<ImportError> errors;
  std::string out = std::to_string(static_cast<int>(import_table(path, spec, pool, table, errors)));
  out += " " + std::to_string(table.rows) + " rows";
  for (const auto& column : table.columns) {
    out += "\ncolumn";
    for (const Value v : column) out += " " + std::to_string(v.bits());
  }
  for (const Kind kind : {Kind::integer, Kind::decimal, Kind::name, Kind::string}) {
    out += "\nkind";
    for (std::uint32_t i = 0; i < pool.count(kind); ++i) out += " " + pool.print(Value::pooled(kind, i));
  }
  for (const ImportError& e : errors) {
    out += "\n" + std::to_string(e.code) + " " + std::to_string(e.line) + ":" + std::to_string(e.column) + " " +
           e.message + " / " + e.hint;
  }
  return out;
}

struct Shape {
  std::size_t columns;
  char separator;
  bool faults;  // now and then, of every kind
  bool quotes;
};

std::string random_cell(Random& random, const Shape& shape) {
  std::string text;
  switch (below(random, shape.faults ? 60 : 20)) {
    case 0:
      text = std::to_string(random() * std::uint64_t{9});  // beyond the small ones
      break;
    case 1:
      text = std::to_string(below(random, 100)) + "." + std::to_string(below(random, 10));
      break;
    case 2:
      text = "2024-06-1" + std::to_string(below(random, 10));
      break;
    case 3:
      text = " blank  around\t";
      if (shape.separator == '\t') text.pop_back();
      break;
    case 4:
      text = "-" + std::to_string(below(random, 100));
      break;
    case 5:
      break;
    case 6:
      text = "Zürich " + std::to_string(below(random, 30));
      break;
    case 7:
    case 8:
    case 9:
    case 10:
      text = "name_" + std::to_string(below(random, 60));
      break;
    case 11:
    case 12:
      text = "a name of some length, " + std::to_string(below(random, 60));
      std::replace(text.begin(), text.end(), ',', '-');
      break;
    case 20:
      text = "\xff";
      break;
    case 21:
      text = "12345678901234567890";
      break;
    case 22:
      return "\"x\" y";
    default:
      text = std::to_string(below(random, std::size_t{1} << below(random, 34)));
  }
  if (!shape.quotes || below(random, 8) != 0) return text;
  switch (below(random, 3)) {
    case 0:
      text += "\n and\r\n more\n";
      break;
    case 1:
      text += "\"\"";
      break;
    default:
      text += shape.separator;
  }
  return "\"" + text + "\"";
}

std::string random_table(Random& random, const Shape& shape, const ImportSpec& spec) {
  std::string text = below(random, 3) == 0 ? "\xEF\xBB\xBF" : "";
  const std::string line_end = below(random, 3) == 0 ? "\r\n" : "\n";
  for (std::size_t i = below(random, 3); i != 0; --i) text += line_end;
  if (below(random, 2) == 0) {
    for (std::size_t c = shape.columns; c-- != 0;) {
      text += c < spec.columns.size() ? spec.columns[c].name : "other";
      text += c == 0 ? line_end : std::string(1, shape.separator);
    }
  }
  for (std::size_t rows = below(random, 120); rows != 0; --rows) {
    std::size_t cells = shape.columns;
    if (shape.faults && below(random, 20) == 0) cells = 1 + below(random, 5);
    for (std::size_t c = 0; c < cells; ++c) {
      text += random_cell(random, shape);
      text += c + 1 == cells ? line_end : std::string(1, shape.separator);
    }
    if (below(random, 12) == 0) text += "  " + line_end;
  }
  if (below(random, 3) == 0) text.resize(text.size() - std::min(text.size(), line_end.size()));
  if (shape.faults && below(random, 4) == 0) text += "1,\"not closed\n2,3\n4,5\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import_on_threads)

BOOST_AUTO_TEST_CASE(random_tables_come_out_the_same) {
  const TemporaryDirectory directory;
  Random random(20240619);
  std::size_t good = 0;
  std::size_t bad = 0;
  for (int i = 0; i < 300; ++i) {
    const Shape shape{1 + below(random, 3), below(random, 2) == 0 ? ',' : '\t', below(random, 2) == 0,
                      below(random, 2) == 0};
    ImportSpec spec;
    for (std::size_t c = 0; c < shape.columns; ++c) {
      const auto type = below(random, 3) != 0 ? CellType::any : static_cast<CellType>(below(random, 7));
      spec.columns.push_back({"c" + std::to_string(c), type});
    }
    const std::string text = random_table(random, shape, spec);
    const std::string name = shape.separator == ',' ? "t.csv" : "t.tsv";
    const std::string path = i % 3 == 0 ? directory.write_gzip(name, text) : directory.write(name, text);
    const std::string expected = import_as(path, spec, 1, std::size_t{1} << 24);
    (expected[0] == '0' ? good : bad) += 1;
    for (const unsigned threads : {1U, 2U, 3U}) {
      for (const std::size_t bytes : {1, 40, 300, 2000}) {
        const std::string found = import_as(path, spec, threads, bytes);
        BOOST_REQUIRE_MESSAGE(found == expected, "table " << i << ", " << threads << " threads, blocks of " << bytes
                                                          << ":\n"
                                                          << text << "\ngave\n"
                                                          << found << "\nand not\n"
                                                          << expected);
      }
    }
  }
  BOOST_TEST(good > 50U);
  BOOST_TEST(bad > 50U);
}

BOOST_AUTO_TEST_CASE(random_json_lines_come_out_the_same) {
  const TemporaryDirectory directory;
  Random random(20240620);
  const ImportSpec spec{{{"a"}, {"b", CellType::number}}};
  for (int i = 0; i < 100; ++i) {
    std::string text = below(random, 3) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t rows = below(random, 120); rows != 0; --rows) {
      const std::string name = "\"n " + std::to_string(below(random, 60)) + "\"";
      const std::string number = std::to_string(random() * std::uint64_t{below(random, 9)});
      text += below(random, 2) == 0 ? "{\"a\": " + name + ", \"b\": " + number + "}" : "[" + name + "," + number + "]";
      if (i % 2 == 0 && below(random, 20) == 0) text += "]";
      if (below(random, 9) == 0) text += "\n";
      if (rows != 1 || below(random, 2) == 0) text += below(random, 3) == 0 ? "\r\n" : "\n";
    }
    const std::string path = i % 3 == 0 ? directory.write_gzip("t.jsonl.gz", text) : directory.write("t.jsonl", text);
    const std::string expected = import_as(path, spec, 1, std::size_t{1} << 24);
    for (const unsigned threads : {1U, 3U}) {
      for (const std::size_t bytes : {1, 40, 2000}) {
        BOOST_REQUIRE_MESSAGE(import_as(path, spec, threads, bytes) == expected, "table " << i << ":\n" << text);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_an_import_is_stopped_with_comes_out) {
  const TemporaryDirectory directory;
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "12345,67890\n";
  const std::string path = directory.write("t.csv", text);
  for (const unsigned threads : {1U, 3U}) {
    Pool pool;
    Table table;
    std::vector<ImportError> errors;
    ImportSpec spec{{{"a"}, {"b"}}, threads};
    int asked = 0;
    const auto import = [&] {
      import_table(path, spec, pool, table, errors, [&](std::uint64_t) -> bool {
        if (++asked == 3) throw std::runtime_error("enough");
        return true;
      });
    };
    BOOST_CHECK_EXCEPTION(import(), std::runtime_error,
                          [](const auto& e) { return e.what() == std::string("enough"); });
    BOOST_TEST(asked == 3);
  }
}

BOOST_AUTO_TEST_SUITE_END()
