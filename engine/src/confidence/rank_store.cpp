#include "rank_store.hpp"

#include <algorithm>

namespace levelin::detail {

template <typename T>
void write_ranks(const BucketRank& ranking, TieRule ties, std::size_t complete,
                 std::span<const std::uint32_t> others, std::span<const std::uint32_t> area_at,
                 std::span<T> out) {
    const std::uint32_t unit = rank_unit(ties);
    const std::uint32_t* const place = ranking.places().data();
    for (std::size_t p = 0; p < complete; ++p) {
        out[p] = static_cast<T>(unit * (place[p] + 1));
    }
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(complete), out.end(), T{0});
    for (const std::uint32_t p : others) {
        out[p] = static_cast<T>(unit * (place[p] + 1));
    }
    if (ties == TieRule::min) {
        return;
    }
    std::vector<std::uint32_t> members;
    std::uint32_t doubles = 0;  // How many places before fell to scores that were there already.
    std::size_t done = 0;       // Dense ranks are right up to this place.
    const auto lower_until = [&](std::size_t end) {
        for (; done < end && doubles > 0; ++done) {
            const std::uint32_t p = ranking.at(done);
            out[p] = static_cast<T>(out[p] - doubles);
        }
        done = end;
    };
    for (const BucketRank::Tie& tie : ranking.ties()) {
        members.clear();
        for (std::size_t i = tie.first; i < tie.last; ++i) {
            members.push_back(ranking.at(i));
        }
        switch (ties) {
            case TieRule::mean:
            case TieRule::max:
                for (const std::uint32_t p : members) {
                    out[p] =
                        static_cast<T>(ties == TieRule::max ? tie.last : tie.first + 1 + tie.last);
                }
                break;
            case TieRule::dense:
                lower_until(tie.last);
                doubles += tie.last - tie.first - 1;
                break;
            case TieRule::first:
                std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
                    return area_at[a] < area_at[b];
                });
                for (std::size_t i = 0; i < members.size(); ++i) {
                    out[members[i]] = static_cast<T>(tie.first + 1 + i);
                }
                break;
            case TieRule::min:
                break;
        }
    }
    if (ties == TieRule::dense) {
        lower_until(ranking.count());
    }
}

template void write_ranks<std::uint16_t>(const BucketRank&, TieRule, std::size_t,
                                         std::span<const std::uint32_t>,
                                         std::span<const std::uint32_t>, std::span<std::uint16_t>);
template void write_ranks<std::uint32_t>(const BucketRank&, TieRule, std::size_t,
                                         std::span<const std::uint32_t>,
                                         std::span<const std::uint32_t>, std::span<std::uint32_t>);

}  // namespace levelin::detail
