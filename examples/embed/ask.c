/* From C: facts of one's own, a rule, and the rows of an answer. */
#include <linchpin/linchpin.h>
#include <stdio.h>

int main(void) {
  static const char* const parents[][2] = {{"ann", "bob"}, {"bob", "cid"}, {"bob", "dora"}};
  linchpin_session* session = linchpin_open();
  linchpin_facts* facts = linchpin_new_facts();
  linchpin_rows* rows;
  size_t i;

  for (i = 0; i < sizeof parents / sizeof *parents; ++i) {
    linchpin_begin_fact(facts, "parent");
    linchpin_put_name(facts, parents[i][0]);
    linchpin_put_name(facts, parents[i][1]);
    linchpin_end_fact(facts);
  }
  if (linchpin_add_facts(session, facts) != LINCHPIN_OK ||
      linchpin_state(session, "rules",
                     "ancestor(X, Y) :- parent(X, Y). "
                     "ancestor(X, Z) :- parent(X, Y), ancestor(Y, Z).") != LINCHPIN_OK) {
    fputs(linchpin_messages(session), stderr);
    return 1;
  }
  rows = linchpin_ask(session, "ancestor(ann, Whom)?");
  while (linchpin_next(rows)) printf("%s: %s\n", linchpin_column(rows, 0), linchpin_text(rows, 0, NULL));
  linchpin_free_rows(rows);

  /* An answer with all there is to it: here the proof, as JSON. */
  fputs(linchpin_ask_json(session, "why ancestor(ann, cid)?"), stdout);
  /* A mistake is told with its place and a way out. */
  if (linchpin_state(session, "slip", "ancestor(ann, eve") == LINCHPIN_ERROR) fputs(linchpin_messages(session), stdout);

  linchpin_free_facts(facts);
  linchpin_close(session);
  return 0;
}
