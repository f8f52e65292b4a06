#include <array>

#include "confidence.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

constexpr std::string_view as_run = "as_run";

// A list of two numbers, the lower first.
std::pair<double, double> range_of(Section& section, std::string_view key) {
    const toml::array* list = section.list(key);
    const auto number = [&](std::size_t i) {
        return list != nullptr && list->size() == 2 ? (*list)[i].value<double>() : std::nullopt;
    };
    const auto low = number(0);
    const auto high = number(1);
    if (!low || !high || !(*low < *high)) {
        section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is no range",
                     "two numbers, the lower first: [1, 100]");
    }
    return {*low, *high};
}

std::uint64_t count_of(Section& section, std::string_view key, std::int64_t most) {
    const std::int64_t value = *section.whole(key);
    if (value < 0 || value > most) {
        section.fail("E-CONFIG-04", key, std::to_string(value) + " is out of range",
                     "a whole number from 0 to " + std::to_string(most));
    }
    return static_cast<std::uint64_t>(value);
}

// `{ income = "income_rate" }`.
std::vector<std::pair<std::string, std::string>> columns_of(Section& top, std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    if (auto section = top.section(key)) {
        for (const std::string& part : section->keys()) {
            out.emplace_back(part, section->required_text(part));
        }
        section->finish(rules_manual);
    }
    return out;
}

void read_weights(Section& section, WeightVariation& weights) {
    const bool shares = section.has("concentration");
    weights.law =
        section.word("law", shares ? WeightLaw::dirichlet : WeightLaw::uniform,
                     std::array{WeightLaw::uniform, WeightLaw::dirichlet, WeightLaw::fixed});
    weights.spread = share_of(section, "vary", weights.spread);
    weights.concentration = section.number("concentration").value_or(weights.concentration);
    weights.fixed = section.texts("fixed");
    weights.renormalise = section.flag("renormalise", true);
    if (auto ranges = section.section("ranges")) {
        for (const std::string& part : ranges->keys()) {
            const auto [low, high] = range_of(*ranges, part);
            weights.ranges.push_back({part, low, high});
        }
        ranges->finish(rules_manual);
    }
    for (const std::string_view key : {"vary", "ranges", "renormalise"}) {
        if (weights.law != WeightLaw::uniform && section.has(key)) {
            section.fail(
                "E-CONFIG-04", key,
                "\"" + std::string{key} + "\" with the law " + std::string{to_string(weights.law)},
                "the law uniform", "leave one of them out");
        }
    }
    if (weights.law != WeightLaw::dirichlet && shares) {
        section.fail("E-CONFIG-04", "concentration",
                     "a concentration with the law " + std::string{to_string(weights.law)},
                     "the law dirichlet", "leave one of them out");
    }
    section.finish(rules_manual);
}

NormalisationChoice read_choice(const toml::node& node, Section& top) {
    NormalisationChoice choice;
    constexpr std::array methods{Normalisation::min_max, Normalisation::z_score,
                                 Normalisation::rank, Normalisation::percentile,
                                 Normalisation::exponential};
    const auto method_of = [&](const std::string& word) -> std::optional<Normalisation> {
        if (word == as_run) {
            return std::nullopt;
        }
        std::string list{as_run};
        for (const Normalisation method : methods) {
            if (to_string(method) == word) {
                return method;
            }
            list += ", " + std::string{to_string(method)};
        }
        top.fail("E-CONFIG-04", "normalisation", "\"" + word + "\" is not a normalisation",
                 "one of " + list);
    };
    if (const auto word = node.value<std::string>()) {
        choice.method = method_of(*word);
        return choice;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        top.fail("E-CONFIG-03", "normalisation",
                 "an entry of \"normalisation\" is neither a word "
                 "nor a table",
                 "\"percentile\", or { method = \"exponential\", constant = 40 }");
    }
    Section section{*table, top.file(), top.name() + ".normalisation"};
    choice.method = method_of(section.text("method").value_or(std::string{as_run}));
    if (const auto constant = section.number("constant")) {
        if (choice.method != Normalisation::exponential || !(*constant >= 5 && *constant <= 1000)) {
            section.fail("E-CONFIG-04", "constant", "a constant that does not fit",
                         "a number from 5 to 1000, with method = \"exponential\"");
        }
        choice.curve.constant = *constant;
    }
    choice.curve.share = section.word("rank_share", RankShare::inclusive,
                                      std::array{RankShare::inclusive, RankShare::exclusive});
    if (section.has("range")) {
        choice.range = range_of(section, "range");
    }
    section.finish(rules_manual);
    return choice;
}

void read_lists(Section& top, Uncertainty& uncertainty) {
    if (const toml::array* list = top.list("normalisation")) {
        for (const toml::node& node : *list) {
            uncertainty.normalisations.push_back(read_choice(node, top));
        }
    }
    const auto fail_word = [&](std::string_view key, const std::string& word,
                               const std::string& known) {
        top.fail("E-CONFIG-04", key, "\"" + word + "\" is not known for " + std::string{key},
                 "one of " + known);
    };
    constexpr std::array aggregations{Aggregation::weighted_sum, Aggregation::weighted_mean,
                                      Aggregation::geometric, Aggregation::harmonic};
    for (const std::string& word : top.texts("aggregation")) {
        std::optional<Aggregation> found;
        for (const Aggregation one : aggregations) {
            found = to_string(one) == word ? std::optional{one} : found;
        }
        if (!found && word != as_run) {
            fail_word("aggregation", word,
                      "as_run, weighted_sum, weighted_mean, geometric, harmonic");
        }
        uncertainty.aggregations.push_back(found);
    }
    constexpr std::array treatments{MissingTreatment::as_run, MissingTreatment::no_score,
                                    MissingTreatment::reweight, MissingTreatment::mean};
    for (const std::string& word : top.texts("missing")) {
        std::optional<MissingTreatment> found;
        for (const MissingTreatment one : treatments) {
            found = to_string(one) == word ? std::optional{one} : found;
        }
        if (!found) {
            fail_word("missing", word, "as_run, no_score, reweight, mean");
        }
        uncertainty.missing.push_back(*found);
    }
}

}  // namespace

ConfidenceConfig read_confidence(const RuleFile& rule) {
    ConfidenceConfig config;
    const toml::table root = toml::parse(rule.text, rule.file.string());
    const toml::table* table = root["confidence"].as_table();
    if (table == nullptr) {
        return config;
    }
    Section top{*table, rule.file.string(), "[confidence]"};
    config.index = top.text("index").value_or("");
    if (top.has("draws")) {
        config.draws = count_of(top, "draws", 1'000'000);
    }
    if (top.has("sobol")) {
        config.sobol = count_of(top, "sobol", 65'536);
    }
    if (auto weights = top.section("weights")) {
        read_weights(*weights, config.uncertainty.weights);
    }
    read_lists(top, config.uncertainty);
    config.indicators = columns_of(top, "indicators");
    config.errors = columns_of(top, "errors");
    config.base = top.texts("base");
    config.people = top.text("people").value_or(config.people);
    for (const std::string_view key :
         {"weights", "normalisation", "aggregation", "missing", "indicators", "errors"}) {
        if (top.has(key)) {
            config.of_weighted_parts.emplace_back(key);
        }
    }
    top.finish(rules_manual);
    return config;
}

}  // namespace levelin::config
