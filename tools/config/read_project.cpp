#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "project.hpp"
#include "read_composite.hpp"
#include "settings.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

constexpr std::array directions{Direction::higher_is_worse, Direction::lower_is_worse};
constexpr std::array normalisations{
    Normalisation::none,        Normalisation::min_max,    Normalisation::z_score,
    Normalisation::rank,        Normalisation::percentile, Normalisation::distance_to_target,
    Normalisation::exponential,
};
constexpr std::array aggregations{Aggregation::weighted_sum, Aggregation::weighted_mean,
                                  Aggregation::geometric, Aggregation::harmonic};
constexpr std::array policies{MissingPolicy::no_score, MissingPolicy::reweight,
                              MissingPolicy::fail};
constexpr std::array ties{TieRule::min, TieRule::mean, TieRule::max, TieRule::dense,
                          TieRule::first};
constexpr std::array decile_rules{DecileRule::ceil, DecileRule::floor, DecileRule::ntile};
constexpr std::array rank_shares{RankShare::inclusive, RankShare::exclusive};
constexpr std::array rank_ties{RankTies::one_rule, RankTies::any};
constexpr std::array references{Reference::boundaries, Reference::tables};

// Ids name columns of the result, so they keep to what every reader of CSV and JSON bears.
std::string read_id(Section& section) {
    std::string id = section.required_text("id");
    const bool fits = id.size() <= 60 && !id.empty() && id.front() >= 'a' && id.front() <= 'z' &&
                      std::all_of(id.begin(), id.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                      });
    if (!fits) {
        section.fail("E-CONFIG-04", "id", "\"" + id + "\" cannot be an id",
                     "a small letter, then small letters, digits and _");
    }
    return id;
}

class ProjectReader {
  public:
    ProjectReader(std::string file, ProjectConfig& project, Files files)
        : m_file(std::move(file)), m_project(project), m_files(files) {}

    void read(const toml::table& root) {
        Section top{root, m_file, "[]"};
        read_heading(top);
        read_boundaries(top);
        read_tables(top);
        for (Section& section : top.sections("index")) {
            m_project.indices.push_back(read_index(section));
        }
        if (m_project.indices.empty()) {
            top.fail("E-CONFIG-06", "index", "the file has no [[index]]", "at least one index");
        }
        if (auto weights = top.section("weights")) {
            read_weights(*weights);
        }
        if (auto carry = top.section("carry")) {
            for (const std::string& id : carry->keys()) {
                Section item = *carry->section(id);
                ColumnConfig column = read_column(item, id);
                m_project.carry.push_back({id, std::move(column), item.flag("optional", false)});
                item.finish();
            }
        }
        check_denominators();
        m_project.reference = top.word("reference", Reference::boundaries, references);
        if (auto map = top.section("map")) {
            m_project.map = {map->text("title").value_or(""), map->text("subtitle").value_or(""),
                             map->text("legend_title").value_or(""), map->texts("attribution"),
                             map->flag("scale_bar", true)};
            map->finish();
        }
        if (auto target = top.section("target")) {
            m_project.target = read_target(*target);
        }
        top.finish();
    }

  private:
    void read_heading(Section& top) {
        auto recipe = top.section("recipe");
        auto heading = recipe ? recipe : top.section("project");
        m_project.recipe = recipe.has_value();
        if (heading) {
            m_project.name = heading->text("name").value_or("");
            m_project.title = heading->text("title").value_or("");
            m_project.description = heading->text("description").value_or("");
            (void)heading->text("source");
            heading->finish();
        }
    }

    void read_boundaries(Section& top) {
        std::vector<Section> list;
        if (top.has("boundaries") && top.table().get("boundaries")->is_table()) {
            list.push_back(*top.section("boundaries"));
        } else {
            list = top.sections("boundaries");
        }
        for (Section& section : list) {
            BoundaryConfig boundary;
            boundary.file = m_project.folder / section.required_text("file");
            boundary.layer = section.text("layer").value_or("");
            boundary.code_column = section.text("code").value_or("");
            boundary.name_column = section.text("name").value_or("");
            boundary.crs = section.text("crs").value_or("");
            boundary.licence = section.text("licence").value_or("");
            boundary.source = section.text("source").value_or("");
            need_file(section, boundary.file);
            section.finish();
            m_project.boundaries.push_back(std::move(boundary));
        }
    }

