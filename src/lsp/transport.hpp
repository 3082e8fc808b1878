// Messages of the Language Server Protocol over a pair of streams.
#pragma once

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

namespace linchpin::lsp {

using Json = nlohmann::json;

// Reads on a thread of its own, so that what is typed while the server works is known when it looks.
class Transport {
 public:
  Transport(std::FILE* in, std::FILE* out);

  // The next message, waited for; nothing when the input has ended. What is no JSON is null.
  std::optional<Json> next();
  bool is_waiting();                  // a message is there already
  bool is_cancelled(const Json& id);  // a request of which the client wants no answer any more
  void send(const Json& message);

 private:
  // What the reading thread has as well: it may wait for input for longer than the server lives.
  struct Inbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Json> messages;
    std::set<std::string> cancelled;
    bool ended = false;
  };
  static void read(std::FILE* in, Inbox& inbox);

  std::FILE* out_;
  std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
};

}  // namespace linchpin::lsp
