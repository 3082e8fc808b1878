#include "shell/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace linchpin::shell {
namespace {

constexpr int kStatus = 130;

// A signal handler reaches nothing but what is global.
std::atomic<Session*> running{nullptr};
std::atomic<bool> seen{false};
volatile std::sig_atomic_t noting = 0;

static_assert(std::atomic<Session*>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void on_interrupt(int /*signal*/) {
  const bool again = seen.exchange(true);
  if (Session* session = running.load()) {
    if (again && noting == 0) _exit(kStatus);
    session->interrupt();
  }
}

void handle() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);  // without SA_RESTART: the prompt's read ends
}

}  // namespace

InterruptGuard::InterruptGuard(Session& session) {
  session.clear_interrupt();
  running = &session;
  handle();
  if (noting != 0 && seen) session.interrupt();  // pressed since the line was read
}

InterruptGuard::~InterruptGuard() {
  running = nullptr;
  seen = false;
  if (noting == 0) signal(SIGINT, SIG_DFL);
}

bool interrupt_seen() { return seen; }
void clear_interrupt() { seen = false; }

void note_interrupts() {
  noting = 1;
  handle();
}

}  // namespace linchpin::shell
