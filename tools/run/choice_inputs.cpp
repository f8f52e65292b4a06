#include "choice_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_points.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/target/table_columns.hpp>
#include <map>
#include <numeric>

#include "boundary_order.hpp"
#include "metric_layer.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

// Areas, or sites, that a message counts.
class Listed {
  public:
    void add(const std::string& code) {
        ++m_count;
        if (m_examples.size() < Diagnostics::max_examples) {
            m_examples.push_back(code);
        }
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] const std::vector<std::string>& examples() const { return m_examples; }
    // "3 areas (E01000001, E01000002, E01000003)"
    [[nodiscard]] std::string text(const char* what = "area") const {
        std::string text = grouped_text(m_count) + " " + what + (m_count == 1 ? " (" : "s (");
        for (std::size_t k = 0; k < m_examples.size(); ++k) {
            text += (k == 0 ? "" : ", ") + m_examples[k];
        }
        return text + (m_count > m_examples.size() ? ", ...)" : ")");
    }

  private:
    std::size_t m_count = 0;
    std::vector<std::string> m_examples;
};

struct Need {
    NumberColumn column;
    std::string words;
};

// People in need: a column, or a part of the people.
Need need_of(const config::ChoiceConfig& choice, const ScorecardSpec& card,
             const ResultTable& table) {
    std::string count = choice.need;
    std::string percent = choice.need_percent;
    std::string share = choice.need_share;
    if (count.empty() && percent.empty() && share.empty()) {
        count = card.in_need;
        percent = card.in_need_percent;
        share = card.in_need_share;
    }
    if (!count.empty()) {
        return {columns::numbers_of(table, count), count};
    }
    const std::string people = choice.people.empty() ? card.people : choice.people;
    if ((percent.empty() && share.empty()) || people.empty()) {
        throw ConfigError(
            "E-CHOOSE-05",
            percent.empty() && share.empty() ? "the rule does not say whose need is to be reached"
                                             : "a share of people in need, and no column of people",
            "a column of people in need", "set need in [choice], or in_need in [scorecard]");
    }
    const NumberColumn rate = columns::numbers_of(table, percent.empty() ? share : percent);
    Need out{columns::numbers_of(table, people),
             rate.name + (percent.empty() ? " x " : " per cent of ") + people};
    for (std::size_t a = 0; a < rate.size(); ++a) {
        if (out.column.status[a] == Status::ok && rate.status[a] != Status::ok) {
            out.column.status[a] = rate.status[a];
        }
        out.column.values[a] =
            out.column.status[a] == Status::ok
                ? out.column.values[a] * rate.values[a] / (percent.empty() ? 1 : 100)
                : 0;
    }
    return out;
}

geodata::ReprojectOptions reprojection(const RuleInputsRequest& request,
                                       const std::filesystem::path& file) {
    geodata::ReprojectOptions options;
    options.threads = request.threads;
    options.progress = request.progress;
    options.grid = request.grid;
    add_search_folders(options.search_folders, file);
    return options;
}

class Reader {
  public:
    Reader(const config::ChoiceConfig& choice, const ScorecardSpec& card, RuleMissing missing,
           const RuleInputs& inputs, const RuleInputsRequest& request, const Eligible& eligible)
        : m_choice(choice),
          m_card(card),
          m_missing(missing),
          m_inputs(inputs),
          m_table(inputs.table()),
          m_request(request),
          m_eligible(eligible) {}

    ChoiceInputs read() {
        read_need();
        if (m_choice.metres) {
            read_places();
        }
        if (m_choice.sites.empty()) {
            take_areas();
        } else {
            read_sites();
        }
        set_reach();
        set_groups();
        m_out.problem.at_most = m_choice.at_most;
        m_out.problem.budget = m_choice.budget;
        return std::move(m_out);
    }

  private:
    [[nodiscard]] bool takes_part(std::size_t area) const {
        return m_table.status[area] != Status::no_row || m_eligible.areas[area] != 0;
    }

