// Runs a fuzz target without libFuzzer: driver SECONDS DICTIONARY FOLDER
//
// Every file of FOLDER is an input; then, for SECONDS, changed copies of them are: bytes turned, cut, doubled, set in
// from DICTIONARY or from another input. The same build makes the same inputs in the same order. The input under way
// when the program dies is left in the file crash-input.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "target.h"

extern "C" void __sanitizer_set_death_callback(void (*)());

namespace {

std::string current;

void keep_input() {
  std::ofstream("crash-input", std::ios::binary) << current;
  std::fputs("the input is in crash-input\n", stderr);
}

void keep_input_on_abort(int) {
  keep_input();
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void run(const std::string& input) {
  current = input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

// The strings of a libFuzzer dictionary: "..." with \xNN, \\ and \" inside.
std::vector<std::string> read_dictionary(const std::string& path) {
  std::vector<std::string> words;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t begin = line.find('"');
    if (line.empty() || line.front() == '#' || begin == std::string::npos) continue;
    std::string word;
    for (std::size_t i = begin + 1; i < line.size() && line[i] != '"'; ++i) {
      if (line[i] != '\\') {
        word += line[i];
      } else if (line[++i] == 'x') {
        word += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
        i += 2;
      } else {
        word += line[i];
      }
    }
    words.push_back(word);
  }
  return words;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> inputs, std::vector<std::string> words)
      : inputs_(std::move(inputs)), words_(std::move(words)) {}

  std::string next() {
    std::string input = pick(inputs_);
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(input);
    if (input.size() > kLongest) input.resize(kLongest);
    return input;
  }

 private:
  static constexpr std::size_t kLongest = 16384;

  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(input.size() - at, 24) + 1);
    switch (below(7)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(random_());
        break;
      case 1:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        break;
      case 2:
        input.erase(at, length);
        break;
      case 3:
        input.insert(at, input.substr(at, length));
        break;
      case 4:
        input.insert(at, pick(words_));
        break;
      case 5:
        input.replace(at, length, pick(words_));
        break;
      default:
        splice(input, at);
        break;
    }
  }

  void splice(std::string& input, std::size_t at) {
    const std::string& other = pick(inputs_);
    const std::size_t from = below(other.size() + 1);
    input.insert(at, other, from, below(200));
  }

  std::vector<std::string> inputs_, words_;
  std::mt19937_64 random_{1};
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("usage: driver SECONDS DICTIONARY FOLDER\n", stderr);
    return 2;
  }
  __sanitizer_set_death_callback(keep_input);
  std::signal(SIGABRT, keep_input_on_abort);
  std::vector<std::string> inputs = {""};
  for (const auto& entry : std::filesystem::directory_iterator(arguments[3])) inputs.push_back(read(entry.path()));
  std::sort(inputs.begin(), inputs.end());
  for (const std::string& input : inputs) run(input);

  Mutator mutator(inputs, read_dictionary(arguments[2]));
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(std::atof(arguments[1]));
  std::size_t executions = inputs.size();
  for (; std::chrono::steady_clock::now() < end; ++executions) run(mutator.next());
  std::printf("%zu inputs, %zu executions\n", inputs.size(), executions);
  return 0;
}
