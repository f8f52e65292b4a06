#include <algorithm>
#include <cmath>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/feature_service.hpp>
#include <nlohmann/json.hpp>

namespace levelin::geodata {

namespace {

using Json = nlohmann::ordered_json;
using Ring = std::vector<Point>;

[[noreturn]] void fail_service(const std::string& address, std::string problem) {
    throw InputError("E-GET-15", std::move(problem),
                     "a layer of an ArcGIS FeatureServer that can be paged",
                     "check that the card's address ends in the layer's number", {address, 0, 0});
}

/// {"error": {"code", "message", "details"}}, which comes with status 200.
std::optional<PageFault> fault_in(const Json& json) {
    if (!json.is_object() || !json.contains("error")) {
        return std::nullopt;
    }
    const Json& error = json["error"];
    PageFault fault{-1, "an error without words"};
    if (error.is_object()) {
        if (const auto code = error.find("code");
            code != error.end() && code->is_number_integer()) {
            fault.code = code->get<int>();
        }
        if (const auto text = error.find("message"); text != error.end() && text->is_string()) {
            fault.message = text->get<std::string>();
        }
    }
    return fault;
}

Json parse_object(std::string_view text, const std::string& address) {
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        fail_service(address, "the answer is not a JSON object");
    }
    if (const auto fault = fault_in(json)) {
        throw InputError(
            "E-GET-16",
            "the service answers with error " + std::to_string(fault->code) + ": " + fault->message,
            "the layer", "check the card's address; try again later", {address, 0, 0});
    }
    return json;
}

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::int64_t last_edit_of(const Json& json) {
    const auto editing = json.find("editingInfo");
    if (editing == json.end() || !editing->is_object()) {
        return 0;
    }
    for (const char* key : {"dataLastEditDate", "lastEditDate"}) {
        const auto found = editing->find(key);
        if (found != editing->end() && found->is_number_integer()) {
            return found->get<std::int64_t>();
        }
    }
    return 0;
}

Point point_of(const Json& position) {
    if (!position.is_array() || position.size() < 2 || !position[0].is_number() ||
        !position[1].is_number()) {
        return {NAN, NAN};
    }
    return {position[0].get<double>(), position[1].get<double>()};
}

class PageReader {
  public:
    PageReader(const ServiceLayer& layer, const std::string& address)
        : m_layer(layer), m_address(address) {}

    void read(const Json& feature, FeaturePage& page) const {
        const bool geojson = feature.contains("properties");
        const auto attributes = feature.find(geojson ? "properties" : "attributes");
        if (attributes == feature.end() || !attributes->is_object()) {
            throw PageFault{0, "a feature without attributes"};
        }
        for (const auto& attribute : attributes->items()) {
            if (attribute.value().is_structured()) {
                throw PageFault{0, "an attribute that is no single value"};
            }
        }
        const std::int64_t id = object_id(feature, *attributes);
        const auto shape = feature.find("geometry");
        Json geometry;
        if (shape != feature.end() && !shape->is_null()) {
            geometry = geojson ? from_geojson(*shape, id) : from_esri(*shape, id);
        }
        const Json out{{"type", "Feature"},
                       {"id", id},
                       {"properties", *attributes},
                       {"geometry", std::move(geometry)}};
        page.object_ids.push_back(id);
        page.features.push_back(out.dump(-1, ' ', false, Json::error_handler_t::replace));
    }

  private:
    [[nodiscard]] std::int64_t object_id(const Json& feature, const Json& attributes) const {
        const auto in_attributes = attributes.find(m_layer.object_id_field);
        if (in_attributes != attributes.end() && in_attributes->is_number_integer()) {
            return in_attributes->get<std::int64_t>();
        }
        const auto id = feature.find("id");
        if (id != feature.end() && id->is_number_integer()) {
            return id->get<std::int64_t>();
        }
        throw PageFault{0, "a feature without its object id"};
    }

    [[noreturn]] void fail_position(std::int64_t id) const {
        throw InputError(
            "E-GET-20",
            "feature " + std::to_string(id) + " has a position that is no longitude and latitude",
            "WGS 84 degrees, as outSR=4326 asks for",
            "the service cannot be used by levelin get; download the file by hand",
            {m_address, 0, 0});
    }

    [[nodiscard]] Point checked(const Json& position, std::int64_t id) const {
        const Point p = point_of(position);
        if (!(p.x >= -180.0 && p.x <= 180.0 && p.y >= -90.0 && p.y <= 90.0)) {
            fail_position(id);
        }
        return p;
    }

