#include "figures.hpp"

#include "coded_table.hpp"

#include <levelin/core/error.hpp>
#include <optional>

namespace levelin::demo {

namespace {

[[noreturn]] void unplaced(const std::string& what, const std::string& file) {
    throw InputError("E-DEMO-04", what, "every area in exactly one authority of December 2023",
                     "use the look-ups that docs/methods/cartogram.md names", {file});
}

AreaCode code_of(const std::string& text, const std::string& file) {
    const auto code = AreaCode::parse(text);
    if (!code) {
        unplaced("\"" + text + "\" is no area code", file);
    }
    return *code;
}

std::unordered_map<AreaCode, std::size_t> positions(const std::vector<AreaCode>& codes) {
    std::unordered_map<AreaCode, std::size_t> out;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        out.emplace(codes[i], i);
    }
    return out;
}

/// Adds small area -> authority of 2023 from one nation's look-up.
void add_lookup(const std::filesystem::path& file, const std::string& small, const std::string& lad,
                int year, const Succession& succession,
                std::unordered_map<AreaCode, AreaCode>& out) {
    const CodedTable table(file, small);
    const std::vector<std::string> authorities = table.texts(lad);
    for (std::size_t i = 0; i < table.codes().size(); ++i) {
        const AreaCode successor =
            succession.successor(code_of(authorities[i], file.filename().string()), year);
        if (successor.empty()) {
            unplaced("authority " + authorities[i] + " has no successor", file.filename().string());
        }
        const auto [at, added] = out.emplace(table.codes()[i], successor);
        if (!added && at->second != successor) {
            unplaced("small area " + table.codes()[i].str() + " lies in two authorities",
                     file.filename().string());
        }
    }
}

}  // namespace

Succession::Succession(const std::filesystem::path& file) {
    constexpr int first = 2018;  // In 2016 and 2017 two Scottish codes have two successors.
    const CodedTable table(file, "ltla23_code");
    for (int year = first; year <= 2023; ++year) {
        const auto before = table.texts("ltla" + std::to_string(year - 2000) + "_code");
        for (std::size_t i = 0; i < before.size(); ++i) {
            const AreaCode old_code = code_of(before[i], file.filename().string());
            const AreaCode& now = table.codes()[i];
            const auto [at, added] = m_successor[year].emplace(old_code, now);
            if (!added && at->second != now) {
                unplaced("authority " + before[i] + " was split", file.filename().string());
            }
            m_parts[year][now].insert(old_code);
        }
    }
}

AreaCode Succession::successor(const AreaCode& code, int year) const {
    const auto in_year = m_successor.find(year);
    if (in_year == m_successor.end()) {
        return {};
    }
    const auto found = in_year->second.find(code);
    return found == in_year->second.end() ? AreaCode{} : found->second;
}

std::size_t Succession::parts(const AreaCode& successor, int year) const {
    const auto in_year = m_parts.find(year);
    if (in_year == m_parts.end()) {
        return 0;
    }
    const auto found = in_year->second.find(successor);
    return found == in_year->second.end() ? 0 : found->second.size();
}

