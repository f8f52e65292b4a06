#include "rule_inputs.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/column_profile.hpp>
#include <unordered_map>

#include "code_table.hpp"
#include "nations.hpp"

namespace levelin::run {

namespace {

constexpr std::int32_t no_row = -1;

// "lad", "region": what a rule calls a column of codes; "" where the kind has no word.
std::string word_of(Geography kind) {
    switch (kind) {
        case Geography::local_authority:
            return "lad";
        case Geography::unknown:
        case Geography::mixed:
            return "";
        default:
            return std::string{to_string(kind)};
    }
}

// WD19CD -> WD19NM, DZ2011_Code -> DZ2011_Name.
std::optional<std::size_t> names_beside(const SheetLayout& layout, const std::string& header) {
    const std::string lower = ascii_lower(header);
    for (const auto& [code, name] : {std::pair{"code", "name"}, std::pair{"cd", "nm"}}) {
        const std::size_t at = lower.rfind(code);
        if (at != std::string::npos) {
            std::string wanted = lower;
            wanted.replace(at, std::string_view{code}.size(), name);
            for (std::size_t c = 0; c < layout.columns.size(); ++c) {
                if (ascii_lower(layout.columns[c]) == wanted) {
                    return c;
                }
            }
        }
    }
    return std::nullopt;
}

bool same(const ResultColumn& a, const ResultColumn& b) {
    if (const auto* one = std::get_if<TextColumn>(&a.data)) {
        const auto* other = std::get_if<TextColumn>(&b.data);
        return other != nullptr && one->values == other->values;
    }
    const auto numbers = [](const ResultColumn& column) {
        if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
            return DecimalColumn{{whole->values.begin(), whole->values.end()}, whole->status};
        }
        const auto* decimal = std::get_if<DecimalColumn>(&column.data);
        return decimal != nullptr ? *decimal : DecimalColumn{};
    };
    const DecimalColumn one = numbers(a);
    const DecimalColumn other = numbers(b);
    return one.values == other.values && one.status == other.status;
}

InputDigest digest_of(const char* role, const std::filesystem::path& path) {
    return {role, path, path.string(), geodata::digest_of_file(path)};
}

// Results of `run`, and the folders of `convert` and `summarise`.
geodata::Result read_any_result(const std::filesystem::path& folder) {
    geodata::ReadResultOptions options;
    options.derived = true;
    return geodata::read_result(folder, options);
}

class Widener {
  public:
    Widener(const RuleInputsRequest& request, RuleInputs& inputs)
        : m_request(request), m_inputs(inputs), m_table(inputs.result.table) {
        KeyCodes own;
        own.codes = m_table.codes;
        m_keys.push_back(std::move(own));
    }

    void add_nations() {
        TextColumn nations;
        bool any = false;
        for (const AreaCode& code : m_table.codes) {
            nations.values.push_back(nation_of_code(code));
            any = any || !nations.values.back().empty();
        }
        if (any && m_table.find("nation") == nullptr) {
            add({"nation", std::move(nations)});
        }
    }

    void add_lookup(const std::filesystem::path& path) {
        const CodeTable table = read_code_table(path, m_keys, KeyRows::any, m_request.progress);
        m_inputs.findings.append(table.file.findings);
        for (const CodeColumn& column : table.others) {
            std::vector<std::string> codes = texts_of(table, column.column, path);
            if (codes.empty()) {
                continue;
            }
            const bool own_kind = column.geography.kind == m_inputs.result.geography.kind;
            const std::string word = own_kind ? "" : word_of(column.geography.kind);
            const std::string name = add_group(word, column.name, std::move(codes), path);
            const auto beside = names_beside(table.layout, column.name);
            if (!name.empty() && beside) {
                if (std::vector<std::string> names = texts_of(table, *beside, path);
                    !names.empty()) {
                    (void)add_group(name + "_name", table.layout.columns[*beside], std::move(names),
                                    path);
                }
            }
        }
    }

    void add_table(const std::filesystem::path& path) {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            add_result(path);
            return;
        }
        m_inputs.digests.push_back(digest_of("table", path));
        const CodeTable table =
            read_code_table(path, m_keys, KeyRows::unique_first, m_request.progress);
        m_inputs.findings.append(table.file.findings);
        const std::string& by = m_keys[table.key].name;
        if (!by.empty()) {
            m_inputs.findings.note("N-RULE-02", path.string() + " is by " + by +
                                                    ": each area has what its " + by + " has");
        }
        const std::vector<std::int32_t> rows = only_rows(table, path);
        const Markers markers = Markers::defaults();
        for (std::size_t c = 0; c < table.layout.columns.size(); ++c) {
            const std::string& name = table.layout.columns[c];
            if (c == table.key_column || name.empty() || is_reserved(name)) {
                continue;
            }
            const ColumnProfile profile = profile_column(table.grid(), table.layout, c, markers);
            if (profile.type == ColumnProfile::Type::number) {
                add_own({name, numbers_of(table, c, rows, path)}, path);
            } else if (profile.type != ColumnProfile::Type::empty) {
                TextColumn text;
                for (const std::int32_t row : rows) {
                    text.values.emplace_back(
                        row == no_row
                            ? std::string_view{}
                            : cut_blanks(table.grid().cell(
                                  table.layout.data_rows[static_cast<std::size_t>(row)], c)));
                }
                add_own({name, std::move(text)}, path);
            }
        }
    }

