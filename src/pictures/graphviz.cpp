#include "pictures/graphviz.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "pictures/text.hpp"

namespace linchpin::pictures {
namespace {

class Descriptor {
 public:
  Descriptor() = default;
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void set(int descriptor) { descriptor_ = descriptor; }
  int get() const { return descriptor_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_ = -1;
};

// A running program; it doesn't outlive this.
class Child {
 public:
  Child() = default;
  ~Child() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // 0, or why not. The program's input, output and errors are the descriptors.
  int start(const char* program, const std::array<const char*, 3>& arguments, const std::array<int, 3>& descriptors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (const int problem = posix_spawn_file_actions_init(&actions)) return problem;
    if (const int problem = posix_spawnattr_init(&attributes)) {
      posix_spawn_file_actions_destroy(&actions);
      return problem;
    }
    for (int i = 0; i < 3; ++i) posix_spawn_file_actions_adddup2(&actions, descriptors[static_cast<std::size_t>(i)], i);
    // In a group of its own, so that Ctrl-C comes here alone, and `look` sees it.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int problem = posix_spawnp(&id_, program, &actions, &attributes, const_cast<char* const*>(arguments.data()),
                                     environ);  // it changes none of them
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) id_ = -1;
    return problem;
  }

  // Whether it ends, and well.
  bool wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
    id_ = -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t id_ = -1;
};

// Reads what is there; false at the end.
bool read_some(int from, std::string& to) {
  std::array<char, 1 << 16> block;
  const ssize_t n = ::read(from, block.data(), block.size());
  if (n > 0) to.append(block.data(), static_cast<std::size_t>(n));
  return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

// Feeds and reads it, until it has closed both outputs.
void converse(Descriptor& input, Descriptor& output, Descriptor& errors, const std::string& text, std::string& said,
              std::string& complaint, const std::function<void()>& look) {
  constexpr int kMilliseconds = 20;
  std::size_t sent = 0;
  while (output.get() >= 0 || errors.get() >= 0) {
    look();
    std::array<pollfd, 3> all{pollfd{input.get(), POLLOUT, 0}, {output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}};
    if (::poll(all.data(), all.size(), kMilliseconds) <= 0) continue;
    if (all[0].revents != 0) {
      // It is a socket, so that a program that has gone gives an error here instead of a signal.
      const ssize_t n = ::send(input.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0) sent += static_cast<std::size_t>(n);
      const bool again = n < 0 && (errno == EINTR || errno == EAGAIN);
      if (sent == text.size() || (n <= 0 && !again)) input.close();
    }
    if (all[1].revents != 0 && !read_some(output.get(), said)) output.close();
    if (all[2].revents != 0 && !read_some(errors.get(), complaint)) errors.close();
  }
}

}  // namespace

std::string tidied(const std::string& svg, const std::string& title) {
  constexpr std::string_view kOpen = "<title>", kClose = "</title>";
  constexpr std::string_view kSvg = "<svg";
  std::size_t begin = std::min(svg.find(kSvg), svg.size());
  if (begin == svg.size()) return {};
  std::string out = "<svg role=\"img\"";
  begin += kSvg.size();
  bool first = true;
  while (begin < svg.size()) {
    const std::size_t open = svg.find(kOpen, begin);
    const std::size_t close = open == std::string::npos ? open : svg.find(kClose, open);
    if (close == std::string::npos) break;
    out.append(svg, begin, open - begin);
    // Boxes and arrows are named n1 and n1->n2: no words for people.
    if (first) out.append(kOpen).append(escaped(title)).append(kClose);
    begin = close + kClose.size();
    if (!first && begin < svg.size() && svg[begin] == '\n') ++begin;
    first = false;
  }
  return out.append(svg, begin);
}

Drawn draw(const std::string& text, const std::string& title, const std::function<void()>& look) {
  Drawn out;
  std::array<int, 2> in{-1, -1}, result{-1, -1}, complaints{-1, -1};
  Descriptor ours, theirs, output, output_end, errors, errors_end;
  const bool ready = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) == 0;
  ours.set(in[0]), theirs.set(in[1]);
  const bool piped = ready && ::pipe2(result.data(), O_CLOEXEC) == 0;
  output.set(result[0]), output_end.set(result[1]);
  if (!piped || ::pipe2(complaints.data(), O_CLOEXEC) != 0) {
    out.why = std::strerror(errno);
    return out;
  }
  errors.set(complaints[0]), errors_end.set(complaints[1]);
  Child child;
  const int problem = child.start("dot", {"dot", "-Tsvg", nullptr}, {theirs.get(), output_end.get(), errors_end.get()});
  if (problem != 0) {
    out.missing = problem == ENOENT;
    out.why = std::strerror(problem);
    return out;
  }
  theirs.close();
  output_end.close();
  errors_end.close();
  std::string svg;
  converse(ours, output, errors, text, svg, out.why, look);
  if (child.wait() && svg.find("<svg") != std::string::npos) out.svg = tidied(svg, title);
  return out;
}

}  // namespace linchpin::pictures
