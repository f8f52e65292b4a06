#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/composite.hpp>

#include "rank_index.hpp"

namespace levelin {

namespace {

using Areas = std::vector<std::size_t>;  // Places in `codes`, in the order of the codes.

std::vector<double> picked(const NumberColumn& column, const Areas& areas) {
    std::vector<double> values;
    values.reserve(areas.size());
    for (const std::size_t area : areas) {
        values.push_back(column.values[area]);
    }
    return values;
}

// Sum of products with the rounding errors of products and sums carried along, so that the result
// is as good as if it had been computed with twice the digits.
// Source: Ogita, Rump & Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26(6), 2005.
double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    double error = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double product = a[i] * b[i];
        const double next = sum + product;
        const double back = next - sum;
        error += std::fma(a[i], b[i], -product) + ((sum - (next - back)) + (product - back));
        sum = next;
    }
    return sum + error;
}

double mean_of(std::span<const double> values) {
    return dot(values, std::vector<double>(values.size(), 1.0)) /
           static_cast<double>(values.size());
}

std::vector<double> centred(std::vector<double> values, double mean) {
    for (double& value : values) {
        value -= mean;
    }
    return values;
}

// The part of `of` that `along` explains, taken out; returns the multiple of `along`.
double take_out(std::vector<double>& of, std::span<const double> along) {
    const double multiple = dot(of, along) / dot(along, along);
    for (std::size_t i = 0; i < of.size(); ++i) {
        of[i] -= multiple * along[i];
    }
    return multiple;
}

// Whether what is left of a column after the rest was taken out is no more than rounding.
bool vanishes(std::span<const double> left, std::span<const double> whole) {
    return !(dot(left, left) > 1e-20 * dot(whole, whole));
}

struct Fit {
    NationModel model;
    std::vector<double> residuals;  // One an area of the nation.
};

[[noreturn]] void refuse(const std::string& nation, std::string problem, std::string expected) {
    throw InputError("E-SCORE-08", "the nation " + nation + ": " + std::move(problem),
                     std::move(expected), "check the columns of the nation's table");
}

Fit fit_nation(const std::string& nation, const CompositeColumns& columns, const Areas& areas,
               bool both) {
    const std::size_t least = both ? 4 : 3;
    if (areas.size() < least) {
        refuse(nation,
               std::to_string(areas.size()) +
                   (areas.size() == 1 ? " area with all values" : " areas with all values"),
               "at least " + std::to_string(least) + " to fit a line to");
    }
    std::vector<double> y = picked(*columns.local, areas);
    std::vector<double> emp = picked(*columns.employment, areas);
    const double mean_y = mean_of(y);
    const double mean_emp = mean_of(emp);
    const std::vector<double> raw_emp = emp;
    const std::vector<double> whole_y = centred(y, mean_y);
    y = whole_y;
    emp = centred(std::move(emp), mean_emp);
    if (vanishes(emp, raw_emp)) {
        refuse(nation, "the employment rate is the same everywhere", "rates that differ");
    }
    Fit fit;
    fit.model.nation = nation;
    fit.model.areas = areas.size();
    double along_emp = take_out(y, emp);
    double mean_inc = 0;
    if (both) {
        std::vector<double> inc = picked(*columns.income, areas);
        mean_inc = mean_of(inc);
        inc = centred(std::move(inc), mean_inc);
        const std::vector<double> whole_inc = inc;
        const double inc_on_emp = take_out(inc, emp);
        if (vanishes(inc, whole_inc)) {
            refuse(nation, "the income rate follows from the employment rate",
                   "two rates that are not in proportion");
        }
        fit.model.income = take_out(y, inc);
        along_emp -= fit.model.income * inc_on_emp;
    }
    fit.model.employment = along_emp;
    fit.model.intercept = mean_y - along_emp * mean_emp - fit.model.income * mean_inc;
    if (vanishes(y, whole_y)) {
        refuse(nation, "the local score follows from the rates without a residual",
               "an overall score of several domains");
    }
    fit.model.r2 = 1 - dot(y, y) / dot(whole_y, whole_y);
    fit.model.residual_sd = std::sqrt(dot(y, y) / static_cast<double>(areas.size() - 1));
    fit.residuals = std::move(y);
    return fit;
}

// The status of the first value that an area lacks.
Status status_of(const CompositeColumns& columns, std::size_t area, bool both) {
    for (const NumberColumn* column :
         {columns.local, columns.employment, both ? columns.income : columns.employment}) {
        if (column->status[area] != Status::ok) {
            return column->status[area];
        }
    }
    return columns.nation[area] == CompositeColumns::no_nation ? Status::missing : Status::ok;
}

std::vector<ScoredPart> make_parts(bool both, std::size_t areas,
                                   const std::vector<Status>& status) {
    std::vector<ScoredPart> parts;
    const auto add = [&](const char* id, const char* title) {
        parts.push_back({id, title, 1, true, 1, std::vector<double>(areas, 0.0), status,
                         std::vector<double>(areas, 0.0)});
    };
    add("base", "Intercept of the base nation");
    add("employment", "Employment deprivation");
    if (both) {
        add("income", "Income deprivation");
    }
    add("local", "What the local index adds");
    return parts;
}

