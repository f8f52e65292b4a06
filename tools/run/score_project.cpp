#include "score_project.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/score/kernels.hpp>
#include <map>

#include "nations.hpp"

namespace levelin::run {

namespace {

// Below this nobody can take the order for the right way round, and nothing that was put in
// another order by chance comes near it.
constexpr double clearly_opposed = -0.5;

// The columns of a composite's sources put together over the frame's areas.
class CompositeFrame {
  public:
    CompositeFrame(const config::CompositeConfig& config, const Frame& frame)
        : m_config(config), m_frame(frame), m_nation(frame.codes.size(), -1) {
        for (NumberColumn* column : {&m_local, &m_employment, &m_income}) {
            column->values.assign(frame.codes.size(), 0.0);
            column->status.assign(frame.codes.size(), Status::no_row);
        }
        m_has.resize(config.spec.nations.size(), 0);
        for (const config::CompositeSource& source : config.sources) {
            if (!frame.columns[source.local].values.empty()) {
                take(source);
            }
        }
        to_percent(m_employment, "employment");
        if (config.spec.version == CompositeVersion::both) {
            to_percent(m_income, "income");
        }
        for (std::size_t n = 0; n < m_has.size(); ++n) {
            if (m_has[n] == 0) {
                m_findings.note("N-SCORE-03",
                                "the tables hold no area of the nation " + config.spec.nations[n]);
            }
        }
    }

    [[nodiscard]] CompositeColumns columns() const {
        CompositeColumns out;
        out.nation = m_nation;
        out.local = &m_local;
        out.employment = &m_employment;
        out.income = m_config.spec.version == CompositeVersion::both ? &m_income : nullptr;
        if (m_config.population && !m_frame.columns[*m_config.population].values.empty()) {
            out.population = &m_frame.columns[*m_config.population];
        }
        return out;
    }
    [[nodiscard]] const Diagnostics& findings() const noexcept { return m_findings; }

  private:
    void take(const config::CompositeSource& source) {
        const std::vector<std::string>* words =
            source.nation_text && !m_frame.texts[*source.nation_text].values.empty()
                ? &m_frame.texts[*source.nation_text].values
                : nullptr;
        for (std::size_t i = 0; i < m_frame.codes.size(); ++i) {
            const NumberColumn& local = m_frame.columns[source.local];
            if (local.status[i] == Status::no_row) {
                continue;
            }
            const std::string nation =
                nation_of(source, m_frame.codes[i], words == nullptr ? "" : (*words)[i]);
            const auto& nations = m_config.spec.nations;
            const auto place = std::find(nations.begin(), nations.end(), nation);
            m_nation[i] = place == nations.end()
                              ? CompositeColumns::no_nation
                              : static_cast<std::int32_t>(place - nations.begin());
            if (place != nations.end()) {
                ++m_has[static_cast<std::size_t>(m_nation[i])];
            }
            const auto copy = [i](const NumberColumn& from, NumberColumn& to) {
                to.values[i] = from.values[i];
                to.status[i] = from.status[i];
            };
            copy(local, m_local);
            copy(m_frame.columns[source.employment], m_employment);
            if (source.income) {
                copy(m_frame.columns[*source.income], m_income);
            }
        }
    }

    [[nodiscard]] static std::string nation_of(const config::CompositeSource& source,
                                               const AreaCode& code, const std::string& word) {
        const std::string by_code = nation_of_code(code);
        const std::string said = !source.nation.empty() ? source.nation : nation_of_word(word);
        if (!said.empty() && !by_code.empty() && said != by_code) {
            throw InputError("E-SCORE-10",
                             code.str() + " is an area of the nation " + by_code +
                                 ", and the table " + source.table + " has it under " + said,
                             "each area in its own nation",
                             "check which file was given for which table");
        }
        if (said.empty() && by_code.empty()) {
            throw InputError("E-SCORE-10",
                             "neither the code " + code.str() + " nor the table " + source.table +
                                 " says which nation it is of",
                             "codes that begin with E, S, W, N or 95, or a column of nations");
        }
        return said.empty() ? by_code : said;
    }

    // Some publishers give 0.189, others 18.9; no nation's areas are all below one per cent.
    void to_percent(NumberColumn& rate, const std::string& name) {
        for (std::size_t n = 0; n < m_has.size(); ++n) {
            double highest = 0;
            std::size_t areas = 0;
            const auto each = [&](auto action) {
                for (std::size_t i = 0; i < rate.values.size(); ++i) {
                    if (rate.status[i] == Status::ok &&
                        m_nation[i] == static_cast<std::int32_t>(n)) {
                        action(rate.values[i]);
                    }
                }
            };
            each([&](double value) {
                highest = std::max(highest, value);
                ++areas;
            });
            if (areas != 0 && highest <= 1) {
                each([](double& value) { value *= 100; });
                m_findings.note("N-SCORE-02", "the " + name + " rates of the nation " +
                                                  m_config.spec.nations[n] +
                                                  " are shares of 1 and were taken times 100");
            }
        }
    }

