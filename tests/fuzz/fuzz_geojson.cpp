#include <cpl_error.h>
#include <cpl_vsi.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "read_geojson.hpp"
#include "read_with_gdal.hpp"
#include "same_boundaries.hpp"

namespace {

void must(bool holds, const std::string& what) {
    if (!holds) {
        std::fprintf(stderr, "fuzz_geojson: %s\n", what.c_str());
        std::abort();
    }
}

}  // namespace

/// The first byte: bit 0 = one feature a line, bit 1 = codes are needed, bit 2 = a code column is
/// named, bit 3 = two threads, bit 4 = with all fields. What the fast reader reads, GDAL reads to
/// the same; what it calls no JSON is none to nlohmann/json either.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace levelin::geodata;
    if (size < 2) {
        return 0;
    }
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const unsigned kind = data[0];
    const bool lines = (kind & 1U) != 0;
    const std::string name =
        std::string{"/vsimem/fuzz_geojson/a."} + (lines ? "geojsonl" : "geojson");
    VSILFILE* file = VSIFOpenL(name.c_str(), "wb");
    VSIFWriteL(data + 1, 1, size - 1, file);
    VSIFCloseL(file);
    ReadBoundariesOptions options;
    options.need_crs = false;
    options.need_codes = (kind & 2U) != 0;
    options.code_column = (kind & 4U) != 0 ? "code" : "";
    options.with_fields = (kind & 16U) != 0;
    options.threads = (kind & 8U) != 0 ? 2 : 1;
    const detail::BoundarySource source{
        name, lines ? detail::BoundaryFormat::geojson_lines : detail::BoundaryFormat::geojson,
        false};
    std::optional<Boundaries> fast;
    std::string code;
    try {
        fast = detail::read_geojson(source, options);
    } catch (const levelin::Error& error) {
        code = error.code();
    }
    if (fast) {
        try {
            const std::string what = difference(*fast, detail::read_with_gdal({source}, options));
            must(what.empty(), what);
        } catch (const levelin::Error& error) {
            must(lines, error.what());  // GDAL is strict about what begins a sequence.
        }
    } else if (code == "E-INPUT-70" || code == "E-INPUT-71") {
        // nlohmann/json takes a zero byte for the end of the text.
        const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
        must(lines || text.find('\0') != std::string::npos || !nlohmann::json::accept(text), code);
    }
    VSIRmdirRecursive("/vsimem/fuzz_geojson");
    CPLPopErrorHandler();
    return 0;
}
