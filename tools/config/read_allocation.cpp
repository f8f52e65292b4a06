#include <algorithm>
#include <array>
#include <levelin/core/money.hpp>
#include <levelin/core/number_text.hpp>

#include "allocation.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

// Amounts of money in pence, or of things.
class Amounts {
  public:
    explicit Amounts(bool pence) : m_pence(pence) {}

    [[nodiscard]] std::optional<std::uint64_t> of(Section& section, std::string_view key) const {
        if (!section.has(key)) {
            return std::nullopt;
        }
        std::optional<std::uint64_t> amount;
        if (section.table().get(key)->is_string() && m_pence) {
            amount = parse_pounds(*section.text(key));
        } else {
            const std::int64_t whole = *section.whole(key);
            const std::int64_t most = static_cast<std::int64_t>(max_pence) / (m_pence ? 100 : 1);
            if (whole >= 0 && whole <= most) {
                amount = static_cast<std::uint64_t>(whole) * (m_pence ? 100 : 1);
            }
        }
        if (!amount) {
            section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is no such amount",
                         m_pence ? "pounds such as \"\xC2\xA3"
                                   "1,250,000\", \"\xC2\xA3"
                                   "1.25m\" or 1250000, whole in pence"
                                 : "a whole number of 0 or more");
        }
        return amount;
    }

    /// For each person: pence, or things, and parts of them.
    [[nodiscard]] std::optional<double> each(Section& section, std::string_view key) const {
        if (m_pence) {
            const auto amount = of(section, key);
            return amount ? std::optional{static_cast<double>(*amount)} : std::nullopt;
        }
        const auto number = section.number(key);
        if (number && !(*number >= 0)) {
            section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is below 0",
                         "a number of 0 or more");
        }
        return number;
    }

  private:
    bool m_pence;
};

NeedColumn need_column(const std::string& text) {
    NeedColumn need;
    std::string_view name = text;
    constexpr std::string_view opening = "percentile(";
    if (name.starts_with(opening) && name.ends_with(')')) {
        need.percentile = true;
        name = name.substr(opening.size(), name.size() - opening.size() - 1);
    }
    while (name.starts_with(' ')) {
        name.remove_prefix(1);
    }
    while (name.ends_with(' ')) {
        name.remove_suffix(1);
    }
    if (name.starts_with('[') && name.ends_with(']')) {
        name = name.substr(1, name.size() - 2);
    }
    need.column = name;
    return need;
}

double required_number(Section& section, std::string_view key, std::string_view why) {
    const auto value = section.number(key);
    if (!value) {
        section.fail("E-CONFIG-06", key, section.name() + " has no \"" + std::string{key} + "\"",
                     "a number: " + std::string{why});
    }
    return *value;
}

NeedCurve read_curve(Section& section) {
    NeedCurve curve;
    curve.shape = section.word(
        "curve", NeedShape::linear,
        std::array{NeedShape::linear, NeedShape::power, NeedShape::threshold, NeedShape::taper});
    switch (curve.shape) {
        case NeedShape::power:
            curve.exponent = required_number(section, "exponent", "the power of the need");
            [[fallthrough]];
        case NeedShape::linear:
            curve.lowest = section.flag("lowest", false);
            curve.zero = section.number("zero");
            break;
        case NeedShape::threshold:
            curve.lowest = section.flag("lowest", false);
            curve.from = required_number(section, "from", "where the share begins");
            curve.least = section.number("least").value_or(0);
            break;
        case NeedShape::taper:
            curve.full = required_number(section, "full", "where the share is whole");
            curve.none = required_number(section, "none", "where there is none");
            curve.least = section.number("least").value_or(0);
            break;
    }
    return curve;
}

MoneyPart read_part(Section& section) {
    MoneyPart part;
    part.by_people = section.flag("by_people", true);
    if (const auto need = section.text("need")) {
        part.need = need_column(*need);
        part.curve = read_curve(section);
    } else if (section.has("curve")) {
        section.fail("E-CONFIG-06", "curve", "a curve without a need", "need = \"COLUMN\"");
    }
    return part;
}

