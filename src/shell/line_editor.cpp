#include "shell/line_editor.hpp"

#include <histedit.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>
#include <cwchar>

#include "shell/interrupt.hpp"
#include "shell/output.hpp"
#include "shell/shell.hpp"
#include "value/display_width.hpp"

namespace linchpin::shell {
namespace {

std::atomic<bool> resized{false};
std::atomic<bool> resumed{false};

void on_resize(int /*signal*/) { resized = true; }
void on_resume(int /*signal*/) { resumed = true; }

// Without SA_RESTART, so that a read ends and the screen is put right.
void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

// The words in columns, down and then across.
std::string in_columns(const std::vector<std::string>& words) {
  constexpr std::size_t kMostLines = 40;
  std::size_t widest = 0;
  for (const std::string& word : words) widest = std::max(widest, display_width(word));
  const std::size_t columns = std::max<std::size_t>(1, std::min<std::size_t>(terminal_width(), 1000) / (widest + 2));
  const std::size_t lines = (words.size() + columns - 1) / columns;
  std::string out;
  for (std::size_t l = 0; l < std::min(lines, kMostLines); ++l) {
    for (std::size_t i = l; i < words.size(); i += lines) {
      out += words[i];
      if (i + lines < words.size()) out.append(widest + 2 - display_width(words[i]), ' ');
    }
    out += '\n';
  }
  if (lines > kMostLines) out += "... and more\n";
  return out;
}

}  // namespace

struct LineEditor::Impl {
  EditLine* editor = nullptr;
  ::History* history = nullptr;
  std::function<const Vocabulary&()> vocabulary;
  std::string prompt;
  bool interrupted = false;
  bool more_waits = false;

  static Impl& of(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Impl*>(data);
  }

  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  // One character of the terminal; -1 ends the line.
  static int read_character(EditLine* editor, wchar_t* out) {
    std::mbstate_t state{};
    while (true) {
      if (interrupt_seen()) {
        of(editor).interrupted = true;
        return -1;
      }
      char byte = 0;
      const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
      if (got == 0) return 0;
      if (got < 0) {
        if (errno != EINTR) return -1;
        if (interrupt_seen()) continue;
        if (resized.exchange(false)) el_resize(editor);
        if (resumed.exchange(false)) {
          // The shell has changed the terminal meanwhile; libedit sets it only where its own mode changes.
          el_set(editor, EL_PREP_TERM, 0);
          el_set(editor, EL_PREP_TERM, 1);
          el_set(editor, EL_REFRESH);
        }
        continue;
      }
      const std::size_t length = std::mbrtowc(out, &byte, 1, &state);
      if (length == static_cast<std::size_t>(-2)) continue;
      if (length == static_cast<std::size_t>(-1)) *out = L'?';
      if (byte == '\n' || byte == '\r') {
        struct pollfd input {
          STDIN_FILENO, POLLIN, 0
        };
        of(editor).more_waits = ::poll(&input, 1, 0) > 0;
      }
      return 1;
    }
  }

  static unsigned char on_tab(EditLine* editor, int /*key*/) {
    const LineInfo* info = el_line(editor);
    const std::string line(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
    const Completion completion = complete(line, of(editor).vocabulary());
    if (completion.kind == Completion::Kind::path) return _el_fn_complete(editor, '\t');
    if (completion.kind == Completion::Kind::none || completion.words.empty()) return CC_REFRESH_BEEP;
    std::string more = common_beginning(completion.words).substr(line.size() - completion.begin);
    if (completion.words.size() == 1) more += completion.suffix;
    if (!more.empty()) {
      el_insertstr(editor, more.c_str());
      return CC_REFRESH;
    }
    if (completion.words.size() == 1) return CC_REFRESH;
    put("\n" + in_columns(completion.words));
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(std::function<const Vocabulary&()> vocabulary) : impl_(std::make_unique<Impl>()) {
  // The language is UTF-8, whatever the locale says.
  if (std::setlocale(LC_CTYPE, "") == nullptr || std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }
  note_interrupts();
  handle(SIGWINCH, on_resize);
  handle(SIGCONT, on_resume);
  Impl& impl = *impl_;
  impl.vocabulary = std::move(vocabulary);
  impl.editor = el_init("linchpin", stdin, stdout, stderr);
  impl.history = history_init();
  HistEvent event;
  ::history(impl.history, &event, H_SETSIZE, 10000);
  el_set(impl.editor, EL_CLIENTDATA, &impl);
  el_set(impl.editor, EL_PROMPT, Impl::show_prompt);
  el_set(impl.editor, EL_SIGNAL, 0);
  el_set(impl.editor, EL_EDITOR, "emacs");
  el_set(impl.editor, EL_GETCFN, Impl::read_character);
  el_set(impl.editor, EL_HIST, ::history, impl.history);
  el_set(impl.editor, EL_ADDFN, "linchpin-complete", "Complete the word", Impl::on_tab);
  el_set(impl.editor, EL_BIND, "^I", "linchpin-complete", nullptr);
  el_set(impl.editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_set(impl.editor, EL_BIND, "\033[A", "ed-prev-history", nullptr);
  el_set(impl.editor, EL_BIND, "\033[B", "ed-next-history", nullptr);
  el_set(impl.editor, EL_BIND, "\033[H", "ed-move-to-beg", nullptr);
  el_set(impl.editor, EL_BIND, "\033[F", "ed-move-to-end", nullptr);
  el_set(impl.editor, EL_BIND, "\033[1~", "ed-move-to-beg", nullptr);
  el_set(impl.editor, EL_BIND, "\033[4~", "ed-move-to-end", nullptr);
  el_set(impl.editor, EL_BIND, "\033[3~", "ed-delete-next-char", nullptr);
  el_set(impl.editor, EL_BIND, "\033[1;5C", "em-next-word", nullptr);
  el_set(impl.editor, EL_BIND, "\033[1;5D", "ed-prev-word", nullptr);
  el_source(impl.editor, nullptr);  // ~/.editrc
}

LineEditor::~LineEditor() {
  history_end(impl_->history);
  el_end(impl_->editor);
}

LineEditor::Read LineEditor::read(std::string_view prompt, std::string& line) {
  Impl& impl = *impl_;
  impl.prompt = prompt;
  impl.interrupted = false;
  clear_interrupt();
  int count = 0;
  const char* typed = el_gets(impl.editor, &count);
  if (impl.interrupted) {
    const LineInfo* info = el_line(impl.editor);
    const bool empty = info->lastchar == info->buffer;
    clear_interrupt();
    put("\n");
    return empty ? Read::interrupt : Read::dropped;
  }
  if (typed == nullptr || count <= 0) return Read::end;
  line = typed;
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  return Read::line;
}

bool LineEditor::more_waits() const { return impl_->more_waits; }

void LineEditor::remember(const std::string& entry) {
  HistEvent event;
  ::history(impl_->history, &event, H_ENTER, entry.c_str());
}

}  // namespace linchpin::shell
