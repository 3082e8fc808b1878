#include "value/pool.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "syntax/print.hpp"
#include "value/interned.hpp"

namespace linchpin {
namespace {

using interned::Term;

// Exact: a long double has at least 64 bits of mantissa here, so both an int64 and a double fit.
static_assert(std::numeric_limits<long double>::digits >= 64);

}  // namespace

struct Pool::Impl {
  interned::Texts names;
  interned::Texts strings;
  interned::Words integers;
  interned::Words decimals;
  interned::Terms terms;

  long double number(Value v) const {
    if (v.is_small()) return static_cast<long double>(v.small());
    if (v.kind() == Kind::integer) return static_cast<long double>(std::bit_cast<std::int64_t>(integers[v.payload()]));
    return static_cast<long double>(std::bit_cast<double>(decimals[v.payload()]));
  }
};

struct Pool::Mark::Impl {
  interned::Texts::Mark names, strings;
  interned::Words::Mark integers, decimals;
  interned::Terms::Mark terms;
};

Pool::Mark::Mark(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pool::Mark::~Mark() = default;
Pool::Mark::Mark(Mark&&) noexcept = default;
Pool::Mark& Pool::Mark::operator=(Mark&&) noexcept = default;

Pool::Mark Pool::mark() const {
  return Mark(
      std::make_unique<Mark::Impl>(Mark::Impl{impl_->names.mark(), impl_->strings.mark(), impl_->integers.mark(),
                                              impl_->decimals.mark(), impl_->terms.mark()}));
}

void Pool::rollback(const Mark& mark) {
  impl_->names.rollback(mark.impl_->names);
  impl_->strings.rollback(mark.impl_->strings);
  impl_->integers.rollback(mark.impl_->integers);
  impl_->decimals.rollback(mark.impl_->decimals);
  impl_->terms.rollback(mark.impl_->terms);
}

Pool::Pool() : impl_(std::make_unique<Impl>()) {}
Pool::~Pool() = default;

Value Pool::name(std::string_view text) { return Value::pooled(Kind::name, impl_->names.intern(text)); }
Value Pool::string(std::string_view text) { return Value::pooled(Kind::string, impl_->strings.intern(text)); }

Value Pool::integer(std::int64_t i) {
  if (Value::fits_small(i)) return Value::small(i);
  return Value::pooled(Kind::integer, impl_->integers.intern(std::bit_cast<std::uint64_t>(i)));
}

Value Pool::decimal(double d) {
  if (d == 0) d = 0;  // one zero
  return Value::pooled(Kind::decimal, impl_->decimals.intern(std::bit_cast<std::uint64_t>(d)));
}

Value Pool::date(std::int64_t days) {
  return Value::pooled(Kind::date, static_cast<std::uint32_t>(days + Value::kDateBias));
}

Value Pool::term(Value functor, std::span<const Value> args) {
  std::uint32_t depth = 0;
  for (Value v : args) depth = std::max(depth, this->depth(v));
  return Value::pooled(Kind::term, impl_->terms.intern(functor, args, depth + 1));
}

Translation Pool::absorb(const Pool& other) {
  Translation to;
  const auto numbers = [&](Kind kind) -> auto& { return to.numbers_[static_cast<std::size_t>(kind)]; };
  numbers(Kind::name) = impl_->names.absorb(other.impl_->names);
  numbers(Kind::string) = impl_->strings.absorb(other.impl_->strings);
  numbers(Kind::integer) = impl_->integers.absorb(other.impl_->integers);
  numbers(Kind::decimal) = impl_->decimals.absorb(other.impl_->decimals);
  // A term's arguments were interned before it.
  std::vector<Value> args;
  for (std::uint32_t i = 0; i < other.impl_->terms.size(); ++i) {
    const Term& term = other.impl_->terms[i];
    args.assign(term.args, term.args + term.size);
    for (Value& arg : args) arg = to(arg);
    numbers(Kind::term).push_back(impl_->terms.intern(to(term.functor), args, term.depth));
  }
  return to;
}

std::pair<Value, bool> Pool::find_name(std::string_view text) const {
  const std::uint32_t entry = impl_->names.find(text);
  if (entry == interned::kNone) return {{}, false};
  return {Value::pooled(Kind::name, entry), true};
}

std::string_view Pool::text(Value v) const {
  return v.kind() == Kind::name ? impl_->names[v.payload()] : impl_->strings[v.payload()];
}

std::int64_t Pool::integer(Value v) const {
  return v.is_small() ? v.small() : std::bit_cast<std::int64_t>(impl_->integers[v.payload()]);
}

double Pool::decimal(Value v) const { return std::bit_cast<double>(impl_->decimals[v.payload()]); }
std::int64_t Pool::days(Value v) const { return static_cast<std::int64_t>(v.payload()) - Value::kDateBias; }
Value Pool::functor(Value v) const { return impl_->terms[v.payload()].functor; }

std::span<const Value> Pool::args(Value v) const {
  const Term& t = impl_->terms[v.payload()];
  return {t.args, t.size};
}

std::uint32_t Pool::depth(Value v) const { return v.is_term() ? impl_->terms[v.payload()].depth : 0; }
double Pool::number(Value v) const { return static_cast<double>(impl_->number(v)); }

namespace {

int rank(Kind kind) {
  switch (kind) {
    case Kind::integer:
    case Kind::decimal:
      return 0;
    case Kind::date:
      return 1;
    case Kind::name:
      return 2;
    case Kind::string:
      return 3;
    case Kind::term:
      return 4;
  }
  return 5;
}

}  // namespace

std::strong_ordering Pool::compare_numeric(Value a, Value b) const {
  if (a == b) return std::strong_ordering::equal;
  if (a.is_small() && b.is_small()) return a.small() <=> b.small();
  const Kind ka = a.kind();
  const Kind kb = b.kind();
  if (rank(ka) != rank(kb)) return rank(ka) <=> rank(kb);
  switch (ka) {
    case Kind::integer:
    case Kind::decimal: {
      const long double x = impl_->number(a);
      const long double y = impl_->number(b);
      return x < y ? std::strong_ordering::less : (x > y ? std::strong_ordering::greater : std::strong_ordering::equal);
    }
    case Kind::date:
      return a.payload() <=> b.payload();
    case Kind::name:
    case Kind::string:
      return text(a).compare(text(b)) <=> 0;  // UTF-8 keeps the order of code points
    case Kind::term:
      break;
  }
  const Term& s = impl_->terms[a.payload()];
  const Term& t = impl_->terms[b.payload()];
  if (auto order = compare(s.functor, t.functor); order != 0) return order;
  if (s.size != t.size) return s.size <=> t.size;
  for (std::uint32_t i = 0; i < s.size; ++i) {
    if (auto order = compare(s.args[i], t.args[i]); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering Pool::compare(Value a, Value b) const {
  const std::strong_ordering order = compare_numeric(a, b);
  if (order != 0 || a == b) return order;
  return a.kind() <=> b.kind();  // the same number: the integer before the decimal
}

void Pool::print(Value v, std::string& out) const {
  switch (v.kind()) {
    case Kind::integer:
      out += std::to_string(integer(v));
      return;
    case Kind::decimal:
      out += syntax::print_decimal(decimal(v));
      return;
    case Kind::date:
      out += syntax::print_date(days(v));
      return;
    case Kind::name:
      out += syntax::print_name(text(v));
      return;
    case Kind::string:
      out += syntax::print_string(text(v));
      return;
    case Kind::term:
      break;
  }
  const Term& t = impl_->terms[v.payload()];
  if (t.size == 1 && t.args[0].is_term() && text(t.functor) == "-") {  // a denial
    out += '-';
    print(t.args[0], out);
    return;
  }
  print(t.functor, out);
  out += '(';
  for (std::uint32_t i = 0; i < t.size; ++i) {
    if (i != 0) out += ", ";
    print(t.args[i], out);
  }
  out += ')';
}

std::string Pool::print(Value v) const {
  std::string out;
  print(v, out);
  return out;
}

std::size_t Pool::bytes() const {
  return impl_->names.bytes() + impl_->strings.bytes() + impl_->integers.bytes() + impl_->decimals.bytes() +
         impl_->terms.bytes();
}

std::size_t Pool::count(Kind kind) const {
  switch (kind) {
    case Kind::name:
      return impl_->names.size();
    case Kind::string:
      return impl_->strings.size();
    case Kind::integer:
      return impl_->integers.size();
    case Kind::decimal:
      return impl_->decimals.size();
    case Kind::term:
      return impl_->terms.size();
    case Kind::date:
      return 0;
  }
  return 0;
}

}  // namespace linchpin
