#include "lsp/transport.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

namespace linchpin::lsp {
namespace {

constexpr std::size_t kMostHeader = 8192;                   // bytes of a line
constexpr std::size_t kMostBody = std::size_t{512} << 20U;  // bytes

std::optional<std::string> read_line(std::FILE* in) {
  std::string line;
  for (int c = std::fgetc(in); c != EOF; c = std::fgetc(in)) {
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return line;
    }
    if (line.size() < kMostHeader) line += static_cast<char>(c);
  }
  return std::nullopt;
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x) == (y >= 'A' && y <= 'Z' ? y - 'A' + 'a' : y);
         });
}

std::optional<std::string> read_body(std::FILE* in) {
  std::optional<std::size_t> length;
  for (;;) {
    const std::optional<std::string> line = read_line(in);
    if (!line) return std::nullopt;
    if (line->empty()) {
      if (length) break;
      continue;  // between messages
    }
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos || !same_word(std::string_view(*line).substr(0, colon), "content-length")) continue;
    const std::size_t digits = line->find_first_not_of(" \t", colon + 1);
    std::size_t value = 0;
    if (digits == std::string::npos) continue;
    const auto [end, problem] = std::from_chars(line->data() + digits, line->data() + line->size(), value);
    if (problem == std::errc() && value <= kMostBody) length = value;
  }
  std::string body(*length, '\0');
  if (std::fread(body.data(), 1, body.size(), in) != body.size()) return std::nullopt;
  return body;
}

}  // namespace

Transport::Transport(std::FILE* in, std::FILE* out) : out_(out) {
  std::thread([in, inbox = inbox_] { read(in, *inbox); }).detach();
}

void Transport::read(std::FILE* in, Inbox& inbox) {
  while (const std::optional<std::string> body = read_body(in)) {
    Json message = Json::parse(*body, nullptr, false);
    if (message.is_discarded()) message = nullptr;
    const std::lock_guard lock(inbox.mutex);
    const bool cancels = message.is_object() && message.value("method", Json()) == "$/cancelRequest";
    if (cancels && message.contains("params") && message["params"].contains("id")) {
      inbox.cancelled.insert(message["params"]["id"].dump());
    } else {
      inbox.messages.push_back(std::move(message));
      inbox.arrived.notify_one();
    }
  }
  const std::lock_guard lock(inbox.mutex);
  inbox.ended = true;
  inbox.arrived.notify_one();
}

std::optional<Json> Transport::next() {
  std::unique_lock lock(inbox_->mutex);
  inbox_->arrived.wait(lock, [this] { return inbox_->ended || !inbox_->messages.empty(); });
  if (inbox_->messages.empty()) return std::nullopt;
  Json out = std::move(inbox_->messages.front());
  inbox_->messages.pop_front();
  return out;
}

bool Transport::is_waiting() {
  const std::lock_guard lock(inbox_->mutex);
  return !inbox_->messages.empty();
}

bool Transport::is_cancelled(const Json& id) {
  const std::lock_guard lock(inbox_->mutex);
  return inbox_->cancelled.erase(id.dump()) != 0;
}

void Transport::send(const Json& message) {
  // What is no UTF-8, as a file may hold anything, is replaced.
  const std::string body = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::fprintf(out_, "Content-Length: %zu\r\n\r\n", body.size());
  std::fwrite(body.data(), 1, body.size(), out_);
  std::fflush(out_);
}

}  // namespace linchpin::lsp
