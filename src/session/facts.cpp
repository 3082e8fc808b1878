// Facts in bulk: what a program gives value by value, and how a session takes them.
#include <fmt/core.h>
#include <fmt/format.h>

#include <cmath>
#include <new>
#include <optional>
#include <unordered_map>

#include "linchpin.hpp"
#include "session/impl.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin {
namespace {

constexpr std::uint16_t kTooLarge = 441;
constexpr std::uint16_t kUnfit = 459;
constexpr std::size_t kMostText = 0xffff'ffff;  // bytes: a place has 32 bits
constexpr std::size_t kMostErrors = 20;

// A value as the language writes it, read into the pool.
bool read_value(std::string_view written, Pool& pool, Value& value) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto statements = syntax::parse(sources, sources.add("", fmt::format("p({}).", written)), diagnostics);
  const auto* clause = statements.size() == 1 ? std::get_if<syntax::Clause>(&statements[0].body) : nullptr;
  return diagnostics.ok() && clause != nullptr && clause->body.empty() && clause->head.args.size() == 1 &&
         clause->head.names.empty() && knowledge::plain_value(clause->head.args[0], pool, value);
}

std::string written_head(const knowledge::Signature& signature) {
  return (signature.denied ? "-" : "") + syntax::print_name(signature.name);
}

}  // namespace

// The text that the facts would be is made only where it is looked at: of each fact it is known where it begins.
struct Facts::Impl {
  // A fact with a value that does not fit.
  struct Refused {
    std::size_t begin;
    std::string line;
    Span value;  // from the beginning of the line
    std::string why;
  };

  std::shared_ptr<Pool> pool = std::make_shared<Pool>();  // sessions that make texts have it, too
  knowledge::Module module;
  std::size_t size = 0;  // of the text, in bytes
  std::size_t count = 0;
  std::vector<Refused> refused;  // the first ones

  // The fact that is being given.
  std::string given;  // its predicate
  knowledge::Signature signature;
  std::size_t head_size = 0;
  std::vector<Value> row;
  std::size_t row_size = 0;  // of the values as they are written
  struct Unfit {
    std::size_t at;  // in the row
    std::string written, why;
  };
  std::optional<Unfit> unfit;  // the first value that is

  void put(Value value, std::size_t written) {
    row.push_back(value);
    row_size += written;
  }
  void put_unfit(std::string_view written, const char* why) {
    if (!unfit) unfit = Unfit{row.size(), std::string(written), why};
    put({}, written.size());
  }
  // A value that the text has; false if it has none of that kind.
  bool put_written(std::string_view written, std::optional<Kind> kind) {
    Value value;
    if (!read_value(written, *pool, value) || (kind && value.kind() != *kind)) return false;
    put(value, pool->print(value).size());
    return true;
  }

  void refuse() {
    if (refused.size() == kMostErrors) return;
    Refused one{size, written_head(signature) + "(", {}, std::move(unfit->why)};
    for (std::size_t a = 0; a < row.size(); ++a) {
      if (a != 0) one.line += ", ";
      if (a != unfit->at) {
        pool->print(row[a], one.line);
        continue;
      }
      one.value.begin = static_cast<std::uint32_t>(one.line.size());
      one.line += unfit->written;
      one.value.end = static_cast<std::uint32_t>(one.line.size());
    }
    one.line += ").\n";
    refused.push_back(std::move(one));
  }
};

namespace {

// Pools throw what no one outside knows.
template <class Run>
void with_memory(const Run& run) {
  try {
    run();
  } catch (const PoolFull&) {
    throw std::bad_alloc();
  }
}

// The facts of a module as lines of a text, each where its origin says.
std::string written(const knowledge::Module& module, const Pool& pool, std::size_t size) {
  std::string out(size, '\n');
  std::string line;
  for (const knowledge::FactTable& table : module.facts) {
    const std::string head = written_head(table.signature);
    for (std::size_t r = 0; r < table.rows(); ++r) {
      line = head;
      for (const Value value : table.row(r)) {
        line += line.size() == head.size() ? "(" : ", ";
        pool.print(value, line);
      }
      line += table.signature.arity == 0 ? "." : ").";
      out.replace(table.origins[r].span.begin, line.size(), line);
    }
  }
  return out;
}

}  // namespace

Facts::Facts() : impl_(std::make_unique<Impl>()) {}
Facts::~Facts() = default;
Facts::Facts(Facts&&) noexcept = default;
Facts& Facts::operator=(Facts&&) noexcept = default;

std::size_t Facts::size() const { return impl_->count; }
void Facts::clear() { impl_ = std::make_unique<Impl>(); }

std::string Facts::text() const {
  std::string out = written(impl_->module, *impl_->pool, impl_->size);
  for (const Impl::Refused& one : impl_->refused) out.replace(one.begin, one.line.size(), one.line);
  return out;
}

void Facts::begin(std::string_view predicate) {
  Impl& impl = *impl_;
  impl.row.clear();
  impl.row_size = 0;
  impl.unfit.reset();
  if (impl.given == predicate) return;
  impl.given = predicate;
  impl.signature.denied = predicate.starts_with('-');
  impl.signature.name = predicate.substr(impl.signature.denied ? 1 : 0);
  impl.head_size = written_head(impl.signature).size();
}

void Facts::put_integer(std::int64_t integer) {
  with_memory([&] { impl_->put(impl_->pool->integer(integer), fmt::format_int(integer).size()); });
}