    void need_file(const Section& section, const std::filesystem::path& path,
                   std::string_view key = "file") const {
        std::error_code ignored;
        if (m_files == Files::needed && !std::filesystem::exists(path, ignored)) {
            section.fail("E-CONFIG-08", key, "there is no file " + path.string(),
                         "a file, named from the project file's folder");
        }
    }

    void read_tables(Section& top) {
        auto tables = top.section("tables");
        if (!tables) {
            return;
        }
        for (const std::string& id : tables->keys()) {
            Section section = *tables->section(id);
            TableConfig table;
            table.id = id;
            if (const auto file = section.text("file")) {
                table.file = m_project.folder / *file;
                need_file(section, table.file);
            } else if (!m_project.recipe) {
                (void)section.required_text("file");
            }
            table.description = section.text("description").value_or("");
            table.sheet = section.text("sheet").value_or("");
            table.code_column = section.text("code").value_or("");
            table.name_column = section.text("names").value_or("");
            table.encoding = section.text("encoding").value_or("");
            if (const auto delimiter = section.text("delimiter")) {
                if (delimiter->size() != 1) {
                    section.fail("E-CONFIG-04", "delimiter",
                                 "\"" + *delimiter + "\" is not a delimiter", "one character");
                }
                table.delimiter = delimiter->front();
            }
            const auto markers = [&](const char* key, std::vector<std::string>& into) {
                if (section.has(key)) {
                    into = section.texts(key);
                }
            };
            markers("missing", table.markers.missing);
            markers("suppressed", table.markers.suppressed);
            markers("not_applicable", table.markers.not_applicable);
            table.optional = section.flag("optional", false);
            table.geography = section.text("geography").value_or("");
            table.vintage = static_cast<int>(section.whole("vintage").value_or(0));
            table.licence = section.text("licence").value_or("");
            table.source = section.text("source").value_or("");
            section.finish();
            m_project.tables.push_back(std::move(table));
        }
    }

    TargetConfig read_target(Section& section) const {
        TargetConfig target;
        target.rule_name = section.required_text("rule");
        // A name without folder and ending may be that of a built-in rule.
        const std::filesystem::path named = m_project.folder / target.rule_name;
        std::error_code ignored;
        const std::filesystem::path given{target.rule_name};
        const bool plain = !given.has_extension() && !given.has_parent_path() &&
                           !std::filesystem::exists(named, ignored);
        target.rule = plain ? given : named;
        if (!plain) {
            need_file(section, named, "rule");
        }
        const auto files = [&](const char* key) {
            std::vector<std::filesystem::path> paths;
            for (const std::string& name : section.texts(key)) {
                paths.push_back(m_project.folder / name);
                need_file(section, paths.back(), key);
            }
            return paths;
        };
        target.lookups = files("lookup");
        target.tables = files("table");
        target.bridges = section.text("bridges").value_or("none");
        if (target.bridges != "none" && target.bridges != "uk") {
            target.bridges = (m_project.folder / target.bridges).string();
            need_file(section, target.bridges, "bridges");
        }
        for (const CarryConfig& carry : m_project.carry) {
            if (carry.id == "selected" || carry.id == "category" || carry.id == "reason") {
                section.fail("E-CONFIG-04", "rule",
                             "the result would have two columns \"" + carry.id + "\"",
                             "another id for [carry." + carry.id + "]");
            }
        }
        section.finish();
        return target;
    }

    ColumnConfig read_column(Section& section, const std::string& used_by) const {
        ColumnConfig column;
        column.table = section.text("table").value_or("");
        if (column.table.empty() && m_project.tables.size() == 1) {
            column.table = m_project.tables.front().id;
        }
        if (m_project.table(column.table) == nullptr) {
            section.fail("E-CONFIG-04", "table",
                         "\"" + used_by + "\" names the table \"" + column.table +
                             "\", which is not in the file",
                         "the id of a [tables.ID]");
        }
        column.name = section.text("column").value_or("");
        column.patterns = section.texts("columns");
        for (const std::string& pattern : column.patterns) {
            // The standard library's expressions recurse over their own length.
            if (pattern.size() > 200) {
                section.fail("E-CONFIG-04", "columns", "a pattern is longer than 200 characters",
                             "a short regular expression");
            }
            try {
                const std::regex check(pattern);
            } catch (const std::regex_error&) {
                section.fail("E-CONFIG-04", "columns",
                             "\"" + pattern + "\" is not a regular expression",
                             "ECMAScript syntax");
            }
        }
        if (column.name.empty() && column.patterns.empty()) {
            section.fail("E-CONFIG-06", "column", "\"" + used_by + "\" names no column",
                         "column = \"...\"");
        }
        column.used_by = used_by;
        column.where = section.where(column.name.empty() ? "columns" : "column");
        return column;
    }

