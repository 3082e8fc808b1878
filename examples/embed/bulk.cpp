// A million facts of one's own data into a session, a rule over them, and the answers out again; then the same facts
// from a file. Prints what was read, and on standard error how long each took.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <linchpin/linchpin.hpp>
#include <vector>

struct Flight {
  std::int64_t number;
  linchpin::Name from, to;
};

template <class Run>
void timed(const char* what, const Run& run) {
  const auto begun = std::chrono::steady_clock::now();
  if (run() != linchpin::Status::ok) std::exit(1);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cerr << what << ": " << took.count() << " s\n";
}

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  std::vector<Flight> flights;
  for (std::size_t i = 0; i < count; ++i) {
    const auto airport = [](std::size_t n) { return linchpin::Name{"airport" + std::to_string(n % 1000)}; };
    flights.push_back({static_cast<std::int64_t>(i), airport(i * 7919), airport(i * 104'729 + i / 1000)});
  }

  linchpin::Session session;
  linchpin::Facts facts;
  timed("facts added by the program", [&] {
    for (const Flight& flight : flights) facts.add("flight", flight.number, flight.from, flight.to);
    return session.add(facts);
  });

  std::int64_t sum = 0;
  std::size_t rows_read = 0, letters = 0;
  timed("answers read by the program", [&] {
    linchpin::Rows rows;
    const linchpin::Answer answer = session.ask("flight(N, From, To)?", rows);
    while (rows.next()) {
      ++rows_read;
      sum += rows.integer(0);
      letters += rows.text(1).size() + rows.text(2).size();
    }
    return answer.status;
  });
  std::cout << rows_read << " rows, numbers that add up to " << sum << ", names of " << letters << " letters\n";

  const std::string path = argc > 2 ? argv[2] : "flights.kb";
  std::ofstream(path) << facts.text();
  linchpin::Session other;
  timed("facts loaded from a file", [&] { return other.load({path}); });
  if (session.stats().tuples != other.stats().tuples) return 1;

  // And out again: what is taken back is as if it had never been there.
  linchpin::Facts first;
  first.add("flight", flights[0].number, flights[0].from, flights[0].to);
  timed("one fact taken back", [&] { return session.retract(first); });
  std::cout << linchpin::print(session.ask("flight(0, _, _)?").truth) << '\n';
}
