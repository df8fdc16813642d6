// Codes one string: prints a JSON line for each claim in the sentence given as the first argument.
#include <isnad/engine.h>
#include <isnad/json.h>

#include <iostream>

int main(int count, char** arguments) {
  isnad::Document document;
  document.published = "2016-10-21";
  document.text = count > 1 ? arguments[1] : "";
  const auto engine = isnad::Engine::open({});
  const auto coded = (*engine)->code(document);
  if (!coded) return std::cerr << coded.error().message << '\n', 1;
  for (const isnad::Claim& claim : coded->claims) std::cout << isnad::to_json(claim, "") << '\n';
}
