#include <algorithm>
#include <array>
#include <fstream>
#include <levelin/core/area_code.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/catalogue_fetch.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/harmonise/geography.hpp>
#include <unordered_set>

namespace levelin::geodata {

namespace {

const char* const look_again =
    "the publisher may have put another file there: look on its page before it is used";

class Checker {
  public:
    Checker(const SourceCard& card, const std::filesystem::path& file, Progress* progress)
        : m_card(card), m_file(file), m_progress(progress) {}

    [[nodiscard]] SourceCheck run() const {
        switch (m_card.content) {
            case SourceContent::archive:
                check_archive();
                return {};
            case SourceContent::boundaries:
                return check_boundaries();
            case SourceContent::table:
                return check_table();
        }
        return {};
    }

  private:
    [[nodiscard]] Location where() const { return {m_card.address, 0, 0}; }

    [[noreturn]] void fail_form(const std::string& problem) const {
        throw InputError("E-GET-14",
                         "what came is no " + std::string{to_string(m_card.content)} +
                             " that levelin can read: " + problem,
                         m_card.title, look_again, where());
    }

    void check_archive() const {
        std::ifstream stream{m_file, std::ios::binary};
        std::array<char, 4> head{};
        stream.read(head.data(), head.size());
        if (!stream || std::string_view{head.data(), head.size()} != "PK\x03\x04") {
            fail_form("it does not begin as a zip archive does");
        }
    }

    [[nodiscard]] SourceCheck check_boundaries() const {
        ReadBoundariesOptions options;
        options.code_column = m_card.code_column;
        options.need_crs = false;
        options.progress = m_progress;
        Boundaries read;
        try {
            read = read_boundaries(m_file, options);
        } catch (const Error& error) {
            fail_form(error.code() + ": " + error.problem());
        }
        check_count(read.set.size());
        check_codes(read.set.codes);
        return {read.set.size(), read.code_column};
    }

    [[nodiscard]] SourceCheck check_table() const {
        TableFile table;
        ReadTableOptions options;
        options.sheet = m_card.sheet;
        options.progress = m_progress;
        options.markers = Markers::defaults();
        try {
            table = read_table(m_file, options);
        } catch (const Error& error) {
            fail_form(error.code() + ": " + error.problem());
        }
        const Sheet* best = nullptr;
        std::size_t best_column = 0;
        SheetLayout best_layout;
        std::string why = "it has no column of area codes";
        for (const Sheet& sheet : table.sheets) {
            SheetLayout layout = sheet.layout;
            auto column = layout.code_column;
            if (!m_card.code_column.empty()) {
                column = find_column(layout, m_card.code_column);
                why = "it has no column \"" + m_card.code_column + "\"";
                if (column) {
                    layout = with_code_column(sheet.grid, layout, *column, options.markers);
                }
            }
            if (column &&
                (best == nullptr || layout.data_rows.size() > best_layout.data_rows.size())) {
                best = &sheet;
                best_column = *column;
                best_layout = layout;
            }
        }
        if (best == nullptr) {
            fail_form(why);
        }
        std::vector<AreaCode> codes;
        codes.reserve(best_layout.data_rows.size());
        for (const std::size_t row : best_layout.data_rows) {
            const std::string_view text = best->grid.cell(row, best_column);
            const auto code = AreaCode::parse(text);
            if (!code) {
                fail_code(std::string{text});
            }
            codes.push_back(*code);
        }
        check_count(codes.size());
        check_codes(codes);
        return {codes.size(), best_layout.columns[best_column]};
    }

    void check_count(std::uint64_t found) const {
        if (m_card.count && *m_card.count != found) {
            throw InputError("E-GET-11", "it holds " + std::to_string(found) + " areas or records",
                             std::to_string(*m_card.count), look_again, where());
        }
    }

    [[noreturn]] void fail_code(const std::string& code) const {
        std::string list;
        for (const std::string& prefix : m_card.prefixes) {
            list += (list.empty() ? "" : ", ") + prefix;
        }
        throw InputError("E-GET-12", "\"" + code + "\" is no code of the data set",
                         "area codes" + (list.empty() ? "" : " that begin with " + list),
                         look_again, where());
    }

    void check_codes(const std::vector<AreaCode>& codes) const {
        std::unordered_set<AreaCode> seen;
        for (const AreaCode& code : codes) {
            const std::string_view text = code.view();
            const bool known =
                m_card.prefixes.empty() ||
                std::any_of(m_card.prefixes.begin(), m_card.prefixes.end(),
                            [&](const std::string& prefix) { return text.starts_with(prefix); });
            if (!known || !is_area_code(text)) {
                fail_code(code.str());
            }
            if (!seen.insert(code).second && !m_card.codes_repeat) {
                throw InputError("E-GET-13", "the code " + code.str() + " stands there twice",
                                 "each area once", look_again, where());
            }
        }
    }

    const SourceCard& m_card;
    const std::filesystem::path& m_file;
    Progress* m_progress;
};

}  // namespace

SourceCheck check_source(const SourceCard& card, const std::filesystem::path& file,
                         const FileDigest& digest, Progress* progress) {
    if (!card.sha256.empty() && card.sha256 != digest.sha256) {
        throw InputError("E-GET-10", "its SHA-256 is " + digest.sha256, card.sha256, look_again,
                         {card.address, 0, 0});
    }
    return Checker{card, file, progress}.run();
}

}  // namespace levelin::geodata
