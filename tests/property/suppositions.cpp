#include "suppositions.hpp"

#include <algorithm>

#include "build.hpp"
#include "linchpin.hpp"
#include "naive_rule.hpp"
#include "reason_flat.hpp"
#include "scene_layers.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

namespace {

using naive::Conclusions;
using naive::Signature;
using syntax::ClaimDeclaration;
using syntax::Edit;
using Kind = syntax::Edit::Kind;

const std::vector<std::string> kSpeakers = {"reports", "officials", "rumours", "lankov"};

syntax::Atom atom_of(const std::string& text) { return std::get<syntax::Clause>(parse(text + ".").front().body).head; }

std::string text_of(const Signature& s, const std::vector<std::string>& args) {
  std::string out = (s.denied ? "-" : "") + syntax::print_name(s.name);
  for (std::size_t i = 0; i < args.size(); ++i) out += (i == 0 ? "(" : ", ") + args[i];
  return args.empty() ? out : out + ")";
}

std::set<std::string> with_best_values(const Program& program) {
  std::set<std::string> out;
  for (const syntax::Statement& s : program)
    if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&s.body)) out.insert(declared->name.text);
  return out;
}

// ---- edits made by hand

bool is_any(const syntax::Term& t) { return t.kind == syntax::Term::Kind::variable && t.text == "_"; }

bool fits(const syntax::Atom& head, const syntax::Atom& pattern) {
  if (naive::signature(head) != naive::signature(pattern)) return false;
  for (std::size_t i = 0; i < head.args.size(); ++i)
    if (!is_any(pattern.args[i]) && syntax::print(head.args[i]) != syntax::print(pattern.args[i])) return false;
  return true;
}

template <class Gone>
void erase_clauses(Program& program, const Gone& gone) {
  std::erase_if(program, [&](const syntax::Statement& s) {
    const auto* clause = std::get_if<syntax::Clause>(&s.body);
    return clause != nullptr && gone(*clause);
  });
  for (syntax::Statement& s : program)
    if (auto* claim = std::get_if<ClaimDeclaration>(&s.body)) std::erase_if(claim->clauses, gone);
}

void take_back(Program& program, const syntax::Atom& pattern) {
  erase_clauses(program, [&](const syntax::Clause& c) { return c.body.empty() && fits(c.head, pattern); });
}

void deny(Program& program, const syntax::Atom& pattern) {
  take_back(program, pattern);
  const bool all = std::all_of(pattern.args.begin(), pattern.args.end(), is_any);
  const auto denied = [&](const syntax::Clause& c) { return naive::signature(c.head) == naive::signature(pattern); };
  erase_clauses(program, [&](const syntax::Clause& c) { return all && !c.body.empty() && denied(c); });
  each_clause(program, [&](syntax::Clause& c) {
    if (c.body.empty() || !denied(c)) return;
    build::Terms is, is_not;
    for (std::size_t i = 0; i < pattern.args.size(); ++i) {
      if (is_any(pattern.args[i])) continue;
      is.push_back(c.head.args[i]);
      is_not.push_back(pattern.args[i]);
    }
    c.body.push_back(build::comparison("!=", build::compound("all", is), build::compound("all", is_not)));
  });
}

// With what overrides it, and what only repeats it.
void remove_claim(Program& program, const std::string& id) {
  std::vector<std::string> repeats;
  std::erase_if(program, [&](const syntax::Statement& s) {
    if (const auto* o = std::get_if<syntax::Overrides>(&s.body)) return o->winner.text == id || o->loser.text == id;
    const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
    if (claim != nullptr && !claim->repeats.empty() && claim->repeats.front().text == id)
      repeats.push_back(claim->id.text);
    return claim != nullptr && claim->id.text == id;
  });
  for (const std::string& repeat : repeats) remove_claim(program, repeat);
}

void silence(Program& program, const std::string& speaker) {
  std::vector<std::string> unsaid;
  for (syntax::Statement& s : program) {
    auto* claim = std::get_if<ClaimDeclaration>(&s.body);
    if (claim == nullptr) continue;
    bool silent = false;
    for (auto& joint : claim->by) {
      std::erase_if(joint, [&](const syntax::Identifier& one) { return one.text == speaker; });
      silent = silent || joint.empty();
    }
    if (silent) unsaid.push_back(claim->id.text);
  }
  for (const std::string& id : unsaid) remove_claim(program, id);
}

