#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <run/simplify_layer.hpp>

#include "scratch_folder.hpp"
#include "simple_csv.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

// Columns of a wavy field, neighbours sharing their borders, in the coordinates of an EPSG code.
std::string wavy_layer(const std::string& epsg, double x0, double y0, double unit) {
    constexpr int areas = 12;
    constexpr int steps = 160;
    const auto border = [&](int column) {
        std::vector<std::string> points;
        for (int i = 0; i <= steps; ++i) {
            const double x = column * 100 + 22 * std::sin(i * 0.37 + column) +
                             9 * std::sin(i * 1.7 + 2.0 * column);
            char text[80];
            std::snprintf(text, sizeof text, "[%.9f,%.9f]", x0 + unit * x, y0 + unit * 10 * i);
            points.emplace_back(text);
        }
        return points;
    };
    std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                       R"("urn:ogc:def:crs:EPSG::)" +
                       epsg + R"("}},"features":[)";
    for (int a = 0; a < areas; ++a) {
        const auto left = border(a);
        const auto right = border(a + 1);
        text += std::string(a == 0 ? "" : ",") +
                R"({"type":"Feature","properties":{"code":"E060000)" + std::to_string(10 + a) +
                R"(","name":"Column","people":)" + std::to_string(a) +
                R"(},"geometry":{"type":"Polygon","coordinates":[[)";
        for (const std::string& point : right) {
            text += point + ",";
        }
        for (auto point = left.rbegin(); point != left.rend(); ++point) {
            text += *point + ",";
        }
        text += right.front() + "]]}}";
    }
    return text + "]}";
}

run::SimplifyRequest request_for(const ScratchFolder& scratch) {
    run::SimplifyRequest request;
    request.in = scratch / "areas.geojson";
    request.to = scratch / "out.geojson";
    request.overwrite = true;
    return request;
}

std::size_t entries(const ScratchFolder& scratch) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path())) {
        count += entry.is_regular_file() || entry.is_directory() ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("simplify: a file of at most so many bytes, and not many fewer") {
    const ScratchFolder scratch;
    small_world::write_text(scratch / "areas.geojson", wavy_layer("27700", 430000, 380000, 1));
    run::SimplifyRequest request = request_for(scratch);
    request.keep = 1;
    const std::uint64_t whole = run::simplify_layer(request).bytes;
    request.keep = 0;
    const std::uint64_t least = run::simplify_layer(request).bytes;
    REQUIRE(whole > 60000);
    REQUIRE(least < 4000);
    request.keep.reset();
    for (const std::uint64_t bytes : {least, std::uint64_t{5000}, std::uint64_t{20000},
                                      std::uint64_t{40000}, whole - 100, whole, 10 * whole}) {
        request.max_bytes = bytes;
        const run::SimplifyOutcome outcome = run::simplify_layer(request);
        INFO(bytes << " asked, " << outcome.bytes << " written");
        CHECK(outcome.bytes <= bytes);
        CHECK(outcome.bytes == std::filesystem::file_size(request.to));
        if (bytes >= whole) {
            CHECK(outcome.bytes == whole);
        } else {
            CHECK(static_cast<double>(outcome.bytes) > 0.95 * static_cast<double>(bytes));
        }
        CHECK(entries(scratch) == 2);
    }
    request.max_bytes = least - 1;
    std::filesystem::remove(request.to);
    try {
        (void)run::simplify_layer(request);
        FAIL("no error");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-TOPOLOGY-11");
    }
    CHECK(entries(scratch) == 1);
}

TEST_CASE("simplify: degrees are simplified in metres and written in degrees") {
    const ScratchFolder scratch;
    const ScratchFolder other;
    // A field at 53 degrees north, 1e-5 degrees a unit: 1.1 m up, 0.67 m across.
    small_world::write_text(scratch / "areas.geojson", wavy_layer("4326", -1.5, 53.3, 1e-5));
    run::SimplifyRequest request = request_for(scratch);
    request.tolerance_m = 20;
    const run::SimplifyOutcome outcome = run::simplify_layer(request);
    CHECK(outcome.area_before_m2 == Approx(1200 * 0.667 * 1600 * 1.113).epsilon(0.05));
    CHECK(outcome.area_after_m2 == Approx(outcome.area_before_m2).epsilon(0.02));
    CHECK(outcome.points_after < outcome.points_before / 3);
    const geodata::Boundaries back = geodata::read_boundaries(request.to);
    CHECK(back.crs.authority_code == "EPSG:4326");
    CHECK(back.set.size() == 12);
    const Box box = bounding_box(back.set.points);
    CHECK(box.min_x == Approx(-1.5).margin(0.001));
    CHECK(box.max_y == Approx(53.3 + 0.016).margin(1e-5));
}

TEST_CASE("simplify: fields, codes and bytes are the same on any number of threads") {
    const ScratchFolder scratch;
    small_world::write_text(scratch / "areas.geojson", wavy_layer("27700", 430000, 380000, 1));
    run::SimplifyRequest request = request_for(scratch);
    request.keep = 0.2;
    std::string first;
    for (const unsigned threads : {1U, 2U, 7U}) {
        request.threads = threads;
        (void)run::simplify_layer(request);
        const std::string text = read_bytes(request.to);
        first = first.empty() ? text : first;
        CHECK(text == first);
    }
    geodata::ReadBoundariesOptions reading;
    reading.with_fields = true;
    const geodata::Boundaries back = geodata::read_boundaries(request.to, reading);
    CHECK(back.set.codes[11].str() == "E06000021");
    CHECK(back.set.names[11] == "Column");
    REQUIRE(back.fields.size() == 3);
    CHECK(back.fields[2].name == "people");
    CHECK(std::get<WholeColumn>(back.fields[2].data).values[11] == 11);
}
