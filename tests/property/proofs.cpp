#include "proofs.hpp"

#include <algorithm>

#include "json/json.hpp"
#include "text.hpp"

namespace linchpin::property {

constexpr std::size_t kMostProofs = 20;  // of which `why` explains the first ones

std::optional<Disagreement> check_proofs(const Prover& prover, const std::string& question, const Answer& plain) {
  const std::string text = prover.in + "why " + question;
  const auto wrong = [&](const std::string& detail) { return Disagreement{"proof", text + ": " + detail + "\n"}; };
  const Answer why = prover.session.ask(text);
  if (why.status != Status::ok) return wrong("no answer");
  if (why.rows != plain.rows || why.levels != plain.levels) return wrong("other rows than without `why`");
  if (!why.proofs || why.proofs->size() != std::min(kMostProofs, plain.rows.size())) return wrong("too few proofs");
  const bool complete =
      std::all_of(why.proofs->begin(), why.proofs->end(), [](const Proof& proof) { return proof.complete; });
  if (!complete && !prover.best_values) return wrong("not complete");
  const check::Json json = check::Json::parse(json::json_line(json::json_of(why, prover.session.messages())));
  const Program asked = parse(text);
  const std::size_t before = prover.tally.faults.size();
  check::check_answer(json, std::get<syntax::Question>(asked.front().body), prover.truth, prover.tally,
                      prover.on_proof);
  if (prover.tally.faults.size() == before) return std::nullopt;
  return wrong(prover.tally.faults.back());
}

}  // namespace linchpin::property
