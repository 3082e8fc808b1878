// Requests as they come in.
#pragma once

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "json/json.hpp"

namespace linchpin::serve {

using json::Json;

// Reads on a thread of its own, so that a request can be cancelled while it is worked on.
class Inbox {
 public:
  // REQUIRES: the session stays where it is while there are requests in work.
  Inbox(std::FILE* in, Session& session);

  // The next request, waited for, which is in work from then on; nothing when the input has ended. What is no JSON is
  // discarded (`is_discarded`).
  std::optional<Json> next();
  bool is_cancelled(const Json& id);
  void done();  // with the request in work

 private:
  // What the reading thread has as well: it may wait for input for longer than this lives.
  struct Held {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Json> requests;
    std::set<std::string> cancelled;
    std::string in_work;
    Session* session = nullptr;
    bool ended = false;
  };
  static void read(std::FILE* in, Held& held);
  static void cancel(const std::string& id, Held& held);

  std::shared_ptr<Held> held_ = std::make_shared<Held>();
};

}  // namespace linchpin::serve
