# Compiler cache, warnings, sanitizers: what every target of ours is built with.
find_program(ISNAD_CCACHE ccache)
if(ISNAD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ISNAD_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${ISNAD_CCACHE}")
endif()
find_program(ISNAD_MOLD mold)
if(ISNAD_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(isnad_options INTERFACE)
target_compile_options(isnad_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12: lists of aggregates that hold strings as uninitialised, "x" + string as overlapping (GCC 105329).
  target_compile_options(isnad_options INTERFACE -Wbidi-chars=any -Wno-maybe-uninitialized -Wno-restrict)
endif()

if(ISNAD_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
