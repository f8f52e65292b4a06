#pragma once

#include <levelin/compare/ledger.hpp>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// Little runs for comparisons.
namespace compare_world {

using namespace levelin;

inline AreaCode code(int number) {
    std::string digits = std::to_string(number);
    digits.insert(0, 8 - digits.size(), '0');
    return *AreaCode::parse("E" + digits);
}

inline PartSpec leaf(std::string id, double weight) {
    PartSpec part;
    part.id = std::move(id);
    part.weight = weight;
    return part;
}

/// A run over leaves by id, each with its values; an area without a value has none (missing).
inline LedgerRun run(std::vector<PartSpec> parts, const std::vector<int>& areas,
                     const std::map<std::string, std::vector<std::optional<double>>>& values,
                     Aggregation how = Aggregation::weighted_sum) {
    LedgerRun out;
    out.spec.root.id = "need";
    out.spec.root.aggregation = how;
    for (const int area : areas) {
        out.codes.push_back(code(area));
    }
    for (PartSpec& part : parts) {
        part.indicator = out.columns.size();
        NumberColumn column;
        column.name = part.id;
        for (const auto& value : values.at(part.id)) {
            if (value) {
                column.push(*value);
            } else {
                column.push(Status::missing);
            }
        }
        out.columns.push_back(std::move(column));
        out.spec.root.parts.push_back(std::move(part));
    }
    return out;
}

/// Two random runs that differ in whatever the bits of `differs` say.
struct Pair {
    LedgerRun before;
    LedgerRun after;
};

inline Pair random_pair(std::mt19937& chance, Mixture differs, int areas) {
    const unsigned steps = chance() % 2 == 0 ? 40 : 6;  // Few make ties.
    const auto value = [&] { return static_cast<double>(chance() % steps); };
    std::map<std::string, std::vector<std::optional<double>>> values;
    std::vector<int> codes;
    for (int a = 1; a <= areas; ++a) {
        codes.push_back(a);
    }
    for (const char* id : {"pay", "homes", "air"}) {
        for (int a = 0; a < areas; ++a) {
            values[id].push_back(chance() % 25 == 0 ? std::optional<double>{} : value());
        }
    }
    Pair pair;
    pair.before = run({leaf("pay", 0.5), leaf("homes", 0.3), leaf("air", 0.2)}, codes, values);
    pair.before.spec.ties = chance() % 2 == 0 ? TieRule::mean : TieRule::min;
    pair.after = pair.before;
    if (takes(differs, Cause::data)) {
        for (NumberColumn& column : pair.after.columns) {
            for (std::size_t a = 0; a < column.size(); ++a) {
                if (chance() % 2 == 0) {
                    column.values[a] = value();
                    column.status[a] = Status::ok;
                }
            }
        }
    }
    if (takes(differs, Cause::weights)) {
        for (PartSpec& part : pair.after.spec.root.parts) {
            part.weight = static_cast<double>(1 + chance() % 9) / 10;
        }
    }
    if (takes(differs, Cause::method)) {
        pair.after.spec.root.missing = MissingPolicy::reweight;
        pair.after.spec.ties = static_cast<TieRule>(chance() % 5);
        for (PartSpec& part : pair.after.spec.root.parts) {
            part.normalise = chance() % 2 == 0 ? Normalisation::percentile : Normalisation::z_score;
        }
    }
    if (takes(differs, Cause::boundary)) {
        // Every seventh area goes, and new ones come, in another order.
        LedgerRun moved = pair.after;
        moved.codes.clear();
        for (NumberColumn& column : moved.columns) {
            column = {column.name, {}, {}};
        }
        for (std::size_t a = pair.after.codes.size(); a-- > 0;) {
            moved.codes.push_back(a % 7 == 0 ? code(1000 + static_cast<int>(a))
                                             : pair.after.codes[a]);
            for (std::size_t c = 0; c < moved.columns.size(); ++c) {
                moved.columns[c].values.push_back(pair.after.columns[c].values[a]);
                moved.columns[c].status.push_back(pair.after.columns[c].status[a]);
            }
        }
        pair.after = std::move(moved);
    }
    return pair;
}

}  // namespace compare_world
