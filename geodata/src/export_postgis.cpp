#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <mutex>

#include "export_support.hpp"
#include "field_names.hpp"
#include "gdal_layer.hpp"

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t longest_identifier = 63;  // PostgreSQL, NAMEDATALEN - 1.

void register_postgres() {
    static std::once_flag once;
    std::call_once(once, [] { RegisterOGRPG(); });
}

// The connection without what is secret in it, for messages and reports.
std::string label_of(const std::string& connection) {
    std::string label = connection;
    const std::string lower = ascii_lower(connection);
    if (const auto scheme = lower.find("://"); scheme != std::string::npos) {
        const auto at = label.find('@', scheme + 3);
        const auto colon = label.find(':', scheme + 3);
        if (at != std::string::npos && colon < at) {
            label.erase(colon, at - colon);
        }
    }
    for (auto at = ascii_lower(label).find("password="); at != std::string::npos;
         at = ascii_lower(label).find("password=")) {
        const std::size_t value = at + 9;
        const bool quoted = value < label.size() && label[value] == '\'';
        auto end = quoted ? label.find('\'', value + 1) : label.find_first_of(" &", value);
        end = end == std::string::npos ? label.size() : end + (quoted ? 1 : 0);
        label.erase(at, end - at);
    }
    while (label.ends_with(' ') || label.ends_with('&') || label.ends_with('?')) {
        label.pop_back();
    }
    return label;
}

// Rolls back unless it is committed.
class Transaction {
  public:
    Transaction(GDALDataset& dataset, const GdalMessages& messages) : m_dataset(dataset) {
        if (dataset.StartTransaction() != OGRERR_NONE) {
            fail_in_gdal("no transaction can be started", messages);
        }
    }
    ~Transaction() {
        if (!m_done) {
            m_dataset.RollbackTransaction();
        }
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit(const GdalMessages& messages) {
        m_done = true;
        if (m_dataset.CommitTransaction() != OGRERR_NONE) {
            fail_in_gdal("the areas cannot be committed", messages);
        }
    }

  private:
    GDALDataset& m_dataset;
    bool m_done = false;
};

DatasetPtr connect(const std::string& connection, const std::string& label,
                   const GdalMessages& messages) {
    register_postgres();
    const char* const drivers[] = {"PostgreSQL", nullptr};
    DatasetPtr dataset{GDALDataset::FromHandle(
        GDALOpenEx(connection.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR,
                   drivers, nullptr, nullptr))};
    if (!dataset) {
        const std::string& said = messages.last_failure();
        throw OutputError(
            "E-EXPORT-07", "the data base cannot be reached" + (said.empty() ? "" : ": " + said),
            "a PostgreSQL connection", "check host, data base, user and password", {label, 0, 0});
    }
    return dataset;
}

bool has_postgis(GDALDataset& dataset) {
    OGRLayer* rows = dataset.ExecuteSQL(
        "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'postgis'", nullptr, nullptr);
    if (rows == nullptr) {
        return false;
    }
    const OGRFeatureUniquePtr row{rows->GetNextFeature()};
    const bool found = row != nullptr;
    dataset.ReleaseResultSet(rows);
    return found;
}

// GDAL sends numbers with 15 digits; as texts they keep them all, and the server reads them into
// columns of this type.
std::string decimal_types(const ExportLayer& layer, const FieldNames& names) {
    const std::size_t before = names.names.size() - layer.table.columns.size();
    std::string types = "COLUMN_TYPES=";
    for (std::size_t c = 0; c < layer.table.columns.size(); ++c) {
        if (std::holds_alternative<DecimalColumn>(layer.table.columns[c].data)) {
            types += (types.ends_with('=') ? "" : ",") + names.names[before + c] + "=float8";
        }
    }
    return types;
}

}  // namespace

ExportOutcome export_postgis(const Path& to, const ExportLayer& layer,
                             const ExportOptions& options) {
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    const std::string connection = to.string();
    const std::string label = label_of(connection);
    GdalMessages messages;
    DatasetPtr dataset = connect(connection, label, messages);
    if (!has_postgis(*dataset)) {
        throw OutputError("E-EXPORT-07", "the data base has no PostGIS", "the extension postgis",
                          "run CREATE EXTENSION postgis there", {label, 0, 0});
    }
    messages.clear();
    const bool exists = dataset->GetLayerByName(layer.name.c_str()) != nullptr;
    if (exists && !options.overwrite) {
        throw UsageError("E-OUTPUT-01", "the table \"" + layer.name + "\" exists already",
                         "a new name", "give another --layer, or --overwrite", {label, 0, 0});
    }
    const Coordinates coordinates = coordinates_of(layer, options, gdal_decimals);
    const PreparedShapes shapes = prepare_for(layer, options, coordinates, outcome);

    FieldNameRules rules;
    rules.max_bytes = longest_identifier;
    rules.forbidden = ",=\"";  // COLUMN_TYPES is a list of NAME=TYPE with commas.
    const FieldNames names = fit_field_names(column_names(layer), rules);
    note_renames(names, "PostGIS table", outcome);
    const std::string notes = notes_text(layer);
    GdalLayerSpec spec;
    spec.layer_name = layer.name;
    spec.field_names = names.names;
    spec.options = {"LAUNDER=NO", "FID=" + free_name("fid", names.names),
                    "GEOMETRY_NAME=" + free_name("geom", names.names)};
    spec.options.push_back(decimal_types(layer, names));
    spec.decimals_as_text = true;
    if (exists) {
        spec.options.emplace_back("OVERWRITE=YES");
    }
    if (!notes.empty()) {
        spec.options.push_back("DESCRIPTION=" + notes);
    }
    spec.stage = "writing PostGIS";
    messages.clear();
    Transaction transaction(*dataset, messages);
    write_gdal_layer(*dataset, layer, shapes.set, coordinates.crs, spec, options, messages);
    dataset->FlushCache(false);
    if (messages.failed()) {
        fail_in_gdal("the areas cannot be written", messages);
    }
    transaction.commit(messages);
    close_dataset(dataset, messages);
    outcome.files.push_back({label, {}});
    return outcome;
}

}  // namespace levelin::geodata::detail
