#include "rank_normaliser.hpp"

#include <algorithm>

namespace levelin::detail {

kernels::Values RankNormaliser::normalise(std::span<const double> values,
                                          std::span<const Status> status, const PartSpec& part) {
    const bool by_rank = part.normalise == Normalisation::rank ||
                         part.normalise == Normalisation::percentile ||
                         part.normalise == Normalisation::exponential;
    if (!by_rank || part.ranks) {
        return kernels::normalise(values, status, part);
    }
    m_there.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (status[i] == Status::ok) {
            m_there.push_back(static_cast<std::uint32_t>(i));
        }
    }
    if (m_there.size() < 2) {
        return kernels::normalise(values, status, part);
    }
    if (m_ranking == nullptr || m_room < values.size()) {
        m_ranking = std::make_unique<BucketRank>(values.size());
        m_room = values.size();
    }
    std::span<const double> worst_first = values;
    if (part.direction == Direction::lower_is_worse) {
        m_turned.resize(values.size());
        std::transform(values.begin(), values.end(), m_turned.begin(), [](double v) { return -v; });
        worst_first = m_turned;
    }
    m_ranking->rank(worst_first, 0, m_there);
    kernels::Values out{std::vector<double>(values.size(), 0.0),
                        std::vector<Status>(status.begin(), status.end()), kernels::Fault::none, 0};
    fill(m_ranking->places(), m_there.size(), part, out);
    return out;
}

void RankNormaliser::fill(std::span<const std::uint32_t> places, std::size_t count,
                          const PartSpec& part, kernels::Values& out) {
    const auto n = static_cast<double>(count);
    if (part.normalise == Normalisation::exponential) {
        auto table = std::find_if(m_tables.begin(), m_tables.end(), [&](const Table& one) {
            return one.count == count && one.curve.constant == part.curve.constant &&
                   one.curve.share == part.curve.share;
        });
        if (table == m_tables.end()) {
            m_tables.push_back({count, part.curve, std::vector<double>(count)});
            table = std::prev(m_tables.end());
            for (std::size_t r = 0; r < count; ++r) {
                table->values[r] =
                    kernels::exponential_of_rank(static_cast<double>(r + 1), n, part.curve);
            }
        }
        for (const std::uint32_t i : m_there) {
            out.values[i] = table->values[places[i]];
        }
        return;
    }
    // Shared places: their mean for ranks, the last of them for percentiles.
    const bool mean = part.normalise == Normalisation::rank;
    const auto value_of = [&](std::size_t first, std::size_t last) {
        return mean ? n + 1 - (static_cast<double>(first + 1) + static_cast<double>(last)) / 2
                    : (n - static_cast<double>(last)) / (n - 1);
    };
    for (const std::uint32_t i : m_there) {
        out.values[i] = value_of(places[i], places[i] + 1);
    }
    for (const BucketRank::Tie& tie : m_ranking->ties()) {
        for (std::uint32_t place = tie.first; place < tie.last; ++place) {
            out.values[m_ranking->at(place)] = value_of(tie.first, tie.last);
        }
    }
}

}  // namespace levelin::detail
