// What every fuzz target shares: the entry point, and a check that ends the run with a message.
//
// A target gets any bytes and must come back: no crash, no report of a sanitizer, no promise broken (`require`). The
// same source is linked with libFuzzer (clang, `./run fuzz`) or with driver.cc, which any compiler builds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void require(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace fuzz