  private:
    static bool is_reserved(const std::string& name) {
        return name == "code" || name == "name" || name == "status";
    }

    void add(ResultColumn column) {
        m_inputs.added.push_back(column.name);
        m_table.columns.push_back(std::move(column));
    }

    // Adds a column under its own name; one that is there already must be the same.
    void add_own(ResultColumn column, const std::filesystem::path& path) {
        const ResultColumn* there = m_table.find(column.name);
        if (there == nullptr) {
            add(std::move(column));
        } else if (!same(*there, column)) {
            throw InputError(
                "E-RULE-02", "the column \"" + column.name + "\" is there already, and differs",
                "a name of its own for each column", "rename one of them", {path.string(), 0, 0});
        }
    }

    // @returns the name that it stands under.
    std::string add_group(const std::string& word, const std::string& header,
                          std::vector<std::string> values, const std::filesystem::path& path) {
        if (!word.empty()) {
            const auto column = std::find_if(m_table.columns.begin(), m_table.columns.end(),
                                             [&](const ResultColumn& c) { return c.name == word; });
            if (column == m_table.columns.end()) {
                note_key(word, values);
                add({word, TextColumn{std::move(values)}});
                return word;
            }
            if (auto* there = std::get_if<TextColumn>(&column->data)) {
                const bool ours = std::find(m_inputs.added.begin(), m_inputs.added.end(), word) !=
                                  m_inputs.added.end();
                bool agree = true;
                bool fills = false;
                for (std::size_t a = 0; a < values.size(); ++a) {
                    const std::string& old = there->values[a];
                    agree = agree && (old.empty() || values[a].empty() || old == values[a]);
                    fills = fills || (old.empty() && !values[a].empty());
                }
                if (agree && (ours || !fills)) {
                    for (std::size_t a = 0; a < values.size() && fills; ++a) {
                        if (there->values[a].empty()) {
                            there->values[a] = std::move(values[a]);
                        }
                    }
                    note_key(word, there->values);
                    return word;
                }
            }
        }
        note_key(header, values);
        add_own({header, TextColumn{std::move(values)}}, path);
        return header;
    }

    // A later table may be of these groups.
    void note_key(const std::string& name, const std::vector<std::string>& values) {
        KeyCodes key;
        key.name = name;
        bool any = false;
        for (const std::string& text : values) {
            key.codes.push_back(AreaCode::parse(text).value_or(AreaCode{}));
            any = any || is_area_code(text);
        }
        const auto there = std::find_if(m_keys.begin(), m_keys.end(),
                                        [&](const KeyCodes& k) { return k.name == name; });
        if (there != m_keys.end()) {
            *there = std::move(key);
        } else if (any) {
            m_keys.push_back(std::move(key));
        }
    }

