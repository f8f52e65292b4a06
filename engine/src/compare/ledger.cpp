#include <algorithm>
#include <cmath>
#include <levelin/compare/ledger.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>

namespace levelin {

namespace {

// "the second run's data and method with the first run's weights and boundary"
std::string name_of(Mixture mixture) {
    std::string second;
    std::string first;
    for (std::size_t k = 0; k < cause_count; ++k) {
        const auto cause = static_cast<Cause>(k);
        std::string& list = takes(mixture, cause) ? second : first;
        list += (list.empty() ? "" : ", ") + std::string{to_string(cause)};
    }
    return first.empty()    ? "the second run"
           : second.empty() ? "the first run"
                            : second + " of the second run with " + first + " of the first";
}

std::vector<AreaCode> all_codes(const LedgerRun& before, const LedgerRun& after) {
    std::vector<AreaCode> codes = before.codes;
    codes.insert(codes.end(), after.codes.begin(), after.codes.end());
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

// The places of areas in a run.
std::vector<std::int32_t> places(const std::vector<AreaCode>& codes, const LedgerRun& run) {
    const CodeIndex index(run.codes);
    std::vector<std::int32_t> out;
    out.reserve(codes.size());
    for (const AreaCode& code : codes) {
        out.push_back(index.find(run.codes, code));
    }
    return out;
}

struct Side {
    double rank = 0;
    std::int64_t decile = 0;
    Status status = Status::no_row;
};

Side side_of(const ScoredIndex& scored, std::int32_t at) {
    if (at == CodeIndex::empty) {
        return {};
    }
    const auto a = static_cast<std::size_t>(at);
    const bool ok = scored.status[a] == Status::ok;
    return {ok ? scored.ranks[a] : 0, ok ? scored.deciles[a] : 0, scored.status[a]};
}

Presence presence_of(const Side& before, const Side& after) {
    const bool was = before.status == Status::ok;
    const bool is = after.status == Status::ok;
    return was && is ? Presence::both
           : was     ? Presence::left
           : is      ? Presence::joined
                     : Presence::none;
}

}  // namespace

std::string_view to_string(Presence presence) noexcept {
    switch (presence) {
        case Presence::both:
            return "both";
        case Presence::joined:
            return "joined";
        case Presence::left:
            return "left";
        case Presence::none:
            return "none";
    }
    return "";
}

MixedScores score_mixtures(const LedgerRun& before, const LedgerRun& after, unsigned threads,
                           Progress* progress) {
    MixedScores out;
    out.differs = differences(before, after);
    out.scored.resize(mixture_count);
    parallel_blocks(mixture_count, 1, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t m = begin; m < end; ++m) {
            const auto mixture = static_cast<Mixture>(m);
            if ((mixture & out.differs) != mixture) {
                continue;
            }
            if (progress != nullptr) {
                progress->update("scoring mixtures", static_cast<double>(m) / mixture_count);
            }
            const LedgerRun run = mixed_run(before, after, mixture);
            try {
                out.scored[m] = score_index(run.spec, run.columns, run.codes);
            } catch (Error& error) {
                error.add_context(name_of(mixture));
                throw;
            }
        }
    });
    return out;
}

Ledger make_ledger(const LedgerRun& before, const LedgerRun& after, const MixedScores& scores) {
    Ledger out;
    out.codes = all_codes(before, after);
    out.differs = scores.differs;
    const std::vector<std::int32_t> old_places = places(out.codes, before);
    const std::vector<std::int32_t> new_places = places(out.codes, after);
    const ScoredIndex& first = scores.of(0);
    const ScoredIndex& last = scores.of(mixture_count - 1);
    out.ranked_before = first.ranked;
    out.ranked_after = last.ranked;
    for (std::size_t a = 0; a < out.size(); ++a) {
        // Where no boundary differs the areas may still stand in another order: a mixture has
        // those of the first run.
        const auto place_in = [&](unsigned mixture) {
            const bool second = takes(static_cast<Mixture>(mixture & out.differs), Cause::boundary);
            return second ? new_places[a] : old_places[a];
        };
        const Side was = side_of(first, place_in(0));
        const Side is = side_of(last, place_in(mixture_count - 1));
        out.presence.push_back(presence_of(was, is));
        out.status_before.push_back(was.status);
        out.status_after.push_back(is.status);
        out.rank_before.push_back(was.rank);
        out.rank_after.push_back(is.rank);
        out.decile_before.push_back(was.decile);
        out.decile_after.push_back(is.decile);
        std::array<std::int64_t, mixture_count> halves{};
        bool whole = out.presence.back() == Presence::both;
        for (unsigned m = 0; m < mixture_count && whole; ++m) {
            const Side side = side_of(scores.of(static_cast<Mixture>(m)), place_in(m));
            halves[m] = std::llround(2 * side.rank);
            whole = side.status == Status::ok;
        }
        out.is_split.push_back(whole ? 1 : 0);
        out.parts.push_back(whole ? shapley_split(halves)
                                  : std::array<std::int64_t, cause_count>{});
    }
    return out;
}

}  // namespace levelin