    void read_need() {
        Need need = need_of(m_choice, m_card, m_table);
        m_out.need = need.words;
        Listed lacking;
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            const bool known = need.column.status[a] == Status::ok;
            m_out.known.push_back(known ? 1 : 0);
            m_out.problem.need.push_back(known ? need.column.values[a] : 0);
            if (!known && takes_part(a)) {
                lacking.add(m_table.codes[a].str());
            }
        }
        tell_missing(lacking, "the need that is to be reached");
    }

    void tell_missing(const Listed& lacking, const std::string& what) {
        if (lacking.count() == 0) {
            return;
        }
        if (m_missing == RuleMissing::error) {
            throw InputError("E-ALLOCATE-07",
                             lacking.text() + (lacking.count() == 1 ? " lacks " : " lack ") + what,
                             "a value for every area that takes part",
                             "leave them out by a step, or by missing = \"leave_out\"");
        }
        m_out.findings.warn("W-ALLOCATE-02",
                            grouped_text(lacking.count()) +
                                (lacking.count() == 1 ? " area lacks " : " areas lack ") + what +
                                (lacking.count() == 1 ? " and is left out" : " and are left out"),
                            lacking.count(), lacking.examples());
    }

    // Where the people of each area live: one point.
    void read_places() {
        m_out.places.assign(m_table.size(), {std::nan(""), std::nan("")});
        if (!m_choice.places.empty()) {
            read_points_of_areas();
        } else {
            read_centroids();
        }
        Listed without;
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            if (!std::isfinite(m_out.places[a].x) && takes_part(a)) {
                without.add(m_table.codes[a].str());
            }
        }
        if (without.count() > 0) {
            throw InputError(
                "E-CHOOSE-06",
                without.text() + (without.count() == 1 ? " has" : " have") + " no place",
                "a point or a boundary for every area",
                "give a file that has them, or leave them out by a step");
        }
    }

    void read_points_of_areas() {
        geodata::ReadPointsOptions options;
        options.with_people = false;
        options.reproject = reprojection(m_request, m_choice.places);
        const geodata::Points points = geodata::read_points(m_choice.places, options);
        add_digest("places", m_choice.places);
        const CodeIndex index(m_table.codes);
        std::size_t found = 0;
        for (std::size_t p = 0; p < points.codes.size(); ++p) {
            const std::int32_t area = index.find(m_table.codes, points.codes[p]);
            if (area == CodeIndex::empty) {
                continue;
            }
            Point& place = m_out.places[static_cast<std::size_t>(area)];
            if (std::isfinite(place.x)) {
                throw InputError(
                    "E-CHOOSE-06",
                    "has two places for " + points.codes[p].str() + " (" + points.rows[p] + ")",
                    "one place for each area", "keep one of them",
                    {m_choice.places.string(), 0, 0});
            }
            place = points.places[p];
            ++found;
        }
        if (found == 0) {
            throw InputError("E-CHOOSE-06", "has no place of any area of the result",
                             "a column with their codes", "give the file of the same vintage",
                             {m_choice.places.string(), 0, 0});
        }
        m_out.places_from = "points";
    }

    void read_centroids() {
        const std::filesystem::path file =
            m_request.boundaries.empty() ? m_inputs.result.boundaries : m_request.boundaries;
        if (file.empty()) {
            throw InputError(
                "E-CHOOSE-06", "a reach needs places, and the result was made without boundaries",
                "points or boundaries of its areas", "give --places FILE or --boundaries FILE");
        }
        MetricLayerRequest layer;
        layer.file = file;
        layer.grid = m_request.grid;
        layer.crs = m_request.crs;
        layer.threads = m_request.threads;
        layer.progress = m_request.progress;
        const MetricLayer read = read_metric_layer(layer);
        add_digest(m_request.boundaries.empty() ? "result" : "boundaries", file);
        const std::vector<Point> centroids = area_centroids(read.metres, m_request.threads);
        const CodeIndex index(m_table.codes);
        for (std::size_t b = 0; b < centroids.size(); ++b) {
            const std::int32_t area = index.find(m_table.codes, read.metres.codes[b]);
            if (area != CodeIndex::empty) {
                m_out.places[static_cast<std::size_t>(area)] = centroids[b];
            }
        }
        m_out.places_from = "centroids of the boundaries";
        m_out.findings.note("N-CHOOSE-01",
                            "each area is at the centroid of its ground; --places FILE with "
                            "population-weighted centroids puts it where its people live");
    }

    void add_digest(const char* role, const std::filesystem::path& file) {
        m_out.digests.push_back({role, file, file.string(), geodata::digest_of_file(file)});
    }

    // Pence of a number of pounds; nothing where it is no amount.
    static std::optional<std::uint64_t> pence_of(double pounds) {
        const double pence = std::nearbyint(pounds * 100);
        return pounds >= 0 && pence <= static_cast<double>(max_pence)
                   ? std::optional{static_cast<std::uint64_t>(pence)}
                   : std::nullopt;
    }

    void take_areas() {
        std::optional<NumberColumn> costs;
        if (!m_choice.cost.empty()) {
            costs = columns::numbers_of(m_table, m_choice.cost);
        }
        std::vector<std::uint32_t> order(m_table.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_table.codes[a] < m_table.codes[b];
        });
        Listed lacking;
        m_out.without_cost.assign(m_table.size(), 0);
        for (const std::uint32_t a : order) {
            if (m_eligible.areas[a] == 0 || (!m_choice.metres && m_out.known[a] == 0)) {
                continue;
            }
            if (costs && costs->status[a] != Status::ok) {
                lacking.add(m_table.codes[a].str());
                m_out.without_cost[a] = 1;
                continue;
            }
            if (costs) {
                const auto pence = pence_of(costs->values[a]);
                if (!pence) {
                    throw InputError("E-CHOOSE-07",
                                     "the cost of " + m_table.codes[a].str() + ", " +
                                         shortest_text(costs->values[a]) + ", is no amount",
                                     "pounds of 0 or more");
                }
                m_out.problem.cost.push_back(*pence);
            } else if (m_choice.cost_each) {
                m_out.problem.cost.push_back(*m_choice.cost_each);
            }
            m_out.candidates.codes.push_back(m_table.codes[a].str());
            m_out.candidates.names.push_back(m_table.names[a]);
            m_out.candidates.areas.push_back(a);
            if (m_choice.metres) {
                m_out.candidates.places.push_back(m_out.places[a]);
            }
        }
        tell_missing(lacking, "a cost");
    }

    static std::optional<std::size_t> column_among(const std::vector<std::string>& names,
                                                   std::initializer_list<std::string> wanted) {
        for (const std::string& name : wanted) {
            const auto found = std::find(names.begin(), names.end(), name);
            if (found != names.end()) {
                return static_cast<std::size_t>(found - names.begin());
            }
        }
        return std::nullopt;
    }

    void read_sites() {
        geodata::ReadPointsOptions options;
        options.with_people = false;
        options.with_cells = true;
        options.reproject = reprojection(m_request, m_choice.sites);
        const geodata::Points points = geodata::read_points(m_choice.sites, options);
        add_digest("sites", m_choice.sites);
        const std::string file = m_choice.sites.string();
        const auto code = column_among(points.columns, {"code", "site", "id"});
        const auto name = column_among(points.columns, {"name"});
        std::optional<std::size_t> cost;
        if (!m_choice.cost.empty()) {
            cost = column_among(points.columns, {m_choice.cost});
            if (!cost) {
                throw InputError("E-CHOOSE-07", "has no column \"" + m_choice.cost + "\"",
                                 "the cost of each site in pounds", "name its column in [choice]",
                                 {file, 1, 0});
            }
        }
        std::map<std::string, std::string> seen;
        const Markers markers = Markers::defaults();
        for (std::size_t s = 0; s < points.places.size(); ++s) {
            std::string own = code ? points.cells[*code][s] : points.rows[s];
            const auto [other, is_new] = seen.emplace(own, points.rows[s]);
            if (!is_new) {
                throw InputError("E-CHOOSE-07",
                                 "two sites are called \"" + own + "\" (" + other->second + ", " +
                                     points.rows[s] + ")",
                                 "a code of its own for each site", "rename one of them",
                                 {file, 0, 0});
            }
            if (cost) {
                const CellValue cell = parse_cell(points.cells[*cost][s], markers);
                const auto pence =
                    cell.kind == CellValue::Kind::number ? pence_of(cell.number) : std::nullopt;
                if (!pence) {
                    throw InputError("E-CHOOSE-07",
                                     "the cost of " + own + " (" + points.rows[s] + ") is \"" +
                                         points.cells[*cost][s] + "\"",
                                     "pounds of 0 or more", "correct the file", {file, 0, 0});
                }
                m_out.problem.cost.push_back(*pence);
            } else if (m_choice.cost_each) {
                m_out.problem.cost.push_back(*m_choice.cost_each);
            }
            m_out.candidates.codes.push_back(std::move(own));
            m_out.candidates.names.push_back(name ? points.cells[*name][s] : "");
            m_out.candidates.places.push_back(points.places[s]);
            m_out.candidates.areas.push_back(Candidates::no_area);
        }
    }

    void set_reach() {
        CoverProblem& problem = m_out.problem;
        if (m_choice.metres) {
            problem.reach = reach_within(m_out.candidates.places, m_out.places, *m_choice.metres,
                                         m_request.threads);
            problem.places = m_out.candidates.places;
            return;
        }
        for (const std::uint32_t area : m_out.candidates.areas) {
            problem.reach.areas.push_back(area);
            problem.reach.begin.push_back(problem.reach.areas.size());
        }
    }

    // The area whose place is nearest.
    [[nodiscard]] std::size_t nearest_area(const Point& site) const {
        std::size_t best = 0;
        double best_distance = INFINITY;
        for (std::size_t a = 0; a < m_out.places.size(); ++a) {
            const double dx = m_out.places[a].x - site.x;
            const double dy = m_out.places[a].y - site.y;
            const double distance = dx * dx + dy * dy;
            if (distance < best_distance) {
                best_distance = distance;
                best = a;
            }
        }
        return best;
    }

    void set_groups() {
        if (m_choice.per.empty()) {
            return;
        }
        const std::vector<std::string> groups = columns::texts_of(m_table, m_choice.per);
        std::map<std::string, std::uint32_t> numbers;
        for (std::size_t c = 0; c < m_out.candidates.codes.size(); ++c) {
            const std::uint32_t area = m_out.candidates.areas[c];
            m_out.groups.push_back(
                groups[area == Candidates::no_area ? nearest_area(m_out.candidates.places[c])
                                                   : area]);
            numbers.emplace(m_out.groups.back(), 0);
        }
        for (auto& [name, number] : numbers) {
            number = static_cast<std::uint32_t>(m_out.problem.regions.size());
            // Those in no group have no least number either.
            m_out.problem.regions.push_back({name, name.empty() ? 0 : m_choice.at_least});
        }
        for (const auto& [name, least] : m_choice.at_least_in) {
            const auto found = numbers.find(name);
            if (found == numbers.end()) {
                throw InputError(
                    "E-CHOOSE-08",
                    "nobody can be chosen in \"" + name + "\" by the column " + m_choice.per,
                    "a group that holds candidates", "look at how the column spells it");
            }
            m_out.problem.regions[found->second].least = static_cast<std::uint32_t>(least);
        }
        for (const std::string& group : m_out.groups) {
            m_out.problem.region.push_back(numbers.at(group));
        }
    }

    const config::ChoiceConfig& m_choice;
    const ScorecardSpec& m_card;
    RuleMissing m_missing;
    const RuleInputs& m_inputs;
    const ResultTable& m_table;
    const RuleInputsRequest& m_request;
    const Eligible& m_eligible;
    ChoiceInputs m_out;
};

}  // namespace

ChoiceInputs read_choice_inputs(const config::ChoiceConfig& choice, const ScorecardSpec& card,
                                RuleMissing missing, const RuleInputs& inputs,
                                const RuleInputsRequest& request, const Eligible& eligible) {
    return Reader{choice, card, missing, inputs, request, eligible}.read();
}

}  // namespace levelin::run