    const config::CompositeConfig& m_config;
    const Frame& m_frame;
    std::vector<std::int32_t> m_nation;
    std::vector<std::size_t> m_has;  // Areas of each nation.
    NumberColumn m_local;
    NumberColumn m_employment;
    NumberColumn m_income;
    Diagnostics m_findings;
};

// A number, or a flag: TRUE and yes are 1, FALSE and no are 0.
CellValue number_or_flag(std::string_view text) {
    CellValue cell = parse_cell(text, Markers::defaults());
    if (cell.kind != CellValue::Kind::text) {
        return cell;
    }
    const std::string word = ascii_lower(cut_blanks(text));
    for (const auto& [known, value] : {std::pair{"true", 1.0}, std::pair{"yes", 1.0},
                                       std::pair{"false", 0.0}, std::pair{"no", 0.0}}) {
        if (word == known) {
            cell.kind = CellValue::Kind::number;
            cell.number = value;
        }
    }
    return cell;
}

const PartSpec& first_leaf(const PartSpec& node) {
    return node.parts.empty() ? node : first_leaf(node.parts.front());
}

DirectionCheck check_direction(const config::ProjectConfig& project,
                               const config::IndexConfig& config, const config::CheckConfig& check,
                               const Frame& frame, const ScoredIndex& index) {
    DirectionCheck out;
    out.column = frame.texts[check.text].name;
    const std::vector<std::string>& cells = frame.texts[check.text].values;
    if (cells.empty()) {
        return out;
    }
    std::vector<double> known(cells.size(), 0.0);
    std::vector<Status> status = index.status;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const CellValue cell = number_or_flag(cells[i]);
        if (cell.kind != CellValue::Kind::number) {
            status[i] = Status::missing;  // What a check does not say is not held against anyone.
            continue;
        }
        known[i] = check.direction == Direction::higher_is_worse ? cell.number : -cell.number;
    }
    out.areas = static_cast<std::size_t>(std::count(status.begin(), status.end(), Status::ok));
    out.agreement = kernels::rank_agreement(index.scores, known, status);
    if (out.agreement < clearly_opposed) {
        const bool lower = first_leaf(config.spec.root).direction == Direction::lower_is_worse;
        throw InputError("E-SCORE-06",
                         "the index \"" + index.id + "\" runs against what the column \"" +
                             out.column + "\" says of the same areas: agreement " +
                             fixed_text(out.agreement, 2) + " on a scale of -1 to 1",
                         lower ? "ranks with 1 for the area that is worst off"
                               : "numbers that are higher where an area is worse off",
                         "if the table has its numbers the other way round, say so with --set " +
                             index.id +
                             ".direction=" + (lower ? "higher_is_worse" : "lower_is_worse"),
                         {project.table(project.texts[check.text].table)->file.string(), 0, 0});
    }
    return out;
}

}  // namespace

void check_composite_tables(const config::ProjectConfig& project) {
    for (const config::IndexConfig& index : project.indices) {
        if (!index.composite) {
            continue;
        }
        std::map<std::string, std::string> given;  // Nation -> table; "" = all nations.
        std::string missing;
        std::string whole;
        for (const config::CompositeSource& source : index.composite->sources) {
            const config::TableConfig* table = project.table(source.table);
            if (table != nullptr && !table->file.empty()) {
                given.emplace(source.nation, source.table);
            } else if (!source.nation.empty()) {
                missing += (missing.empty() ? "" : ", ") + source.table;
            } else {
                whole = source.table;
            }
        }
        const bool has_whole = given.contains("");
        if (has_whole && given.size() > 1) {
            throw ConfigError("E-CONFIG-10",
                              "the table " + given[""] + " holds every nation, and " +
                                  given.rbegin()->second + " is given besides",
                              "either " + given[""] + " or the nations' own tables");
        }
        if (!has_whole && !missing.empty()) {
            throw UsageError("E-USAGE-20",
                             given.empty() ? "the method needs the nations' scores"
                                           : "the method needs the tables of every nation, and "
                                             "these are not given: " +
                                                 missing,
                             "--table " + whole + "=FILE, or a table for each nation: " + missing,
                             "levelin recipes NAME lists what it needs");
        }
    }
}

ScoredProject score_project(const config::ProjectConfig& project, const Frame& frame) {
    ScoredProject out;
    for (const config::IndexConfig& index : project.indices) {
        IndexFacts facts;
        if (index.composite) {
            const CompositeFrame input(*index.composite, frame);
            ScoredComposite scored =
                score_composite(index.composite->spec, input.columns(), frame.codes);
            out.indices.push_back(std::move(scored.index));
            out.findings.append(input.findings());
            facts.models = std::move(scored.models);
            facts.population = scored.population;
        } else {
            out.indices.push_back(
                score_index(with_rank_counts(index.spec, frame), frame.columns, frame.codes));
        }
        const ScoredIndex& scored = out.indices.back();
        out.findings.append(scored.findings);
        for (const config::CheckConfig& check : index.checks) {
            facts.checks.push_back(check_direction(project, index, check, frame, scored));
        }
        out.facts.push_back(std::move(facts));
    }
    return out;
}

}  // namespace levelin::run
