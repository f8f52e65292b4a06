#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "simplify_parts.hpp"

namespace levelin::topology_detail {

/// Puts points back until the kept points make the same embedding as all of them.
///
/// A piece is a segment between two kept points and the chain of points that it stands for. Two
/// pieces conflict where their segments have more in common than an end of both, or where an end of
/// one may lie between the other's chain and segment. Of two segments that conflict, the one with
/// the heaviest removed point gets it back; a piece with a point in between gets its own. A piece
/// without removed points conflicts with no other such, since the arcs were planar.
///
/// Pieces of the first pass stand in a tree of boxes, in the order of the arcs along a curve. A box
/// is that of the chain, which holds the segment and all that the chain can be split into, so that
/// the tree serves for later passes as well; it is made anew when many pieces were split.
class Embedding {
  public:
    /// @param kept  a mark for each of the arcs' points; ends of arcs are kept.
    Embedding(const Topology& topology, const Chains& chains, std::span<const float> weights,
              std::span<const std::uint32_t> arc_order, std::span<const std::uint8_t> arc_dropped,
              std::span<std::uint8_t> kept, unsigned threads);

    /// @returns how many points were put back.
    std::uint64_t settle();

  private:
    struct Piece {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        [[nodiscard]] bool is_cut() const noexcept { return last - first > 1; }
    };
    struct Boxed {
        Piece piece;
        GridBox box;
    };
    static constexpr std::size_t fan = 8;

    void build();
    void build_tree();
    [[nodiscard]] std::vector<Piece> conflicts_of_all();
    [[nodiscard]] std::vector<Piece> conflicts_of(const std::vector<Boxed>& changed);
    [[nodiscard]] std::vector<Boxed> split(std::vector<Piece> conflicting, unsigned pass);
    void compare(const Boxed& p, const Boxed& q, std::vector<Piece>& found);
    [[nodiscard]] bool reaches_in(const Boxed& p, const Boxed& q) const;
    [[nodiscard]] bool is_marked(const Piece& p);
    void mark(const Piece& p, std::vector<Piece>& found);
    [[nodiscard]] float heaviest(const Piece& p) const;
    [[nodiscard]] GridBox segment_box(const Piece& p) const;
    template <class Visit>
    void visit_groups(const GridBox& box, std::size_t from, Visit visit) const;

    const Topology& m_topology;
    const Chains& m_chains;
    std::span<const GridPoint> m_points;
    std::span<const float> m_weights;
    std::span<const std::uint32_t> m_arc_order;
    std::span<const std::uint8_t> m_arc_dropped;
    std::span<std::uint8_t> m_kept;
    unsigned m_threads;

    std::vector<Boxed> m_slots;                  // Pieces as they were when the tree was made.
    std::vector<std::vector<GridBox>> m_levels;  // m_levels[0]: groups of `fan` slots.
    std::vector<std::uint32_t> m_slot_of;        // By the first point of a piece.
    std::vector<std::uint32_t> m_split_of;       // By slot: 1 + its place in m_split, or 0.
    std::vector<std::vector<Boxed>> m_split;     // What a slot was split into.
    std::size_t m_split_count = 0;
    std::vector<std::uint8_t> m_marks;  // By the first point of a piece.
};

}  // namespace levelin::topology_detail
