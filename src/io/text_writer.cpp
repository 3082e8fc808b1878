#include "io/text_writer.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "io/format.hpp"
#include "io/paths.hpp"

namespace linchpin::io {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16;

class TextWriter final : public TableWriter {
 public:
  TextWriter(std::string path, std::string head, RowText row)
      : path_(std::move(path)), row_(std::move(row)), text_(std::move(head)) {
    open();
  }
  ~TextWriter() override { discard(); }

  void row(std::span<const Value> values) override {
    if (error_) return;
    row_(values, text_);
    if (text_.size() >= kChunk) flush();
  }

  std::optional<ExportError> finish() override {
    flush();
    close();
    if (!error_ && !temporary_.empty() && std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
    if (!error_) temporary_.clear();
    discard();
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
    } else {
      target_ = target_of(path_);
      std::error_code ignored;
      if (std::filesystem::exists(target_, ignored) && !std::filesystem::is_regular_file(target_, ignored)) {
        return fail(std::filesystem::is_directory(target_, ignored) ? EISDIR : EINVAL);
      }
      temporary_ = fmt::format("{}.{}.tmp", target_, getpid());
      descriptor = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    if (descriptor < 0) {
      const int code = errno;
      temporary_.clear();
      return fail(code);
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

  void discard() {
    close();
    if (!temporary_.empty()) std::remove(temporary_.c_str());
    temporary_.clear();
  }

  std::string path_, target_, temporary_;  // the last two empty for standard output
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

std::string target_of(const std::string& path) {
  const std::string target = resolve(path);
  return target.empty() ? path : target;
}

}  // namespace linchpin::io
