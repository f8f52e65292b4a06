#pragma once

#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/score/spec.hpp>
#include <memory>
#include <span>
#include <vector>

namespace levelin::detail {

/// `kernels::normalise`, to the bit, for columns that are normalised again and again: ranks come in
/// linear time, and the exponential of each rank is computed once. One object belongs to one
/// thread.
class RankNormaliser {
  public:
    [[nodiscard]] kernels::Values normalise(std::span<const double> values,
                                            std::span<const Status> status, const PartSpec& part);

  private:
    void fill(std::span<const std::uint32_t> places, std::size_t count, const PartSpec& part,
              kernels::Values& out);

    std::unique_ptr<BucketRank> m_ranking;
    std::size_t m_room = 0;
    std::vector<std::uint32_t> m_there;
    std::vector<double> m_turned;
    // The exponential of rank r at r - 1, for the count and curve that it was asked for last.
    struct Table {
        std::size_t count = 0;
        ExponentialCurve curve;
        std::vector<double> values;
    };
    std::vector<Table> m_tables;
};

}  // namespace levelin::detail
