#include "io/text_writer.hpp"

#include <fmt/core.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "io/file.hpp"
#include "io/format.hpp"

namespace linchpin::io {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;

class TextWriter final : public TableWriter {
 public:
  TextWriter(std::string path, std::string head, RowText row)
      : path_(std::move(path)), row_(std::move(row)), text_(std::move(head)) {
    open();
  }
  ~TextWriter() override { close(); }

  void row(std::span<const Value> values) override {
    if (error_) return;
    row_(values, text_);
    if (text_.size() >= kChunk) flush();
  }

  std::optional<ExportError> finish() override {
    flush();
    close();
    if (!error_ && replacement_) {
      if (const int problem = replacement_->commit()) fail(problem);
    }
    replacement_.reset();
    return error_;
  }

 private:
  void fail(int code) {
    if (!error_) error_ = unwritable(path_, code);
  }

  void open() {
    int descriptor = -1;
    if (is_standard_stream(path_)) {
      descriptor = ::dup(STDOUT_FILENO);
      if (descriptor < 0) return fail(errno);
    } else {
      replacement_.emplace(path_);
      if (replacement_->problem() != 0) return fail(replacement_->problem());
      descriptor = replacement_->release();
    }
    file_ = gzdopen(descriptor, path_.ends_with(".gz") ? "wb" : "wbT");  // T: as it is, not compressed
    if (file_ == nullptr) {
      ::close(descriptor);
      fail(ENOMEM);
    }
  }

  void flush() {
    if (!error_ && !text_.empty() && gzwrite(file_, text_.data(), static_cast<unsigned>(text_.size())) <= 0) {
      fail(errno != 0 ? errno : EIO);
    }
    text_.clear();
  }

  void close() {
    if (file_ == nullptr) return;
    errno = 0;
    if (gzclose(file_) != Z_OK) fail(errno != 0 ? errno : EIO);
    file_ = nullptr;
  }

  std::string path_;
  std::optional<Replacement> replacement_;  // none for standard output
  RowText row_;
  std::string text_;  // not yet written
  std::optional<ExportError> error_;
  gzFile file_ = nullptr;
};

}  // namespace

std::unique_ptr<TableWriter> write_text(const std::string& path, std::string head, RowText row) {
  return std::make_unique<TextWriter>(path, std::move(head), std::move(row));
}

ExportError unwritable(const std::string& path, int code) {
  return {410, fmt::format("can't write {}: {}", path, std::strerror(code)),
          code == ENOENT ? "make its directory first" : "choose another file, or make room there"};
}

}  // namespace linchpin::io
