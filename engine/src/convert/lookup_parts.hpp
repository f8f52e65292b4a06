#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/convert/lookup.hpp>
#include <optional>
#include <vector>

namespace levelin::parts {

/// Takes out the sources and targets that no pair refers to any more, and renumbers the pairs.
template <typename Pair>
void drop_unlinked(Lookup& lookup, std::vector<Pair>& pairs) {
    const auto drop = [&](std::vector<AreaCode>& codes, auto index) {
        std::vector<std::uint32_t> place(codes.size(), 0);
        for (const Pair& pair : pairs) {
            place[pair.*index] = 1;
        }
        std::uint32_t kept = 0;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (place[i] != 0) {
                codes[kept] = codes[i];
                place[i] = kept++;
            }
        }
        codes.resize(kept);
        for (Pair& pair : pairs) {
            pair.*index = place[pair.*index];
        }
    };
    drop(lookup.sources, &Pair::source);
    drop(lookup.targets, &Pair::target);
}

/// Sets shares and source weights from one weight a link.
/// @returns the first link of a source with several targets whose weights sum to 0.
[[nodiscard]] std::optional<std::size_t> share_out(Lookup& lookup,
                                                   const std::vector<double>& weights);

}  // namespace levelin::parts
