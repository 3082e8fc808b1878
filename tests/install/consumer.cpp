// Loads a file and asks a question, as a program outside this project does. Exits with 0 if the answer is right.
#include <cstdio>
#include <linchpin/linchpin.hpp>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: consumer FILE QUESTION\n", stderr);
    return 2;
  }
  linchpin::Session session;
  if (session.load({argv[1]}) != linchpin::Status::ok) {
    std::fputs(session.rendered_messages().c_str(), stderr);
    return 1;
  }
  const linchpin::Answer answer = session.ask(argv[2]);
  if (answer.status != linchpin::Status::ok) {
    std::fputs(session.rendered_messages().c_str(), stderr);
    return 1;
  }
  for (const auto& row : answer.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::printf("%s%s", i == 0 ? "" : ", ", linchpin::print(row[i]).c_str());
    }
    std::printf("\n");
  }
  return 0;
}