std::vector<std::pair<std::string, double>> shares(Section& section, std::string_view key) {
    std::vector<std::pair<std::string, double>> out;
    if (auto named = section.section(key)) {
        for (const std::string& name : named->keys()) {
            out.emplace_back(name, share_of(*named, name, 0));
        }
        named->finish(rules_manual);
    }
    return out;
}

MoneyConfig read_money(Section& section) {
    MoneyConfig money;
    if (const auto unit = section.text("unit")) {
        money.unit = {false, *unit, section.text("units").value_or(*unit + "s"), 1};
    }
    const Amounts amounts(money.unit.pence);
    const auto total = amounts.of(section, "total");
    if (!total) {
        section.fail("E-CONFIG-06", "total", section.name() + " has no \"total\"",
                     "the sum to share out: total = \"\xC2\xA3"
                     "1,250,000\"");
    }
    money.total = *total;
    money.step = amounts.of(section, "round_to").value_or(1);
    if (money.step == 0) {
        section.fail("E-CONFIG-04", "round_to", "\"round_to\" is 0", "an amount above 0");
    }
    money.people = section.text("people").value_or("");
    if (section.has("part")) {
        if (section.has("need") || section.has("curve")) {
            section.fail("E-CONFIG-04", "need", "both a need and parts", "one of them",
                         "put it into a part");
        }
        for (Section& part : section.sections("part")) {
            const double share = share_of(part, "share", 1);
            money.parts.push_back(read_part(part));
            money.parts.back().share = share;
            part.finish(rules_manual);
        }
    } else {
        money.parts.push_back(read_part(section));
    }
    money.bounds.units.floor = amounts.of(section, "floor").value_or(0);
    money.bounds.units.cap = amounts.of(section, "cap").value_or(ShareBounds::no_cap);
    money.bounds.floor_per_person = amounts.each(section, "floor_per_person").value_or(0);
    money.bounds.cap_per_person = amounts.each(section, "cap_per_person");
    if (auto pots = section.section("pots")) {
        money.pots = MoneyPots{pots->required_text("per"), {shares(*pots, "shares")}};
        pots->finish(rules_manual);
    }
    if (auto groups = section.section("groups")) {
        MoneyGroups of;
        of.per = groups->required_text("per");
        of.rule.at_least = share_of(*groups, "at_least", 0);
        of.rule.at_most = share_of(*groups, "at_most", 1);
        of.rule.at_least_of = shares(*groups, "at_least_in");
        of.rule.at_most_of = shares(*groups, "at_most_in");
        groups->finish(rules_manual);
        money.groups = std::move(of);
    }
    section.finish(rules_manual);
    return money;
}

std::optional<std::uint32_t> small_count(Section& section, std::string_view key) {
    const auto value = section.whole(key);
    if (value && (*value < 0 || *value > 2'000'000'000)) {
        section.fail("E-CONFIG-04", key, std::to_string(*value) + " is no such number",
                     "a whole number of 0 or more");
    }
    return value ? std::optional{static_cast<std::uint32_t>(*value)} : std::nullopt;
}

double positive(Section& section, std::string_view key, double otherwise) {
    const double value = section.number(key).value_or(otherwise);
    if (section.has(key) && !(value > 0)) {
        section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is not above 0",
                     "a number above 0");
    }
    return value;
}

void read_reach(Section& section, ChoiceConfig& choice) {
    if (section.has("metres")) {
        choice.metres = positive(section, "metres", 0);
    }
    if (section.has("minutes")) {
        choice.minutes = positive(section, "minutes", 0);
        choice.speed_km_h = positive(section, "speed_km_h", 0);
        if (choice.metres || choice.speed_km_h == 0) {
            section.fail("E-CONFIG-06", "minutes",
                         choice.metres ? "both metres and minutes" : "minutes without a speed",
                         choice.metres ? "one of them"
                                       : "speed_km_h: 4.8 on foot, 15 by bicycle, 40 by car");
        }
        choice.metres = choice.minutes * choice.speed_km_h * 1000 / 60;
    }
}

