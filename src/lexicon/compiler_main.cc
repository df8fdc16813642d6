// Build step: compiles a resource folder into the image that is linked into the library. `isnad lexicon build` does the
// same for users; this one exists because the program cannot be linked before its image is there.
#include <cstdio>
#include <fstream>

#include "lexicon/lexicon.h"

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: isnad_lexicon_compiler RESOURCES IMAGE\n", stderr);
    return 2;
  }
  const auto tables = isnad::lexicon::read_tables(arguments[1]);
  const auto image = tables ? isnad::lexicon::compile(*tables) : isnad::Result<std::string>(tables.error());
  if (!image) {
    std::fprintf(stderr, "%s\n", image.error().message.c_str());
    return 1;
  }
  std::ofstream out(arguments[2], std::ios::binary);
  out << *image;
  return out.flush() ? 0 : 1;
}
