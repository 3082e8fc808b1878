#include "engine/span.hpp"

#include <vector>

#include "engine/crew.hpp"

namespace linchpin::engine {

Span32 span_of(const Value* values, std::size_t n) {
  constexpr std::size_t kMany = std::size_t{1} << 17;
  Span32 out;
  if (n < kMany || CrewLoan::threads() == 1) {
    out.add(values, n);
    return out;
  }
  std::vector<Span32> spans(CrewLoan::threads());
  CrewLoan::share(static_cast<std::uint32_t>(n), [&](std::size_t k, std::uint32_t begin, std::uint32_t end) {
    Span32 span;  // of its own, so that threads do not write to one line of the cache
    span.add(values + begin, end - begin);
    spans[k] = span;
  });
  for (const Span32& span : spans) out.add(span);
  return out;
}

}  // namespace linchpin::engine