    // A column's text for each area; empty where an area has several.
    std::vector<std::string> texts_of(const CodeTable& table, std::size_t column,
                                      const std::filesystem::path& path) {
        struct Held {
            std::string_view text;
            bool several = false;
        };
        std::unordered_map<AreaCode, Held> of_key;
        for (std::size_t r = 0; r < table.codes.size(); ++r) {
            const std::string_view text =
                cut_blanks(table.grid().cell(table.layout.data_rows[r], column));
            if (table.codes[r].empty() || text.empty()) {
                continue;
            }
            const auto [held, is_new] = of_key.try_emplace(table.codes[r], Held{text, false});
            held->second.several = held->second.several || held->second.text != text;
        }
        std::vector<std::string> values;
        std::vector<std::string> torn;
        std::size_t torn_count = 0;
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            const auto held = of_key.find(m_keys[table.key].codes[a]);
            values.emplace_back(held == of_key.end() ? std::string_view{} : held->second.text);
            if (held != of_key.end() && held->second.several) {
                ++torn_count;
                if (torn.size() < Diagnostics::max_examples) {
                    torn.push_back(m_table.codes[a].str());
                }
            }
        }
        if (torn_count > 0) {
            m_inputs.findings.note("N-RULE-01",
                                   path.string() + " puts " +
                                       counted_text(torn_count, "area", "areas") +
                                       " into more than one " + table.layout.columns[column] +
                                       "; the column is left out",
                                   torn_count, std::move(torn));
            values.clear();
        }
        return values;
    }

    // The one row of each area.
    std::vector<std::int32_t> only_rows(const CodeTable& table,
                                        const std::filesystem::path& path) const {
        std::unordered_map<AreaCode, std::int32_t> row_of;
        for (std::size_t r = 0; r < table.codes.size(); ++r) {
            if (table.codes[r].empty()) {
                continue;
            }
            const auto [held, is_new] =
                row_of.try_emplace(table.codes[r], static_cast<std::int32_t>(r));
            const auto first =
                table.grid().row(table.layout.data_rows[static_cast<std::size_t>(held->second)]);
            const auto other = table.grid().row(table.layout.data_rows[r]);
            if (!is_new && !std::equal(first.begin(), first.end(), other.begin(), other.end())) {
                throw InputError("E-RULE-03",
                                 "the code " + table.codes[r].str() +
                                     " stands in more than one row, and they differ",
                                 "one row an area", "sum the rows up, or leave the others out",
                                 {path.string(), table.grid().source_row(table.layout.data_rows[r]),
                                  table.key_column + 1});
            }
        }
        std::vector<std::int32_t> rows;
        for (const AreaCode& code : m_keys[table.key].codes) {
            const auto held = row_of.find(code);
            rows.push_back(held == row_of.end() ? no_row : held->second);
        }
        return rows;
    }

    DecimalColumn numbers_of(const CodeTable& table, std::size_t c,
                             std::span<const std::int32_t> rows,
                             const std::filesystem::path& path) {
        const ReadColumn read = read_numbers(table.grid(), table.layout, c, Markers::defaults());
        if (read.fault_count > 0) {
            std::vector<std::string> texts;
            for (const ReadColumn::Fault& fault : read.faults) {
                if (texts.size() < Diagnostics::max_examples) {
                    texts.push_back(fault.text);
                }
            }
            m_inputs.findings.note(
                "N-RULE-03",
                path.string() + ": " + counted_text(read.fault_count, "text", "texts") +
                    " in the column of numbers \"" + read.column.name + "\" are taken as missing",
                read.fault_count, std::move(texts));
        }
        DecimalColumn out;
        for (const std::int32_t row : rows) {
            const auto r = static_cast<std::size_t>(row);
            out.values.push_back(row == no_row ? 0 : read.column.values[r]);
            out.status.push_back(row == no_row ? Status::no_row : read.column.status[r]);
        }
        return out;
    }

    // All columns of another result, with their statuses.
    void add_result(const std::filesystem::path& folder) {
        const geodata::Result other = read_any_result(folder);
        m_inputs.digests.push_back(digest_of("table", other.table_file));
        m_inputs.digests.push_back(digest_of("table", folder / "manifest.json"));
        std::unordered_map<AreaCode, std::size_t> place;
        for (std::size_t a = 0; a < other.table.size(); ++a) {
            place.emplace(other.table.codes[a], a);
        }
        std::vector<std::int32_t> rows;
        bool any = false;
        for (const AreaCode& code : m_table.codes) {
            const auto held = place.find(code);
            rows.push_back(held == place.end() ? no_row : static_cast<std::int32_t>(held->second));
            any = any || held != place.end();
        }
        if (!any) {
            throw InputError("E-RULE-01", "holds no area of the result",
                             "a result of the same areas", {}, {other.table_file.string(), 0, 0});
        }
        for (const ResultColumn& column : other.table.columns) {
            add_own({column.name,
                     std::visit([&](const auto& data) { return picked(data, rows); }, column.data)},
                    other.table_file);
        }
    }

    template <typename Column>
    static std::variant<WholeColumn, DecimalColumn, TextColumn> picked(
        const Column& from, std::span<const std::int32_t> rows) {
        Column to;
        for (const std::int32_t row : rows) {
            const auto r = static_cast<std::size_t>(row);
            if (row == no_row) {
                to.values.emplace_back();
            } else {
                to.values.push_back(from.values[r]);
            }
            if constexpr (!std::is_same_v<Column, TextColumn>) {
                to.status.push_back(row == no_row ? Status::no_row : from.status[r]);
            }
        }
        return to;
    }

    const RuleInputsRequest& m_request;
    RuleInputs& m_inputs;
    ResultTable& m_table;
    std::vector<KeyCodes> m_keys;
};

void tell(const RuleInputsRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

}  // namespace

bool has_shapes(const std::filesystem::path& result) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(result / "areas.geojson", ignored);
}

RuleInputs read_rule_inputs(const RuleInputsRequest& request) {
    tell(request, "reading the result");
    RuleInputs inputs = widened(read_any_result(request.result), request);
    const std::vector<InputDigest> digests{digest_of("result", inputs.result.table_file),
                                           digest_of("result", request.result / "manifest.json")};
    inputs.digests.insert(inputs.digests.begin(), digests.begin(), digests.end());
    return inputs;
}

RuleInputs widened(geodata::Result result, const RuleInputsRequest& request) {
    RuleInputs inputs;
    inputs.result = std::move(result);
    Widener widener(request, inputs);
    if (!request.tables_name_nations) {
        widener.add_nations();
    }
    for (const std::filesystem::path& path : request.lookups) {
        tell(request, "reading look-ups");
        widener.add_lookup(path);
        inputs.digests.push_back(digest_of("look-up", path));
    }
    for (const std::filesystem::path& path : request.tables) {
        tell(request, "reading tables");
        widener.add_table(path);
    }
    if (request.tables_name_nations) {
        widener.add_nations();
    }
    return inputs;
}

}  // namespace levelin::run