    PartSpec read_part(Section& section, int depth) {
        if (depth > 20) {
            section.fail("E-CONFIG-04", "part", "the index is more than 20 levels deep",
                         "a tree of a few levels");
        }
        PartSpec part;
        part.id = read_id(section);
        part.title = section.text("title").value_or("");
        part.direction = section.word("direction", m_direction, directions);
        part.normalise = section.word("normalise", Normalisation::none, normalisations);
        part.target = section.number("target").value_or(0);
        if (part.normalise == Normalisation::distance_to_target && !section.has("target")) {
            section.fail("E-CONFIG-06", "normalise", "\"" + part.id + "\" has no target",
                         "target = a number in the indicator's unit");
        }
        part.curve.constant = section.number("exponential_constant").value_or(23);
        if (part.curve.constant < 5 || part.curve.constant > 1000) {
            section.fail("E-CONFIG-04", "exponential_constant",
                         "exponential_constant is out of range",
                         "23, or another number from 5 to 1000");
        }
        part.curve.share = section.word("rank_share", RankShare::inclusive, rank_shares);
        part.ranks = section.flag("ranks", false);
        part.rank_ties = section.word("rank_ties", RankTies::one_rule, rank_ties);
        const std::int64_t count = section.whole("rank_count").value_or(0);
        if (count < 0) {
            section.fail("E-CONFIG-04", "rank_count", "rank_count is below 0",
                         "the number of areas in the whole ranking");
        }
        part.rank_count = static_cast<std::size_t>(count);
        part.weight = section.number("weight").value_or(1);
        check_weight(section, "weight", part.weight);
        read_denominator(section, part.id);
        const std::vector<Section> children = section.sections("part");
        if (children.empty()) {
            part.indicator = m_project.columns.size();
            m_project.columns.push_back(read_column(section, part.id));
        } else {
            read_children(section, children, part, depth);
        }
        section.finish();
        return part;
    }

    void read_children(Section& section, std::vector<Section> children, PartSpec& node, int depth) {
        node.aggregation = section.word("aggregation", Aggregation::weighted_mean, aggregations);
        node.missing = section.word("missing", MissingPolicy::no_score, policies);
        node.minimum_weight = section.number("minimum_weight").value_or(0.5);
        if (!(node.minimum_weight > 0) || node.minimum_weight > 1) {
            section.fail("E-CONFIG-04", "minimum_weight", "minimum_weight is out of range",
                         "a share above 0 and up to 1");
        }
        for (Section& child : children) {
            node.parts.push_back(read_part(child, depth + 1));
        }
    }

    IndexConfig read_index(Section& section) {
        IndexConfig index;
        PartSpec& root = index.spec.root;
        root.id = read_id(section);
        root.title = section.text("title").value_or("");
        index.description = section.text("description").value_or("");
        index.source = section.text("source").value_or("");
        index.spec.ties = section.word("ties", TieRule::min, ties);
        index.spec.decile_rule = section.word("decile_rule", DecileRule::ceil, decile_rules);
        read_denominator(section, root.id);
        read_checks(section, index);
        const std::string method = section.text("method").value_or("tree");
        if (method == "composite") {
            index.composite = read_composite(section, m_project,
                                             [this](Section& column, const std::string& used_by) {
                                                 return read_column(column, used_by);
                                             });
            index.composite->spec.id = root.id;
            index.composite->spec.title = root.title;
            index.composite->spec.ties = index.spec.ties;
            index.composite->spec.decile_rule = index.spec.decile_rule;
            section.finish();
            return index;
        }
        if (method != "tree") {
            section.fail("E-CONFIG-04", "method", "\"" + method + "\" is not a method",
                         "one of tree, composite");
        }
        m_direction = section.word("direction", Direction::higher_is_worse, directions);
        const std::vector<Section> children = section.sections("part");
        if (children.empty()) {
            section.fail("E-CONFIG-06", "part", "the index \"" + root.id + "\" has no parts",
                         "at least one [[index.part]]");
        }
        read_children(section, children, root, 1);
        section.finish();
        return index;
    }