NumberColumn indicator(const std::filesystem::path& data, const IndicatorSource& source,
                       const Succession& succession, const std::vector<AreaCode>& authorities) {
    const CodedTable table(data / source.file);
    const NumberColumn values = table.numbers(source.column);
    const bool summed = source.carry == Carry::share_of_sum;
    const NumberColumn below = summed ? table.numbers(source.denominator) : NumberColumn{};
    struct Sum {
        double above = 0;
        double below = 0;
        std::size_t parts = 0;
        Status status = Status::ok;
        int year = 0;
    };
    std::unordered_map<AreaCode, Sum> sums;
    for (std::size_t i = 0; i < table.codes().size(); ++i) {
        int year = source.year;
        AreaCode successor = succession.successor(table.codes()[i], year);
        if (successor.empty()) {
            // Some tables give Scotland by the codes of the year before.
            successor = succession.successor(table.codes()[i], --year);
        }
        if (successor.empty()) {
            unplaced(
                "authority " + table.codes()[i].str() + " of " + source.id + " has no successor",
                source.file);
        }
        Sum& sum = sums[successor];
        ++sum.parts;
        sum.year = year;
        if (values.status[i] != Status::ok) {
            sum.status = values.status[i];
        }
        if (summed && below.status[i] != Status::ok) {
            sum.status = below.status[i];
        }
        sum.above += values.values[i];
        sum.below += summed ? below.values[i] : 0.0;
    }
    NumberColumn out;
    out.name = source.id;
    for (const AreaCode& authority : authorities) {
        const auto found = sums.find(authority);
        const std::size_t wanted =
            found == sums.end() ? 0 : succession.parts(authority, found->second.year);
        const bool whole = found != sums.end() && found->second.parts == wanted;
        if (!whole || (!summed && wanted != 1)) {
            out.push(Status::no_row);
        } else if (found->second.status != Status::ok) {
            out.push(found->second.status);
        } else if (!summed) {
            out.push(found->second.above);
        } else if (found->second.below > 0) {
            out.push(100 * (1 - found->second.above / found->second.below));
        } else {
            out.push(Status::missing);
        }
    }
    return out;
}

SmallAreaFigures small_area_figures(const std::filesystem::path& data, const Succession& succession,
                                    const std::vector<AreaCode>& authorities) {
    std::unordered_map<AreaCode, AreaCode> home;
    const auto lookups = data / "lookups";
    add_lookup(lookups /
                   "Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_"
                   "Wales.csv",
               "LSOA11CD", "LAD19CD", 2019, succession, home);
    add_lookup(lookups / "scottish_dz_lookup.csv", "DZ2011_Code", "LA_Code", 2019, succession,
               home);
    add_lookup(lookups / "derived_csv/lookup_soa01_lgd14.csv", "soa01_code", "lgd14_code", 2019,
               succession, home);

    const auto composite = data / "uk/composite_uk_imd";
    const CodedTable people(composite / "2019_population.csv", "lsoa");
    const NumberColumn persons = people.numbers("pop");
    const auto person_row = positions(people.codes());
    const CodedTable scores(composite / "UK_IMD_E.csv", "lsoa");
    const NumberColumn score = scores.numbers("UK_IMD_E_score");
    const auto position = positions(authorities);

    SmallAreaFigures out;
    out.population.assign(authorities.size(), 0.0);
    std::vector<double> weighted(authorities.size(), 0.0);
    for (std::size_t i = 0; i < scores.codes().size(); ++i) {
        const AreaCode& small = scores.codes()[i];
        const auto lad = home.find(small);
        const auto row = person_row.find(small);
        if (lad == home.end() || position.find(lad->second) == position.end()) {
            unplaced("small area " + small.str() + " has no authority", "UK_IMD_E.csv");
        }
        if (row == person_row.end() || persons.status[row->second] != Status::ok ||
            score.status[i] != Status::ok) {
            unplaced("small area " + small.str() + " has no population or score", "UK_IMD_E.csv");
        }
        const std::size_t a = position.at(lad->second);
        out.population[a] += persons.values[row->second];
        weighted[a] += persons.values[row->second] * score.values[i];
        ++out.small_areas;
    }
    if (out.small_areas != people.codes().size()) {
        unplaced(std::to_string(people.codes().size()) + " small areas have a population, " +
                     std::to_string(out.small_areas) + " a score",
                 "2019_population.csv");
    }
    for (std::size_t a = 0; a < authorities.size(); ++a) {
        if (!(out.population[a] > 0)) {
            unplaced("authority " + authorities[a].str() + " has no people", "2019_population.csv");
        }
        out.total_population += out.population[a];
        out.score.push_back(weighted[a] / out.population[a]);
    }
    return out;
}

}  // namespace levelin::demo