// Deciles of people: the areas in order of need, cut where each tenth of the people is reached.
void population_deciles(ScoredComposite& scored, const NumberColumn& population,
                        std::span<const AreaCode> codes) {
    ScoredIndex& index = scored.index;
    index.decile_status = index.status;
    Areas order;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (index.status[i] != Status::ok) {
            continue;
        }
        if (population.status[i] != Status::ok) {
            index.decile_status[i] = population.status[i];
            continue;
        }
        if (population.values[i] < 0) {
            throw InputError("E-SCORE-09",
                             "the population of " + codes[i].str() + " is " +
                                 shortest_text(population.values[i]),
                             "a number of 0 or more");
        }
        order.push_back(i);
        scored.population += population.values[i];
    }
    if (!(scored.population > 0)) {
        throw InputError("E-SCORE-09", "no area with a score has any population",
                         "a table of populations of the same areas");
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (index.scores[a] != index.scores[b]) {
            return index.scores[a] > index.scores[b];
        }
        return population.values[a] != population.values[b]
                   ? population.values[a] > population.values[b]
                   : codes[a] < codes[b];
    });
    double people = 0;
    for (const std::size_t area : order) {
        people += population.values[area];
        const double tenth = std::ceil(10 * people / scored.population);
        index.deciles[area] = static_cast<std::int64_t>(std::clamp(tenth, 1.0, 10.0));
    }
}

}  // namespace

std::string_view to_string(CompositeVersion version) noexcept {
    return version == CompositeVersion::both ? "both" : "employment";
}

ScoredComposite score_composite(const CompositeSpec& spec, const CompositeColumns& columns,
                                std::span<const AreaCode> codes) {
    if (spec.base >= spec.nations.size()) {
        throw ConfigError("E-SCORE-01", "the index \"" + spec.id + "\" has no base nation",
                          "one of its nations");
    }
    const bool both = spec.version == CompositeVersion::both;
    const std::size_t n = codes.size();
    ScoredComposite scored;
    ScoredIndex& index = scored.index;
    index.id = spec.id;
    index.title = spec.title.empty() ? spec.id : spec.title;
    index.scores.assign(n, 0.0);
    index.status.reserve(n);
    std::vector<Areas> areas_of(spec.nations.size());
    for (std::size_t i = 0; i < n; ++i) {
        index.status.push_back(status_of(columns, i, both));
        if (index.status[i] == Status::ok) {
            areas_of[static_cast<std::size_t>(columns.nation[i])].push_back(i);
        }
    }
    for (Areas& areas : areas_of) {  // The order in which a file has its areas changes no sum.
        std::sort(areas.begin(), areas.end(),
                  [&](std::size_t a, std::size_t b) { return codes[a] < codes[b]; });
    }
    if (areas_of[spec.base].empty()) {
        throw InputError(
            "E-SCORE-07", "no area of the base nation " + spec.nations[spec.base] + " has a score",
            "the base nation's areas among the tables", "--set base=... takes another nation");
    }
    index.parts = make_parts(both, n, index.status);

    const Fit base = fit_nation(spec.nations[spec.base], columns, areas_of[spec.base], both);
    const NationModel& b = base.model;
    for (std::size_t nation = 0; nation < spec.nations.size(); ++nation) {
        const Areas& areas = areas_of[nation];
        if (areas.empty()) {
            continue;
        }
        const Fit fit =
            nation == spec.base ? base : fit_nation(spec.nations[nation], columns, areas, both);
        const NationModel& m = fit.model;
        scored.models.push_back(m);
        const double stretch = nation == spec.base ? 1.0 : b.residual_sd / m.residual_sd;
        for (std::size_t k = 0; k < areas.size(); ++k) {
            const std::size_t i = areas[k];
            const double emp = columns.employment->values[i];
            const double inc = both ? columns.income->values[i] : 0.0;
            index.scores[i] = columns.local->values[i] + (b.intercept - m.intercept) +
                              (b.employment - m.employment) * emp + (b.income - m.income) * inc +
                              fit.residuals[k] * (stretch - 1);
            std::size_t part = 0;
            const auto set = [&](double value, double contribution) {
                index.parts[part].values[i] = value;
                index.parts[part].contributions[i] = contribution;
                ++part;
            };
            set(b.intercept, b.intercept);
            set(emp, b.employment * emp);
            if (both) {
                set(inc, b.income * inc);
            }
            set(fit.residuals[k], fit.residuals[k] * stretch);
        }
    }
    rank_index(index, spec.ties, spec.decile_rule);
    if (columns.population != nullptr) {
        std::fill(index.deciles.begin(), index.deciles.end(), 0);
        population_deciles(scored, *columns.population, codes);
    }
    return scored;
}

}  // namespace levelin
