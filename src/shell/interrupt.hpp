// Ctrl-C.
#pragma once

#include "linchpin.hpp"

namespace linchpin::shell {

// While it lives, Ctrl-C stops the session's evaluation. Where there is no prompt to come back to, a second one that
// finds the first unheeded ends the program with status 130. One at a time.
class InterruptGuard {
 public:
  explicit InterruptGuard(Session& session);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

// Ctrl-C outside a guard: set by the signal, cleared by who has seen it.
bool interrupt_seen();
void clear_interrupt();

// For the prompt, which outlives a Ctrl-C: outside a guard it is only noted, and ends a read.
void note_interrupts();

}  // namespace linchpin::shell