    [[nodiscard]] Ring ring_of(const Json& positions, std::int64_t id) const {
        if (!positions.is_array()) {
            throw PageFault{0, "a ring that is not a list"};
        }
        Ring ring;
        ring.reserve(positions.size() + 1);
        for (const Json& position : positions) {
            ring.push_back(checked(position, id));
        }
        if (!ring.empty() && !(ring.front() == ring.back())) {
            ring.push_back(ring.front());
        }
        return ring;
    }

    /// A ring in RFC 7946's winding; nothing where it has fewer than four positions.
    static void add_ring(Json& polygon, Ring ring, bool outer) {
        if ((signed_area(ring) > 0) != outer) {
            std::reverse(ring.begin(), ring.end());
        }
        Json positions = Json::array();
        for (const Point& p : ring) {
            positions.push_back(Json::array({p.x, p.y}));
        }
        polygon.push_back(std::move(positions));
    }

    [[nodiscard]] Json polygon_of(const Json& rings, std::int64_t id) const {
        if (!rings.is_array()) {
            throw PageFault{0, "a polygon that is not a list of rings"};
        }
        Json polygon = Json::array();
        for (std::size_t r = 0; r < rings.size(); ++r) {
            Ring ring = ring_of(rings[r], id);
            if (ring.size() < 4) {
                if (r == 0) {
                    return Json::array();
                }
                continue;
            }
            add_ring(polygon, std::move(ring), r == 0);
        }
        return polygon;
    }

    /// Null where nothing is left, as RFC 7946 has it for a feature without a place.
    static Json geometry_of(std::string_view type, Json coordinates) {
        if (coordinates.empty()) {
            return {};
        }
        Json geometry = Json::object();
        geometry["type"] = type;
        geometry["coordinates"] = std::move(coordinates);
        return geometry;
    }

    [[nodiscard]] Json from_geojson(const Json& shape, std::int64_t id) const {
        const std::string type = text_of(shape, "type");
        const auto coordinates = shape.find("coordinates");
        if (coordinates == shape.end() || !coordinates->is_array()) {
            throw PageFault{0, "a geometry without coordinates"};
        }
        if (type == "Polygon") {
            return geometry_of(type, polygon_of(*coordinates, id));
        }
        if (type == "MultiPolygon") {
            Json polygons = Json::array();
            for (const Json& rings : *coordinates) {
                Json polygon = polygon_of(rings, id);
                if (!polygon.empty()) {
                    polygons.push_back(std::move(polygon));
                }
            }
            return geometry_of(type, std::move(polygons));
        }
        if (type == "Point") {
            const Point p = checked(*coordinates, id);
            return {{"type", type}, {"coordinates", Json::array({p.x, p.y})}};
        }
        throw PageFault{0, "a geometry that is neither polygons nor a point"};
    }

    /// Even-odd rule; on the edge either answer will do, as holes touch their outer ring at most.
    static bool inside(const Point& p, const Ring& ring) {
        bool in = false;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point& a = ring[i - 1];
            const Point& b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
                in = !in;
            }
        }
        return in;
    }

    /// The smallest outer ring that holds most of a hole's points; none = `outers.size()`.
    static std::size_t owner_of(const Ring& hole, const std::vector<Ring>& outers) {
        std::size_t best = outers.size();
        double best_area = 0.0;
        for (std::size_t o = 0; o < outers.size(); ++o) {
            const double area = std::abs(signed_area(outers[o]));
            if (best != outers.size() && area >= best_area) {
                continue;
            }
            const auto held = std::count_if(hole.begin(), hole.end(),
                                            [&](const Point& p) { return inside(p, outers[o]); });
            if (2 * static_cast<std::size_t>(held) > hole.size()) {
                best = o;
                best_area = area;
            }
        }
        return best;
    }

    [[nodiscard]] Json from_esri(const Json& shape, std::int64_t id) const {
        if (shape.contains("x")) {
            const Point p = checked(Json::array({shape["x"], shape.value("y", Json())}), id);
            return {{"type", "Point"}, {"coordinates", Json::array({p.x, p.y})}};
        }
        const auto rings = shape.find("rings");
        if (rings == shape.end() || !rings->is_array()) {
            throw PageFault{0, "a geometry that is neither polygons nor a point"};
        }
        std::vector<Ring> outers;
        std::vector<Ring> holes;
        for (const Json& positions : *rings) {
            Ring ring = ring_of(positions, id);
            if (ring.size() >= 4) {
                (signed_area(ring) < 0 ? outers : holes).push_back(std::move(ring));
            }
        }
        std::vector<std::vector<Ring>> held(outers.size());
        for (Ring& hole : holes) {
            const std::size_t owner = owner_of(hole, outers);
            if (owner == outers.size()) {  // No outer ring around it: an area wound the other way.
                std::reverse(hole.begin(), hole.end());
                outers.push_back(std::move(hole));
                held.emplace_back();
            } else {
                held[owner].push_back(std::move(hole));
            }
        }
        Json polygons = Json::array();
        for (std::size_t o = 0; o < outers.size(); ++o) {
            Json polygon = Json::array();
            add_ring(polygon, std::move(outers[o]), true);
            for (Ring& hole : held[o]) {
                add_ring(polygon, std::move(hole), false);
            }
            polygons.push_back(std::move(polygon));
        }
        if (polygons.size() == 1) {
            return geometry_of("Polygon", std::move(polygons[0]));
        }
        return geometry_of("MultiPolygon", std::move(polygons));
    }

    const ServiceLayer& m_layer;
    const std::string& m_address;
};