void remove_below(Program& program, const std::string& level) {
  const naive::Flat flat = naive::flatten(program);
  const auto lowest = std::find(flat.levels.begin(), flat.levels.end(), level) - flat.levels.begin();
  std::set<std::string> below;
  for (const naive::Ground& ground : flat.grounds)
    if (!ground.claim.empty() && ground.level > lowest) below.insert(ground.claim);
  for (const std::string& id : below) remove_claim(program, id);
}

void trust(Program& program, const Edit& edit) {
  std::erase_if(program, [&](const syntax::Statement& s) {
    const auto* t = std::get_if<syntax::TrustDeclaration>(&s.body);
    return t != nullptr && t->speaker.text == edit.name.text;
  });
  program.push_back({{}, syntax::TrustDeclaration{edit.name, edit.level}});
}

// ---- edits made up

class Writer {
 public:
  Writer(Random& random, const Program& program, const Conclusions& all) : random_(random), program_(program) {
    const std::set<std::string> best = with_best_values(program);
    for (const auto& [s, relation] : all.holds) {
      if (s.name == "says" || s.name == kUnanswerable || s.name == kAnswer || relation.empty()) continue;
      if (!best.contains(s.name)) with_rows_.push_back(s);
      for (const auto& [tuple, level] : relation) {
        std::vector<std::string>& row = rows_[s].emplace_back();
        for (const naive::Value& v : tuple) row.push_back(naive::print(v));
      }
    }
    for (const syntax::Statement& s : program)
      if (const auto* claim = std::get_if<ClaimDeclaration>(&s.body)) claims_.push_back(claim->id.text);
    levels_ = all.levels;
  }

  Edits write() {
    const int how_many = random_.between(1, 3);
    for (int i = 0; i < how_many; ++i) {
      const int how = random_.below(100);
      if (how < 30) {
        assume();
      } else if (how < 45) {
        retract();
      } else if (how < 60) {
        deny();
      } else if (how < 75) {
        if (!claims_.empty()) named(Kind::without_claim, random_.pick(claims_));
      } else if (how < 82) {
        named(Kind::without_by, random_.pick(kSpeakers));
      } else if (how < 90) {
        named(Kind::without_below, random_.pick(levels_));
      } else {
        trust();
      }
    }
    std::stable_partition(out_.begin(), out_.end(), [](const Edit& e) { return e.kind == Kind::retract; });
    return std::move(out_);
  }

 private:
  Edit& add(Kind kind) {
    out_.emplace_back().kind = kind;
    return out_.back();
  }
  void named(Kind kind, const std::string& name) { add(kind).name.text = name; }

  // A tuple of values that its predicate has in each place.
  void assume() {
    if (with_rows_.empty()) return;
    const Signature& s = random_.pick(with_rows_);
    std::vector<std::string> row;
    for (std::size_t i = 0; i < s.arity; ++i) row.push_back(random_.pick(rows_[s])[i]);
    add(Kind::assume).atom = atom_of(text_of(s, row));
  }

  void retract() {
    std::vector<const syntax::Clause*> facts;
    each_clause(program_, [&](const syntax::Clause& c) {
      if (c.body.empty()) facts.push_back(&c);
    });
    if (facts.empty()) return;
    const syntax::Atom& fact = random_.pick(facts)->head;
    const bool again =
        std::any_of(out_.begin(), out_.end(), [&](const Edit& e) { return e.atom && fits(fact, *e.atom); });
    if (!again) add(Kind::retract).atom = fact;
  }

  void deny() {
    if (with_rows_.empty()) return;
    const Signature& s = random_.pick(with_rows_);
    std::vector<std::string> row = random_.pick(rows_[s]);
    for (std::string& arg : row)
      if (random_.chance(25)) arg = "_";
    syntax::Atom atom = atom_of(text_of(s, std::vector<std::string>(row.size(), "n")));
    for (std::size_t i = 0; i < row.size(); ++i)
      atom.args[i] = row[i] == "_" ? build::variable("_") : atom_of("p(" + row[i] + ")").args[0];
    add(Kind::deny).atom = atom;
  }

  void trust() {
    Edit& edit = add(Kind::trust);
    edit.name.text = random_.pick(kSpeakers);
    edit.level.text = random_.chance(20) ? "none" : random_.pick(levels_);
  }

