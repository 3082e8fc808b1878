#include "io/export.hpp"

#include <fmt/core.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>

#include "io/cell_text.hpp"
#include "io/file.hpp"

namespace linchpin::io {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;

}  // namespace

struct Exporter::Impl {
  Impl(std::string path_given, const Pool& pool_given) : pool(pool_given), path(std::move(path_given)) {}

  void fail(int code) {
    if (error) return;
    const bool no_directory = code == ENOENT;
    error = ExportError{410, fmt::format("can't write {}: {}", path, std::strerror(code)),
                        no_directory ? "make its directory first" : "choose another file, or make room there"};
  }

  void open() {
    replacement.emplace(path);
    if (replacement->problem() != 0) return fail(replacement->problem());
    file = gzdopen(replacement->descriptor(), path.ends_with(".gz") ? "wb" : "wbT");  // T: as it is, not compressed
    if (file == nullptr) return fail(ENOMEM);
    replacement->release();  // gzclose closes it
  }

  void flush() {
    if (!error && !text.empty() && gzwrite(file, text.data(), static_cast<unsigned>(text.size())) <= 0) {
      fail(errno != 0 ? errno : EIO);
    }
    text.clear();
  }

  void close() {
    if (file == nullptr) return;
    errno = 0;
    if (gzclose(file) != Z_OK) fail(errno != 0 ? errno : EIO);
    file = nullptr;
  }

  void discard() {
    close();
    replacement.reset();
  }

  const Pool& pool;
  std::string path;
  std::optional<Replacement> replacement;
  std::string text;  // not yet written
  std::string cell;
  std::optional<ExportError> error;
  gzFile file = nullptr;
  char separator = ',';
};

Exporter::Exporter(std::string path, const std::vector<std::string>& header, const Pool& pool)
    : impl_(std::make_unique<Impl>(std::move(path), pool)) {
  std::string_view name = impl_->path;
  if (name.ends_with(".gz")) name.remove_suffix(3);
  if (name.ends_with(".tsv") || name.ends_with(".tab")) impl_->separator = '\t';
  impl_->open();
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (i != 0) impl_->text += impl_->separator;
    append_cell(header[i], impl_->separator, header.size() == 1, impl_->text);
  }
  if (!header.empty()) impl_->text += '\n';
}

Exporter::~Exporter() { impl_->discard(); }

void Exporter::row(std::span<const Value> values) {
  Impl& to = *impl_;
  if (to.error) return;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) to.text += to.separator;
    const Kind kind = values[i].kind();
    if (kind == Kind::name || kind == Kind::string) {
      append_cell(to.pool.text(values[i]), to.separator, values.size() == 1, to.text);
    } else if (kind == Kind::term) {
      to.cell.clear();
      to.pool.print(values[i], to.cell);
      append_cell(to.cell, to.separator, false, to.text);
    } else {
      to.pool.print(values[i], to.text);
    }
  }
  to.text += '\n';
  if (to.text.size() >= kChunk) to.flush();
}

std::optional<ExportError> Exporter::finish() {
  Impl& to = *impl_;
  to.flush();
  to.close();
  if (!to.error) {
    if (const int problem = to.replacement->commit()) to.fail(problem);
  }
  to.discard();
  return to.error;
}

}  // namespace linchpin::io