ChoiceConfig read_choice(Section& section, const std::filesystem::path& folder) {
    ChoiceConfig choice;
    const Amounts pounds(true);
    choice.need = section.text("need").value_or("");
    choice.need_percent = section.text("need_percent").value_or("");
    choice.people = section.text("people").value_or("");
    choice.need_share = section.text("need_share").value_or("");
    const int said = (choice.need.empty() ? 0 : 1) + (choice.need_percent.empty() ? 0 : 1) +
                     (choice.need_share.empty() ? 0 : 1);
    if (said > 1) {
        section.fail("E-CONFIG-04", "need", "more than one of need, need_percent and need_share",
                     "one of them");
    }
    choice.at_most = small_count(section, "at_most");
    choice.budget = pounds.of(section, "budget");
    if (section.has("cost")) {
        const toml::node* node = section.table().get("cost");
        if (node->is_string() && !parse_pounds(*section.text("cost"))) {
            choice.cost = section.required_text("cost");
        } else {
            choice.cost_each = pounds.of(section, "cost");
        }
    }
    if (choice.budget && choice.cost.empty() && !choice.cost_each) {
        section.fail("E-CONFIG-06", "cost", "a budget without costs",
                     "cost = \"COLUMN\" in pounds, or cost = \"\xC2\xA3"
                     "25,000\" for each");
    }
    if (!choice.budget && !choice.at_most) {
        section.fail("E-CONFIG-06", "at_most", "nothing limits the choice",
                     "at_most = 300, or budget and cost");
    }
    read_reach(section, choice);
    if (const auto places = section.text("places")) {
        choice.places = folder / *places;
    }
    if (const auto sites = section.text("sites")) {
        choice.sites = folder / *sites;
    }
    choice.per = section.text("per").value_or("");
    choice.at_least = small_count(section, "at_least").value_or(0);
    if (auto named = section.section("at_least_in")) {
        for (const std::string& name : named->keys()) {
            choice.at_least_in.emplace_back(name, *small_count(*named, name));
        }
        named->finish(rules_manual);
    }
    if (choice.per.empty() && (choice.at_least > 0 || !choice.at_least_in.empty())) {
        section.fail("E-CONFIG-06", "per", "least numbers without the groups that they are for",
                     "per = \"region\"");
    }
    choice.options.method = section.word(
        "method", ChoiceMethod::automatic,
        std::array{ChoiceMethod::automatic, ChoiceMethod::solver, ChoiceMethod::search});
    choice.options.effort = positive(section, "effort", 1);
    choice.options.max_nodes = small_count(section, "max_nodes").value_or(choice.options.max_nodes);
    choice.options.max_seconds = positive(section, "max_seconds", 0);
    section.finish(rules_manual);
    return choice;
}

}  // namespace

AllocationConfig parse_allocation(const RuleFile& rule) {
    AllocationConfig out;
    const std::string file = rule.file.string();
    toml::table root;
    try {
        root = toml::parse(rule.text, file);
    } catch (const toml::parse_error& error) {
        throw ConfigError("E-CONFIG-01", "not valid TOML: " + std::string{error.description()}, {},
                          {}, {file, error.source().begin.line, error.source().begin.column});
    }
    Section top{root, file, "[]"};
    if (auto money = top.section("money")) {
        out.money = read_money(*money);
    }
    if (auto choice = top.section("choice")) {
        out.choice = read_choice(*choice, rule.file.parent_path());
    }
    if (out.money.has_value() == out.choice.has_value()) {
        throw ConfigError("E-ALLOCATE-12",
                          out.money ? "the rule has both [money] and [choice]"
                                    : "the rule shares out no money and makes no choice",
                          "one section, [money] or [choice]", "docs/rules.md lists their keys",
                          {file, 0, 0});
    }
    return out;
}

}  // namespace levelin::config