void Facts::put_decimal(double decimal) {
  if (decimal == 0) decimal = 0;  // one zero, as in the pool
  const std::string text = syntax::print_decimal(decimal);
  if (!std::isfinite(decimal)) return impl_->put_unfit(text, "a decimal is a finite number");
  with_memory([&] { impl_->put(impl_->pool->decimal(decimal), text.size()); });
}

void Facts::put_string(std::string_view string) {
  with_memory([&] { impl_->put(impl_->pool->string(string), syntax::print_string(string).size()); });
}

void Facts::put_name(std::string_view name) {
  with_memory([&] {
    if (name.starts_with('\'') && impl_->put_written(name, Kind::name)) return;
    impl_->put(impl_->pool->name(name), syntax::print_name(name).size());
  });
}

void Facts::put_date(std::string_view date) {
  with_memory([&] {
    if (!impl_->put_written(date, Kind::date)) impl_->put_unfit(date, "a day is written as 2024-06-19");
  });
}

void Facts::put_term(std::string_view term) {
  with_memory([&] {
    if (!impl_->put_written(term, std::nullopt)) impl_->put_unfit(term, "write it as in a .kb file");
  });
}

void Facts::end() {
  Impl& impl = *impl_;
  const std::size_t values = impl.row.size();
  const std::size_t line = impl.head_size + impl.row_size + (values == 0 ? 0 : 2 + 2 * (values - 1)) + 2;
  if (impl.unfit) {
    impl.refuse();
  } else if (impl.size + line < kMostText) {
    const auto begin = static_cast<std::uint32_t>(impl.size);
    impl.signature.arity = static_cast<std::uint32_t>(values);
    impl.module.add(impl.signature, impl.row, {{0, begin, static_cast<std::uint32_t>(begin + line - 2)}});
  }
  impl.size += line;
  ++impl.count;
}

void Facts::add_row(std::string_view predicate, std::span<const Datum> values) {
  begin(predicate);
  for (const Datum& value : values) put(value);
  end();
}

// The facts as a module in the session's own values. Empty, with messages, where some don't fit.
std::optional<knowledge::Module> Session::Impl::take(const Facts& facts) {
  const Facts::Impl& given = *facts.impl_;
  begin();
  first_new_file = static_cast<FileId>(state->sources.size());
  if (given.size >= kMostText) {
    diagnostics.error(kTooLarge, {}, "these facts are too many to be given at once", "give them in parts").placed =
        false;
    return std::nullopt;
  }
  if (!given.refused.empty()) {
    const FileId file = state->sources.add("<facts>", facts.text());
    for (const Facts::Impl::Refused& one : given.refused) {
      const auto begin = static_cast<std::uint32_t>(one.begin);
      diagnostics.error(kUnfit, {file, begin + one.value.begin, begin + one.value.end},
                        "this is no value that a fact can have", one.why);
    }
    return std::nullopt;
  }
  const FileId file = state->sources.add("<facts>", [module = given.module, pool = given.pool, size = given.size] {
    return written(module, *pool, size);
  });
  knowledge::Module module = given.module;
  const Status status = state->guarded([&] { module.translate(state->pool.absorb(*given.pool)); }, diagnostics);
  if (status != Status::ok) return std::nullopt;
  for (Shared<knowledge::FactTable>& table : module.facts) {
    for (knowledge::Origin& origin : table.edit().origins) origin.span.file = file;
  }
  return module;
}

Status Session::add(const Facts& facts) {
  return impl_->take_values([&] {
    std::optional<knowledge::Module> module = impl_->take(facts);
    if (!module) return impl_->finish(Status::error);
    const std::uint64_t derivations_before = impl_->state->engine.derivations();
    impl_->load_seconds = impl_->evaluate_seconds = 0;
    std::vector<session::Segment> segments(1);
    segments[0].module = *std::move(module);
    const Status status = impl_->run(std::move(segments), {});
    impl_->derivations = impl_->state->engine.derivations() - derivations_before;
    return impl_->finish(status);
  });
}

Status Session::retract(const Facts& facts) {
  return impl_->take_values([&] {
    const std::optional<knowledge::Module> module = impl_->take(facts);
    if (!module) return impl_->finish(Status::error);
    Diagnostics found;
    const Status status = impl_->state->retract(*module, impl_->budget, found);
    impl_->keep(found);
    impl_->accepted = status == Status::ok;
    return impl_->finish(status);
  });
}

namespace session {
namespace {

std::string_view bits(std::span<const Value> row) {
  return {reinterpret_cast<const char*>(row.data()), row.size_bytes()};
}

}  // namespace

Status State::retract(const knowledge::Module& facts, engine::Budget& budget, Diagnostics& diagnostics) {
  return edited(
      [&] {
        std::size_t errors = 0;
        for (const knowledge::FactTable& gone : facts.facts) {
          std::unordered_map<std::string_view, bool> wanted;  // and whether it was there
          for (std::size_t r = 0; r < gone.rows(); ++r) wanted.emplace(bits(gone.row(r)), false);
          module.retract_facts(gone.signature, [&](auto row) {
            const auto at = wanted.find(bits(row));
            if (at != wanted.end()) at->second = true;
            return at != wanted.end();
          });
          for (std::size_t r = 0; r < gone.rows() && errors < kMostErrors; ++r) {
            const auto row = gone.row(r);
            if (wanted.at(bits(row))) continue;
            explain_underived(gone.signature, {row.begin(), row.end()}, gone.origins[r].span, diagnostics);
            ++errors;
          }
          if (const auto p = signatures.find(gone.signature)) changed_.insert(*p);
        }
        return errors == 0;
      },
      budget, diagnostics);
}

}  // namespace session
}  // namespace linchpin
