// The rows of an answer where they are.
#include "linchpin/rows.hpp"

#include "linchpin.hpp"
#include "session/impl.hpp"

namespace linchpin {

struct Rows::Impl {
  session::AnswerRows rows;
  std::size_t next = 0;

  const Value* row() const { return rows.answers.values.data() + rows.order[next - 1] * rows.answers.columns; }
};

Rows::Rows() : impl_(std::make_unique<Impl>()) {}
Rows::~Rows() = default;
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;

std::size_t Rows::size() const { return impl_->rows.order.size(); }
std::size_t Rows::columns() const { return impl_->rows.answers.columns; }

bool Rows::next() {
  if (impl_->next <= size()) ++impl_->next;
  return impl_->next <= size();
}

void Rows::rewind() { impl_->next = 0; }

Rows::Kind Rows::kind(std::size_t column) const {
  switch (impl_->row()[column].kind()) {
    case linchpin::Kind::integer:
      return Kind::integer;
    case linchpin::Kind::decimal:
      return Kind::decimal;
    case linchpin::Kind::date:
      return Kind::date;
    case linchpin::Kind::name:
      return Kind::name;
    case linchpin::Kind::string:
      return Kind::string;
    case linchpin::Kind::term:
      return Kind::term;
  }
  return Kind::term;
}

std::int64_t Rows::integer(std::size_t column) const {
  const Value value = impl_->row()[column];
  return value.is_small() ? value.small() : impl_->rows.texts->pool.integer(value);
}

double Rows::number(std::size_t column) const { return impl_->rows.texts->pool.number(impl_->row()[column]); }

std::string_view Rows::text(std::size_t column) const { return impl_->rows.texts->pool.text(impl_->row()[column]); }

Datum Rows::datum(std::size_t column) const { return session::datum(impl_->rows.texts->pool, impl_->row()[column]); }

std::string_view Rows::level() const {
  const std::vector<analysis::Level>& levels = impl_->rows.answers.levels;
  const analysis::Level level = levels.empty() ? analysis::Level{0} : levels[impl_->rows.order[impl_->next - 1]];
  return level == analysis::kOutside ? impl_->rows.levels.back() : impl_->rows.levels[level];
}

Answer Session::ask(std::string_view question, Rows& rows) {
  rows = Rows();
  return impl_->ask(question, &rows.impl_->rows);
}

}  // namespace linchpin
