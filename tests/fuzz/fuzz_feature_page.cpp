// Pages of a feature service from any bytes: each is read, refused with a fault, or ends in an
// InputError; what is read is RFC 7946 with one line a feature.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <levelin/geodata/feature_service.hpp>
#include <string>

using namespace levelin;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(data), size};
    const std::string address = "http://example.invalid/0";
    geodata::ServiceLayer layer;
    layer.object_id_field = "FID";
    layer.max_record_count = 10;
    try {
        const geodata::ParsedPage parsed = geodata::parse_feature_page(text, layer, address);
        require(parsed.page.features.size() == parsed.page.object_ids.size());
        require(!parsed.fault || parsed.page.features.empty());
        // What was written is read again as it is.
        std::string page = "{\"features\":[";
        for (const std::string& feature : parsed.page.features) {
            require(feature.find('\n') == std::string::npos);
            page += (page.back() == '[' ? "" : ",") + feature;
        }
        const geodata::ParsedPage again = geodata::parse_feature_page(page + "]}", layer, address);
        require(!again.fault && again.page.features == parsed.page.features);
    } catch (const InputError& error) {
        require(error.code() == "E-GET-20");
    }
    try {
        static_cast<void>(geodata::parse_service_layer(text, address));
        static_cast<void>(geodata::parse_service_count(text, address));
    } catch (const InputError& error) {
        require(error.code() == "E-GET-15" || error.code() == "E-GET-16");
    }
    return 0;
}
