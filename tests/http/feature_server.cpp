#include "feature_server.hpp"

#include <algorithm>

namespace {

ServedResponse json_response(const nlohmann::json& json) {
    ServedResponse response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = json.dump();
    return response;
}

}  // namespace

ServedResponse FeatureServerDouble::answer(const ServedRequest& request) {
    if (!request.path.ends_with("/query")) {
        return json_response({{"name", "squares"},
                              {"objectIdField", "FID"},
                              {"maxRecordCount", max_record_count},
                              {"supportedQueryFormats", geojson ? "JSON, geoJSON, PBF" : "JSON"},
                              {"advancedQueryCapabilities", {{"supportsPagination", true}}},
                              {"editingInfo", {{"lastEditDate", last_edit}}}});
    }
    if (request.query_value("returnCountOnly") == "true") {
        return json_response({{"count", counts == 0 ? features : counts}});
    }
    return page(request);
}

nlohmann::json FeatureServerDouble::feature(std::uint64_t number) const {
    std::string code = std::to_string(number);
    code = "E01" + std::string(6 - code.size(), '0') + code;
    const std::uint64_t id = twice != 0 && number == twice + 1 ? twice : number;
    const nlohmann::json attributes{{"FID", id}, {"LSOA21CD", code}, {"LSOA21NM", "Area " + code}};
    const double x = -5.0 + 0.01 * static_cast<double>(number % 100);
    const double y = 50.0 + 0.01 * static_cast<double>(number / 100);
    const auto at = [](double a, double b) { return nlohmann::json::array({a, b}); };
    // Clockwise, as Esri winds outer rings.
    const nlohmann::json ring{at(x, y), at(x, y + 0.01), at(x + 0.01, y + 0.01), at(x + 0.01, y),
                              at(x, y)};
    if (geojson) {
        return {{"type", "Feature"},
                {"id", id},
                {"geometry", {{"type", "Polygon"}, {"coordinates", nlohmann::json::array({ring})}}},
                {"properties", attributes}};
    }
    return {{"attributes", attributes}, {"geometry", {{"rings", nlohmann::json::array({ring})}}}};
}

ServedResponse FeatureServerDouble::page(const ServedRequest& request) {
    const std::uint64_t offset = std::stoull(request.query_value("resultOffset"));
    const std::uint64_t wanted = std::stoull(request.query_value("resultRecordCount"));
    const std::uint64_t rows = std::min(wanted, max_record_count);
    const std::uint64_t number = pages++;
    if (request.query_value("orderByFields") != "FID" || request.query_value("outSR") != "4326" ||
        request.query_value("f") != (geojson ? "geojson" : "json")) {
        return json_response({{"error", {{"code", 400}, {"message", "Cannot perform query."}}}});
    }
    if (rows > fails_above) {
        ServedResponse response;
        response.status = 500;
        response.body = "<html>Error</html>";
        return response;
    }
    if (rows > error_above) {
        return json_response({{"error", {{"code", 500}, {"message", "Error performing query."}}}});
    }
    nlohmann::json list = nlohmann::json::array();
    const std::uint64_t last = std::min({features, offset + rows, ends_after});
    const bool without = empty && empty(number);
    for (std::uint64_t f = offset; f < last && !without; ++f) {
        list.push_back(feature(f + 1));
    }
    const bool more = without || last < features || (says_more_at_end && offset < features);
    nlohmann::json out{{"features", std::move(list)}};
    if (geojson) {
        out["type"] = "FeatureCollection";
        if (more) {
            out["properties"] = {{"exceededTransferLimit", true}};
        }
    } else {
        out["spatialReference"] = {{"wkid", 4326}};
        if (more) {
            out["exceededTransferLimit"] = true;
        }
    }
    ServedResponse response = json_response(out);
    if (rows > cuts_above) {
        response.body.resize(response.body.size() / 2);
    }
    return response;
}
