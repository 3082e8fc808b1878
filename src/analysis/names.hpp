// From the name and arguments of an atom, as written, to a predicate.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

struct Resolved {
  PredicateId predicate = 0;
  std::vector<const syntax::Term*> args;  // by position; null where a named argument was left out
};

// The name of what `nearest_predicate` gives, as it is written: `depends_on` for "-depends_on/3".
std::string predicate_name(std::string_view shown);

// What an atom of a body or question stands for. Nothing, with an error reported, when that can't be told; a predicate
// that nothing defines is only warned of in a program, unless it is a slip of a declared one.
std::optional<Resolved> resolve(Context& context, const syntax::Atom& atom);

// The same for a head, where every argument must be given.
std::optional<Resolved> resolve_head(Context& context, const syntax::Atom& atom);

// Whether clauses may state the signature: no builtin, sort, provided relation or keyword, and no other arity of a
// declared name. `fact`: how a fact of it would read, for hints; may be empty.
bool check_statable(Context& context, const knowledge::Signature& signature, Span span,
                    const std::string& first_argument);

// Reports the first occurrence of a keyword of the language used as a predicate's name; `true` if it is one.
bool is_misused_keyword(Context& context, const knowledge::Signature& signature, Span span);

}  // namespace linchpin::analysis