bool flag_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

ServiceLayer parse_service_layer(std::string_view text, const std::string& address) {
    const Json json = parse_object(text, address);
    ServiceLayer layer;
    layer.name = text_of(json, "name");
    layer.copyright = text_of(json, "copyrightText");
    layer.object_id_field = text_of(json, "objectIdField");
    layer.last_edit = last_edit_of(json);
    if (const auto fields = json.find("fields");
        layer.object_id_field.empty() && fields != json.end() && fields->is_array()) {
        for (const Json& field : *fields) {
            if (field.is_object() && text_of(field, "type") == "esriFieldTypeOID") {
                layer.object_id_field = text_of(field, "name");
            }
        }
    }
    const auto most = json.find("maxRecordCount");
    if (most != json.end() && most->is_number_unsigned()) {
        layer.max_record_count = most->get<std::uint64_t>();
    }
    layer.has_geojson =
        ascii_lower(text_of(json, "supportedQueryFormats")).find("geojson") != std::string::npos;
    if (layer.object_id_field.empty()) {
        fail_service(address, "the service names no object id field");
    }
    if (!std::all_of(layer.object_id_field.begin(), layer.object_id_field.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '.';
        })) {
        fail_service(address, "the object id field \"" + layer.object_id_field +
                                  "\" cannot be a field's name");
    }
    if (layer.max_record_count == 0) {
        fail_service(address, "the service names no largest number of records");
    }
    const auto advanced = json.find("advancedQueryCapabilities");
    if (advanced == json.end() || !advanced->is_object() ||
        !flag_of(*advanced, "supportsPagination")) {
        fail_service(address, "the service cannot be paged");
    }
    return layer;
}

std::uint64_t parse_service_count(std::string_view text, const std::string& address) {
    const Json json = parse_object(text, address);
    const auto count = json.find("count");
    if (count == json.end() || !count->is_number_unsigned()) {
        fail_service(address, "the service does not say how many features it has");
    }
    return count->get<std::uint64_t>();
}

ParsedPage parse_feature_page(std::string_view text, const ServiceLayer& layer,
                              const std::string& address) {
    ParsedPage result;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        result.fault = PageFault{0, "the page is not whole JSON"};
        return result;
    }
    if (auto fault = fault_in(json)) {
        result.fault = std::move(fault);
        return result;
    }
    const auto features = json.find("features");
    if (features == json.end() || !features->is_array()) {
        result.fault = PageFault{0, "the page has no features"};
        return result;
    }
    result.page.more = flag_of(json, "exceededTransferLimit");
    if (const auto properties = json.find("properties");
        properties != json.end() && properties->is_object()) {
        result.page.more = result.page.more || flag_of(*properties, "exceededTransferLimit");
    }
    const PageReader reader{layer, address};
    try {
        for (const Json& feature : *features) {
            if (!feature.is_object()) {
                throw PageFault{0, "a feature that is no object"};
            }
            reader.read(feature, result.page);
        }
    } catch (const PageFault& fault) {
        result.page = {};
        result.fault = fault;
    }
    return result;
}

}  // namespace levelin::geodata
