#pragma once

#include <cstdint>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/download.hpp>
#include <levelin/geodata/download_file.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata {

/// What a layer of an ArcGIS FeatureServer or MapServer says of itself.
struct ServiceLayer {
    std::string name;
    std::string object_id_field;
    std::uint64_t max_record_count = 0;
    bool has_geojson = false;
    std::int64_t last_edit = 0;  ///< Milliseconds since 1970; 0 = not told.
    std::string copyright;
};

/// Reads the answer to `ADDRESS?f=json`.
/// @throws InputError E-GET-15 not JSON, no object id field, no paging, no features;
///         E-GET-16 an error in the service's own words.
[[nodiscard]] ServiceLayer parse_service_layer(std::string_view json, const std::string& address);

/// Reads the answer to a query with returnCountOnly=true. @throws as `parse_service_layer`.
[[nodiscard]] std::uint64_t parse_service_count(std::string_view json, const std::string& address);

/// One page, each feature as a line of GeoJSON.
struct FeaturePage {
    std::vector<std::int64_t> object_ids;
    std::vector<std::string> features;  ///< RFC 7946, without a line break.
    bool more = false;                  ///< exceededTransferLimit.
};

/// Why a page cannot be used though the server sent it.
struct PageFault {
    int code = 0;         ///< The service's own error code; 0 = not even JSON.
    std::string message;  ///< In its words, or the parser's.
};

struct ParsedPage {
    FeaturePage page;
    std::optional<PageFault> fault;
};

/// Reads a page in GeoJSON or in Esri's own JSON (told apart by what is in it).
///
/// Outer rings come out counter-clockwise and holes clockwise; of Esri JSON, whose rings are one
/// list with clockwise outer rings, each hole goes to the smallest outer ring that holds it.
/// Attributes are kept as they are; `id` is the object id.
/// @throws InputError E-GET-20 a position that is no longitude and latitude.
/// Source: RFC 7946, section 3.1.6; Esri, "Geometry objects" (polygon).
[[nodiscard]] ParsedPage parse_feature_page(std::string_view json, const ServiceLayer& layer,
                                            const std::string& address);

struct FeatureServiceOptions {
    RetryPolicy retry;
    std::optional<std::uint64_t> count;  ///< What the service must have.
    std::uint64_t page_size = 2000;      ///< At most; the layer's maxRecordCount is never exceeded.
    std::uint64_t page_bytes = 64ULL << 20U;  ///< A page of more is asked for at half the size.
    std::uint64_t max_bytes = 2ULL << 30U;
    Progress* progress = nullptr;
    std::string stage;
};

/// Downloads a whole layer as one GeoJSON file in WGS 84, one feature a line.
///
/// Pages are asked for with resultOffset and resultRecordCount, ordered by the object id, until the
/// service says that nothing is left and as many features have come as it counted. A page that the
/// service cannot make (HTTP 5xx, a time-out, text that breaks off, an error 500 in a body with
/// status 200) is asked for again at half the size; after eight good ones the size is doubled. What
/// has come stays in `part`, with its state in `part`.json; a later call goes on there if the
/// service's count and date of last edit are the same.
///
/// @returns  findings: N-GET-01 resumed, N-GET-03 pages were halved.
/// @throws InputError E-GET-03 to E-GET-08, E-GET-11 the count is another than expected,
///         E-GET-15, E-GET-16, E-GET-17 a page that cannot be had, E-GET-18 fewer or more features
///         than counted, E-GET-19 an object id twice, E-GET-20.
/// Guarantees: memory holds one page and the object ids; on return `part` is whole.
Diagnostics download_features(Transport& transport, const std::string& address, PartFile& part,
                              const FeatureServiceOptions& options);

}  // namespace levelin::geodata
