#include "value/pool.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "syntax/print.hpp"

namespace linchpin {
namespace {

constexpr std::uint32_t kEmpty = ~std::uint32_t{0};
constexpr std::size_t kMaxEntries = std::size_t{1} << 28;

std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 29);
}

// An open-addressing set of entry numbers; the entries and their hashes are the owner's.
class Slots {
 public:
  Slots() : slots_(64, kEmpty) {}

  // The entry with this hash for which `same` holds, or kEmpty.
  template <class Same>
  std::uint32_t find(std::uint64_t hash, const Same& same) const {
    for (std::size_t i = hash & mask();; i = (i + 1) & mask()) {
      if (slots_[i] == kEmpty || same(slots_[i])) return slots_[i];
    }
  }

  template <class HashOf>
  void insert(std::uint64_t hash, std::uint32_t entry, const HashOf& hash_of) {
    if ((used_ + 1) * 2 > slots_.size()) {
      std::vector<std::uint32_t> old(slots_.size() * 2, kEmpty);
      old.swap(slots_);
      for (std::uint32_t e : old) {
        if (e != kEmpty) place(hash_of(e), e);
      }
    }
    place(hash, entry);
    ++used_;
  }

  std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  void place(std::uint64_t hash, std::uint32_t entry) {
    std::size_t i = hash & mask();
    while (slots_[i] != kEmpty) i = (i + 1) & mask();
    slots_[i] = entry;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t used_ = 0;
};

// Memory that never moves.
template <class T>
class Arena {
 public:
  T* allocate(std::size_t n) {
    if (n > left_) {
      const std::size_t size = std::max(n, kBlock);
      blocks_.push_back(std::make_unique_for_overwrite<T[]>(size));
      bytes_ += size * sizeof(T);
      next_ = blocks_.back().get();
      left_ = size;
    }
    T* out = next_;
    next_ += n;
    left_ -= n;
    return out;
  }
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kBlock = 16384;
  std::vector<std::unique_ptr<T[]>> blocks_;
  T* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t h = text.size();
  const char* p = text.data();
  std::size_t n = text.size();
  for (; n >= 8; n -= 8, p += 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    h = mix(h ^ word);
  }
  std::uint64_t tail = 0;
  if (n != 0) std::memcpy(&tail, p, n);  // an empty view may be null
  return mix(h ^ (tail + 0x51ed27ULL));
}

class Texts {
 public:
  std::uint32_t intern(std::string_view text) {
    const std::uint64_t h = hash_text(text);
    const std::uint32_t found = find(text, h);
    if (found != kEmpty) return found;
    if (texts_.size() >= kMaxEntries) throw PoolFull{};
    char* copy = arena_.allocate(text.size());
    text.copy(copy, text.size());
    const auto entry = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(copy, text.size());
    hashes_.push_back(h);
    slots_.insert(h, entry, [this](std::uint32_t e) { return hashes_[e]; });
    return entry;
  }
  std::uint32_t find(std::string_view text) const { return find(text, hash_text(text)); }
  std::string_view operator[](std::uint32_t i) const { return texts_[i]; }
  std::size_t size() const { return texts_.size(); }
  std::size_t bytes() const {
    return arena_.bytes() + slots_.bytes() + texts_.capacity() * sizeof(std::string_view) + hashes_.capacity() * 8;
  }

 private:
  std::uint32_t find(std::string_view text, std::uint64_t h) const {
    return slots_.find(h, [&](std::uint32_t e) { return hashes_[e] == h && texts_[e] == text; });
  }
  Arena<char> arena_;
  std::vector<std::string_view> texts_;
  std::vector<std::uint64_t> hashes_;
  Slots slots_;
};

// 64-bit words: big integers, and decimals by their bits.
class Words {
 public:
  std::uint32_t intern(std::uint64_t word) {
    const std::uint64_t h = mix(word);
    const std::uint32_t found = slots_.find(h, [&](std::uint32_t e) { return words_[e] == word; });
    if (found != kEmpty) return found;
    if (words_.size() >= kMaxEntries) throw PoolFull{};
    const auto entry = static_cast<std::uint32_t>(words_.size());
    words_.push_back(word);
    slots_.insert(h, entry, [this](std::uint32_t e) { return mix(words_[e]); });
    return entry;
  }
  std::uint64_t operator[](std::uint32_t i) const { return words_[i]; }
  std::size_t size() const { return words_.size(); }
  std::size_t bytes() const { return slots_.bytes() + words_.capacity() * 8; }

 private:
  std::vector<std::uint64_t> words_;
  Slots slots_;
};

struct Term {
  const Value* args;
  std::uint32_t size;
  std::uint32_t depth;
  Value functor;
};

class Terms {
 public:
  std::uint32_t intern(Value functor, std::span<const Value> args, std::uint32_t depth) {
    const std::uint64_t h = hash(functor, args);
    const std::uint32_t found = slots_.find(h, [&](std::uint32_t e) {
      const Term& t = terms_[e];
      return t.functor == functor && std::equal(args.begin(), args.end(), t.args, t.args + t.size);
    });
    if (found != kEmpty) return found;
    if (terms_.size() >= kMaxEntries) throw PoolFull{};
    Value* copy = arena_.allocate(args.size());
    std::copy(args.begin(), args.end(), copy);
    const auto entry = static_cast<std::uint32_t>(terms_.size());
    terms_.push_back({copy, static_cast<std::uint32_t>(args.size()), depth, functor});
    slots_.insert(h, entry, [this](std::uint32_t e) {
      return hash(terms_[e].functor, {terms_[e].args, terms_[e].size});
    });
    return entry;
  }
  const Term& operator[](std::uint32_t i) const { return terms_[i]; }
  std::size_t size() const { return terms_.size(); }
  std::size_t bytes() const { return arena_.bytes() + slots_.bytes() + terms_.capacity() * sizeof(Term); }

 private:
  static std::uint64_t hash(Value functor, std::span<const Value> args) {
    std::uint64_t h = mix(functor.bits());
    for (Value v : args) h = mix(h + v.bits());
    return h;
  }
  Arena<Value> arena_;
  std::vector<Term> terms_;
  Slots slots_;
};

// Exact: a long double has at least 64 bits of mantissa here, so both an int64 and a double fit.
static_assert(std::numeric_limits<long double>::digits >= 64);

}  // namespace

struct Pool::Impl {
  Texts names;
  Texts strings;
  Words integers;
  Words decimals;
  Terms terms;

  long double number(Value v) const {
    if (v.is_small()) return static_cast<long double>(v.small());
    if (v.kind() == Kind::integer) return static_cast<long double>(std::bit_cast<std::int64_t>(integers[v.payload()]));
    return static_cast<long double>(std::bit_cast<double>(decimals[v.payload()]));
  }
};

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

std::pair<Value, bool> Pool::find_name(std::string_view text) const {
  const std::uint32_t entry = impl_->names.find(text);
  if (entry == kEmpty) return {{}, false};
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