  Random& random_;
  const Program& program_;
  std::vector<Signature> with_rows_;  // without a `min` or `max` argument
  std::map<Signature, std::vector<std::vector<std::string>>> rows_;
  std::vector<std::string> claims_, levels_;
  Edits out_;
};

// ---- the session

// All that holds, as questions show it.
std::string shown(Session& session, const Conclusions& all) {
  std::string out;
  for (const auto& [s, relation] : all.holds) {
    if (s.name == kAnswer) continue;
    const Answer answer = session.ask(question_text(s));
    out += naive::print(s) + ": " + std::string(print(answer.truth)) + "\n";
    for (const std::string& row : rows_of(answer)) out += row + "\n";
    for (const std::string& level : answer.levels) out += level + " ";
    out += "\n";
  }
  return out;
}

std::string prefix(const Edits& edits) {
  std::string out;
  for (const Edit& edit : edits) out += (out.empty() ? "suppose " : ", ") + syntax::print(edit);
  return out + ": ";
}

struct List {
  Edits edits;
  Conclusions expected;
};

// None where the edits leave a program that has no meaning.
std::optional<List> some_list(Random& random, const Program& program, const Conclusions& all) {
  List out{some_edits(random, program, all), {}};
  if (out.edits.empty()) return std::nullopt;
  try {
    out.expected = naive::reason(edited(program, out.edits));
  } catch (const naive::Invalid&) {
    return std::nullopt;
  } catch (const naive::EvaluationError&) {
    return std::nullopt;
  }
  return out;
}

}  // namespace

Edits some_edits(Random& random, const Program& program, const Conclusions& all) {
  return Writer(random, program, all).write();
}

Program edited(const Program& program, const Edits& edits) {
  Program out = copy(program);
  for (const Edit& edit : edits) {
    switch (edit.kind) {
      case Kind::assume:
        out.push_back(build::clause(*edit.atom));
        break;
      case Kind::retract:
        take_back(out, *edit.atom);
        break;
      case Kind::deny:
        deny(out, *edit.atom);
        break;
      case Kind::claim:
        out.push_back({{}, *edit.claim});
        break;
      case Kind::without_claim:
        remove_claim(out, edit.name.text);
        break;
      case Kind::without_by:
        silence(out, edit.name.text);
        break;
      case Kind::without_below:
        remove_below(out, edit.name.text);
        break;
      case Kind::trust:
        trust(out, edit);
        break;
    }
  }
  return out;
}

std::optional<Disagreement> compare_suppositions(Random& random, const Program& program, const Conclusions& all,
                                                 int& lists, int& changed) {
  constexpr int kLists = 3;
  std::vector<List> tried;
  for (int i = 0; i < kLists; ++i)
    if (auto list = some_list(random, program, all)) tried.push_back(std::move(*list));
  std::string text = print(program);
  for (std::size_t i = 0; i < tried.size(); ++i) {
    text += "scenario s" + std::to_string(i) + " {\n";
    for (const Edit& edit : tried[i].edits) text += syntax::print(edit) + ".\n";
    text += "}\n";
  }
  Session session;
  if (session.load_text("program.kb", text) != Status::ok) return error(session, text);
  const std::string before = shown(session, all);
  std::vector<std::string> asked;
  for (std::size_t i = 0; i < tried.size(); ++i)
    asked.push_back(random.chance(50) ? prefix(tried[i].edits) : "in s" + std::to_string(i) + ": ");
  // The first ones once more, when others have come between.
  for (std::size_t turn = 0; turn < tried.size() + 1; ++turn) {
    const List& list = tried.empty() ? List{} : tried[turn % tried.size()];
    if (tried.empty()) break;
    const std::string& in = asked[turn % tried.size()];
    if (random.chance(30)) {
      session.set_limits({0, 0, static_cast<std::uint64_t>(random.between(1, 8))});
      session.ask(in + question_text(all.holds.begin()->first));
      session.set_limits({});
      if (shown(session, all) != before) return Disagreement{"the base is not as it was after a limit", text + in};
    }
    if (auto found = compare_in(session, in, list.expected))
      return Disagreement{"supposed, " + found->kind, text + found->detail};
    if (shown(session, all) != before) return Disagreement{"the base is not as it was", text + in};
    if (turn == tried.size()) break;
    ++lists;
    changed += list.expected.holds != all.holds || list.expected.undecided != all.undecided ? 1 : 0;
  }
  return std::nullopt;
}

}  // namespace linchpin::property