    // Columns that know which end of the index is which.
    void read_checks(Section& section, IndexConfig& index) {
        for (Section& check : section.sections("check")) {
            CheckConfig config;
            config.direction = check.word("direction", Direction::higher_is_worse, directions);
            config.text = m_project.texts.size();
            m_project.texts.push_back(read_column(check, index.spec.root.id + ".check"));
            check.finish();
            index.checks.push_back(config);
        }
    }

    // The people to whom a part refers, for those who sum it up to larger areas.
    void read_denominator(Section& section, const std::string& part) {
        if (const auto carried = section.text("denominator")) {
            m_denominators.push_back({part, *carried, section.where("denominator")});
        }
    }

    void check_denominators() const {
        for (const Denominator& stated : m_denominators) {
            if (std::none_of(m_project.carry.begin(), m_project.carry.end(),
                             [&](const CarryConfig& c) { return c.id == stated.carried; })) {
                throw ConfigError(
                    "E-CONFIG-05",
                    "the denominator of \"" + stated.part + "\" is \"" + stated.carried + "\"",
                    "the id of a [carry.ID]", {}, stated.where);
            }
        }
    }

    static void check_weight(const Section& section, std::string_view key, double weight) {
        if (weight < 0) {
            section.fail("E-CONFIG-04", key, "the weight is negative", "a number of 0 or more",
                         "turn an indicator round with direction = \"lower_is_worse\"");
        }
    }

    static PartSpec* find_part(PartSpec& node, std::string_view id) {
        for (PartSpec& part : node.parts) {
            if (part.id == id) {
                return &part;
            }
            if (PartSpec* below = find_part(part, id)) {
                return below;
            }
        }
        return nullptr;
    }

    // [weights]: what a community, a panel or a what-if puts in place of the weights above.
    void read_weights(Section& section) {
        for (const std::string& id : section.keys()) {
            const double weight = *section.number(id);
            check_weight(section, id, weight);
            bool found = false;
            for (IndexConfig& index : m_project.indices) {
                if (PartSpec* part = find_part(index.spec.root, id)) {
                    part->weight = weight;
                    found = true;
                }
            }
            if (!found) {
                section.fail("E-CONFIG-05", id, "a weight is given for \"" + id + "\"",
                             "the id of a part of the index");
            }
        }
    }

    struct Denominator {
        std::string part;
        std::string carried;
        Location where;
    };

    std::string m_file;
    ProjectConfig& m_project;
    Files m_files;
    std::vector<Denominator> m_denominators;
    Direction m_direction = Direction::higher_is_worse;  // Of parts that say none of their own.
};

}  // namespace

std::string_view to_string(Reference reference) noexcept {
    return reference == Reference::tables ? "tables" : "boundaries";
}

const TableConfig* ProjectConfig::table(std::string_view id) const noexcept {
    const auto it = std::find_if(tables.begin(), tables.end(),
                                 [&](const TableConfig& t) { return t.id == id; });
    return it == tables.end() ? nullptr : &*it;
}

ProjectConfig parse_project(std::string_view text, const std::filesystem::path& file,
                            const Settings& settings, Files files) {
    ProjectConfig project;
    project.file = file;
    project.folder = file.parent_path();
    toml::table root;
    try {
        root = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        throw ConfigError("E-CONFIG-01", "not valid TOML: " + std::string{error.description()}, {},
                          {},
                          {file.string(), error.source().begin.line, error.source().begin.column});
    }
    apply_settings(root, settings);
    ProjectReader{file.string(), project, files}.read(root);
    std::ostringstream json;
    json << toml::json_formatter{root};
    project.effective_json = json.str();
    return project;
}

ProjectConfig read_project(const std::filesystem::path& file, const Settings& settings) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code ignored;
    if (!stream || std::filesystem::is_directory(file, ignored)) {
        throw ConfigError("E-CONFIG-08", "the project file cannot be read", "a TOML file",
                          "check its name", {file.string(), 0, 0});
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return parse_project(text.str(), file, settings);
}

}  // namespace levelin::config
