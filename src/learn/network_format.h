// The sections of a network's file, which its writer and its reader share.
#pragma once

#include <cstddef>
#include <cstdint>

namespace isnad::learn {

inline constexpr char kNetworkKind[] = "network";
inline constexpr std::uint32_t kNetworkVersion = 1;

/// The shape of a network: `members` alike networks whose probabilities are averaged.
struct NetworkShape {
  std::uint32_t row_bits = 16;  ///< the table has 2^row_bits rows; a feature's row is the top bits of its hash
  std::uint32_t members = 4;
  std::uint32_t dimensions = 16;  ///< of a member's vector of a feature
  std::uint32_t hidden = 32;      ///< units of a member's hidden layer
  std::uint32_t classes = 0;
  float scale = 1;  ///< what a whole number of the table stands for

  std::size_t rows() const { return std::size_t{1} << row_bits; }
  /// Numbers in a row of the table: each member's vector, one after another.
  std::size_t width() const { return std::size_t{members} * dimensions; }
  /// Numbers of one member behind the table: start (dimensions), hidden by dimensions, hidden, classes by hidden,
  /// classes.
  std::size_t layers() const {
    return dimensions + std::size_t{hidden} * dimensions + hidden + std::size_t{classes} * hidden + classes;
  }
};

enum NetworkSection : std::size_t {
  kShapeSection,
  kNetworkTaskSection,
  kNetworkMetadataSection,
  kNetworkNamesSection,
  kTableSection,   // int8
  kLayersSection,  // float, member after member
  kNetworkSections,
};

}  // namespace isnad::learn
