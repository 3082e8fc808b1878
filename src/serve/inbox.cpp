#include "serve/inbox.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace linchpin::serve {

Inbox::Inbox(std::FILE* in, Session& session) {
  held_->session = &session;
  std::thread([in, held = held_] { read(in, *held); }).detach();
}

void Inbox::read(std::FILE* in, Held& held) {
  char* line = nullptr;
  std::size_t room = 0;
  for (ssize_t size = 0; (size = getline(&line, &room, in)) >= 0;) {
    const std::string_view text(line, static_cast<std::size_t>(size));
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    Json request = Json::parse(text, nullptr, false);
    if (request.is_object() && request.value("do", Json()) == "cancel" && request.contains("request")) {
      cancel(request["request"].dump(), held);
      continue;
    }
    const std::lock_guard lock(held.mutex);
    held.requests.push_back(std::move(request));
    held.changed.notify_all();
  }
  std::free(line);
  const std::lock_guard lock(held.mutex);
  held.ended = true;
  held.changed.notify_all();
}

// What is in work is told until it has ended.
void Inbox::cancel(const std::string& id, Held& held) {
  std::unique_lock lock(held.mutex);
  const bool waits = std::any_of(held.requests.begin(), held.requests.end(), [&](const Json& request) {
    return request.is_object() && request.contains("id") && request["id"].dump() == id;
  });
  if (waits || held.in_work == id) held.cancelled.insert(id);
  while (held.in_work == id) {
    held.session->interrupt();
    held.changed.wait_for(lock, std::chrono::milliseconds(5));
  }
}

std::optional<Json> Inbox::next() {
  std::unique_lock lock(held_->mutex);
  held_->changed.wait(lock, [this] { return held_->ended || !held_->requests.empty(); });
  if (held_->requests.empty()) return std::nullopt;
  Json out = std::move(held_->requests.front());
  held_->requests.pop_front();
  held_->session->clear_interrupt();  // meant for an earlier one
  if (out.is_object() && out.contains("id")) held_->in_work = out["id"].dump();
  return out;
}

bool Inbox::is_cancelled(const Json& id) {
  const std::lock_guard lock(held_->mutex);
  return held_->cancelled.erase(id.dump()) != 0;
}

void Inbox::done() {
  const std::lock_guard lock(held_->mutex);
  held_->cancelled.erase(held_->in_work);
  held_->in_work.clear();
  held_->changed.notify_all();
}

}  // namespace linchpin::serve
