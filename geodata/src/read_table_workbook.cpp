#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstring>
#include <levelin/core/error.hpp>
#include <memory>
#include <mutex>

#include "gdal_support.hpp"
#include "read_table_parts.hpp"

namespace levelin::geodata::read_detail {

namespace {

// A setting of GDAL's for this thread, put back at the end.
class GdalSetting {
  public:
    GdalSetting(const char* key, const char* value) : m_key(key) {
        if (const char* before = CPLGetThreadLocalConfigOption(key, nullptr)) {
            m_before = before;
            m_had = true;
        }
        CPLSetThreadLocalConfigOption(key, value);
    }
    ~GdalSetting() { CPLSetThreadLocalConfigOption(m_key, m_had ? m_before.c_str() : nullptr); }
    GdalSetting(const GdalSetting&) = delete;
    GdalSetting& operator=(const GdalSetting&) = delete;

  private:
    const char* m_key;
    std::string m_before;
    bool m_had = false;
};

// Text that stays where it is while more is added.
class TextStore {
  public:
    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (text.empty()) {
            return {};
        }
        if (m_blocks.empty() || m_used + text.size() > m_size) {
            m_size = std::max<std::size_t>(text.size(), 1U << 18U);
            m_blocks.push_back(std::make_unique<char[]>(m_size));
            m_used = 0;
        }
        char* const at = m_blocks.back().get() + m_used;
        std::memcpy(at, text.data(), text.size());
        m_used += text.size();
        return {at, text.size()};
    }

  private:
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_size = 0;
    std::size_t m_used = 0;
};

[[noreturn]] void fail_damaged(const std::filesystem::path& path, const std::string& detail) {
    throw InputError("E-INPUT-21",
                     "cannot be opened as a workbook" + (detail.empty() ? "" : " (" + detail + ")"),
                     "an XLSX, XLS or ODS workbook without a password",
                     "open it in a spreadsheet program and save it anew, or download it again",
                     {path.string(), 0, 0});
}

[[noreturn]] void fail_other(const std::filesystem::path& path, const std::string& what) {
    throw InputError("E-INPUT-23", what, "a CSV, XLSX, XLS or ODS table", "give the table itself",
                     {path.string(), 0, 0});
}

// What a zip holds: "XLSX", "ODS" or nothing of the kind. Also refuses what would not fit.
std::string kind_of_zip(const std::filesystem::path& path, std::uint64_t max_bytes) {
    const std::string inside = "/vsizip/{" + path.string() + "}";
    const std::unique_ptr<char*, decltype(&CSLDestroy)> names{VSIReadDirRecursive(inside.c_str()),
                                                              &CSLDestroy};
    if (!names) {
        fail_damaged(path, "the zip has no directory of its files");
    }
    std::string kind;
    std::uint64_t total = 0;
    for (int i = 0; names.get()[i] != nullptr; ++i) {
        const std::string name = names.get()[i];
        VSIStatBufL about{};
        if (VSIStatL((inside + "/" + name).c_str(), &about) == 0) {
            total += about.st_size > 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
        }
        if (name == "xl/workbook.xml") {
            kind = "XLSX";
        } else if (name == "content.xml") {
            kind = kind.empty() ? "ODS" : kind;
        }
    }
    if (total > max_bytes) {
        throw InputError("E-INPUT-19",
                         "unpacks to more than " + std::to_string(max_bytes >> 20U) + " MB",
                         "a workbook of tables of areas",
                         "cut the workbook to the sheets that are needed", {path.string(), 0, 0});
    }
    return kind;
}

Grid read_sheet(OGRLayer& layer) {
    auto store = std::make_shared<TextStore>();
    Grid grid;
    std::vector<std::string_view> cells;
    std::size_t waiting = 0;  // Blank rows are added when a filled one follows, not at the end.
    std::uint64_t row = 0;
    layer.ResetReading();
    while (const std::unique_ptr<OGRFeature> feature{layer.GetNextFeature()}) {
        ++row;
        if (feature->GetFID() > 0) {
            row = std::max(row, static_cast<std::uint64_t>(feature->GetFID()));
        }
        cells.clear();
        std::size_t width = 0;
        const int fields = feature->GetFieldCount();
        for (int f = 0; f < fields; ++f) {
            std::string_view text;
            if (feature->IsFieldSetAndNotNull(f)) {
                text = feature->GetFieldAsString(f);
            }
            cells.push_back(store->keep(text));
            width = text.empty() ? width : cells.size();
        }
        if (width == 0) {
            ++waiting;
            continue;
        }
        for (std::size_t blank = waiting; blank > 0; --blank) {
            grid.add_row({}, row - blank);
        }
        waiting = 0;
        grid.add_row(std::span{cells}.first(width), row);
    }
    grid.keep(std::move(store));
    return grid;
}

}  // namespace

Workbook read_workbook(const std::filesystem::path& path, FileKind kind, const std::string& wanted,
                       std::uint64_t max_bytes) {
    static std::once_flag registered;
    std::call_once(registered, [] {
        RegisterOGRXLSX();
        RegisterOGRXLS();
        RegisterOGRODS();
    });
    detail::GdalMessages messages;
    Workbook book;
    book.kind = kind == FileKind::ole ? "XLS" : kind_of_zip(path, max_bytes);
    if (book.kind.empty()) {
        fail_other(path, "is a zip without a workbook in it");
    }
    // Every cell as text, no row taken as header: the layout is ours to find.
    const GdalSetting xlsx_headers{"OGR_XLSX_HEADERS", "DISABLE"};
    const GdalSetting xlsx_types{"OGR_XLSX_FIELD_TYPES", "STRING"};
    const GdalSetting xls_headers{"OGR_XLS_HEADERS", "DISABLE"};
    const GdalSetting xls_types{"OGR_XLS_FIELD_TYPES", "STRING"};
    const GdalSetting ods_headers{"OGR_ODS_HEADERS", "DISABLE"};
    const GdalSetting ods_types{"OGR_ODS_FIELD_TYPES", "STRING"};
    // The drivers go by the name's ending; a workbook under another name is given one that fits.
    std::string name = path.string();
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    });
    if (ending != "." + book.kind) {
        if (kind == FileKind::ole) {
            fail_other(path,
                       "is an OLE file (an old Excel workbook, if its name were to end in .xls)");
        }
        name = "/vsisubfile/0," + name;
    }
    const detail::DatasetPtr data = detail::open_vector(name, {book.kind});
    if (!data) {
        fail_damaged(path, messages.last_failure());
    }
    std::string names;
    for (int i = 0; i < data->GetLayerCount(); ++i) {
        OGRLayer* const layer = data->GetLayer(i);
        const std::string sheet = layer->GetName();
        names += (names.empty() ? "" : ", ") + sheet;
        if (!wanted.empty() && cut_blanks(sheet) != cut_blanks(wanted)) {
            continue;
        }
        messages.clear();
        book.sheets.push_back({sheet, read_sheet(*layer)});
        if (messages.failed()) {
            fail_damaged(path, "sheet " + sheet + ": " + messages.last_failure());
        }
    }
    if (book.sheets.empty()) {
        if (wanted.empty()) {
            fail_damaged(path, "it has no sheets");
        }
        throw InputError("E-INPUT-22", "has no sheet " + wanted, "one of " + names,
                         "give one of these names", {path.string(), 0, 0});
    }
    return book;
}

}  // namespace levelin::geodata::read_detail
