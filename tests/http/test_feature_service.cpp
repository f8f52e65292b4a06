#include <levelin/geodata/feature_service.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <scratch_folder.hpp>

#include "feature_server.hpp"
#include "http_support.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

struct Layer {
    FeatureServerDouble service;
    LocalServer server{[this](const ServedRequest& r) { return service.answer(r); }};
    ScratchFolder folder;
    Pauses pauses;
    std::filesystem::path part = folder / "layer.geojson";

    Diagnostics download(std::optional<std::uint64_t> count = std::nullopt,
                         std::uint64_t page_size = 2000) {
        FeatureServiceOptions options;
        options.retry = pauses.policy();
        options.count = count;
        options.page_size = page_size;
        const auto transport = quick_transport();
        PartFile held{part};
        return download_features(*transport, server.address() + "/FeatureServer/0", held, options);
    }

    /// The codes in the file, read by levelin's own reader.
    [[nodiscard]] std::vector<std::string> codes() const {
        std::vector<std::string> list;
        for (const AreaCode& code : read_boundaries(part).set.codes) {
            list.push_back(code.str());
        }
        return list;
    }

    void require_whole() const {
        const auto list = codes();
        REQUIRE(list.size() == service.features);
        CHECK(list.front() == "E01000001");
        std::string last = std::to_string(service.features);
        last = "E01" + std::string(6 - last.size(), '0') + last;
        CHECK(list.back() == last);
        const auto json = nlohmann::json::parse(text_of_file(part));
        CHECK(json["type"] == "FeatureCollection");
        CHECK(json["features"].size() == service.features);
        CHECK_FALSE(std::filesystem::exists(folder / "layer.geojson.json"));
    }
};

}  // namespace

TEST_CASE("a layer is read to its last record", "[feature_service]") {
    Layer layer;
    layer.service.geojson = GENERATE(true, false);
    layer.service.features = GENERATE(1, 9, 10, 11, 35);
    CHECK(layer.download(layer.service.features).empty());
    layer.require_whole();
    CHECK(layer.service.pages == (layer.service.features + 9) / 10);
}

TEST_CASE("rings come out wound as RFC 7946 asks", "[feature_service]") {
    Layer layer;
    layer.service.geojson = GENERATE(true, false);
    layer.service.features = 3;
    layer.download();
    const Boundaries read = read_boundaries(layer.part);
    for (std::size_t r = 0; r < read.set.ring_count(); ++r) {
        CHECK(signed_area(read.set.ring(r)) > 0.0);
    }
}

TEST_CASE("pages that the service cannot make are asked for at half the size",
          "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    SECTION("status 500") {
        layer.service.fails_above = 4;
    }
    SECTION("error 500 with status 200") {
        layer.service.error_above = 2;
    }
    SECTION("text that breaks off") {
        layer.service.cuts_above = 3;
    }
    const Diagnostics findings = layer.download(35);
    CHECK(findings.find("N-GET-03") != nullptr);
    layer.require_whole();
}

TEST_CASE("a service that can make no page is given up in the end", "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    layer.service.fails_above = 0;
    CHECK(code_of([&] { layer.download(); }) == "E-GET-17");
    CHECK(layer.service.pages < 10);
}

TEST_CASE("pages without a row", "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    SECTION("in the middle, now and then") {
        layer.service.empty = [](std::uint64_t page) { return page % 3 == 1; };
        layer.download(35);
        layer.require_whole();
    }
    SECTION("at the end, where the last full page announced more") {
        layer.service.says_more_at_end = true;
        layer.service.features = 30;
        layer.download(30);
        layer.require_whole();
        CHECK(layer.service.pages == 4);
    }
    SECTION("for good, before the count is reached") {
        layer.service.ends_after = 20;
        CHECK(code_of([&] { layer.download(35); }) == "E-GET-18");
    }
}

TEST_CASE("the number of features is the service's own and the card's", "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    SECTION("the card expects another") {
        CHECK(code_of([&] { layer.download(36); }) == "E-GET-11");
        CHECK(layer.service.pages == 0);
    }
    SECTION("more features come than were counted") {
        layer.service.counts = 33;
        CHECK(code_of([&] { layer.download(33); }) == "E-GET-18");
    }
    SECTION("fewer come than were counted") {
        layer.service.counts = 40;
        CHECK(code_of([&] { layer.download(40); }) == "E-GET-18");
    }
}

TEST_CASE("an object id that comes twice is an error", "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    layer.service.twice = GENERATE(3, 10);
    CHECK(code_of([&] { layer.download(35); }) == "E-GET-19");
}

TEST_CASE("a layer's download goes on where it ended", "[feature_service]") {
    Layer layer;
    layer.service.features = 35;
    layer.service.ends_after = 20;
    CHECK(code_of([&] { layer.download(35); }) == "E-GET-18");
    REQUIRE(std::filesystem::exists(layer.folder / "layer.geojson.json"));
    layer.service.ends_after = 1000;
    layer.service.pages = 0;
    SECTION("with the pages that are missing") {
        const Diagnostics findings = layer.download(35);
        CHECK(findings.find("N-GET-01") != nullptr);
        CHECK(layer.service.pages < 4);
        layer.require_whole();
    }
    SECTION("after a page that was half written") {
        write_text(layer.part, text_of_file(layer.part) + ",\n{\"type\":\"Feature\",\"id\":2");
        layer.download(35);
        layer.require_whole();
    }
    SECTION("anew where the layer was edited since") {
        layer.service.last_edit = 2;
        const Diagnostics findings = layer.download(35);
        CHECK(findings.find("N-GET-01") == nullptr);
        CHECK(layer.service.pages == 4);
        layer.require_whole();
    }
    SECTION("anew where the part is not what its state says") {
        std::string text = text_of_file(layer.part);
        text.replace(text.find("\"id\":2,"), 7, "\"id\":1,");
        write_text(layer.part, text);
        layer.download(35);
        layer.require_whole();
    }
}

TEST_CASE("after eight good pages the pages grow again", "[feature_service]") {
    Layer layer;
    layer.service.features = 400;
    layer.service.max_record_count = 16;
    bool failed = false;
    LocalServer moody{[&](const ServedRequest& r) {
        if (r.query_value("resultOffset") == "16" && !failed) {
            failed = true;
            ServedResponse response;
            response.status = 500;
            return response;
        }
        return layer.service.answer(r);
    }};
    FeatureServiceOptions options;
    options.retry = layer.pauses.policy();
    const auto transport = quick_transport();
    PartFile part{layer.part};
    download_features(*transport, moody.address() + "/FeatureServer/0", part, options);
    layer.require_whole();
    CHECK(moody.requests().back().query_value("resultRecordCount") == "16");
}

TEST_CASE("a page that hangs is asked for at half the size", "[feature_service]") {
    FeatureServerDouble service;
    service.features = 12;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = service.answer(r);
        if (r.query_value("resultRecordCount") == "10") {
            response.only_bytes = 20;
            response.hang = true;
        }
        return response;
    }};
    ScratchFolder folder;
    Pauses pauses;
    FeatureServiceOptions options;
    options.retry = pauses.policy();
    const auto transport = quick_transport(200ms);
    PartFile part{folder / "l.geojson"};
    download_features(*transport, server.address() + "/FeatureServer/0", part, options);
    CHECK(read_boundaries(folder / "l.geojson").set.size() == 12);
}

TEST_CASE("a large page is asked for at half the size", "[feature_service]") {
    Layer layer;
    layer.service.features = 30;
    FeatureServiceOptions options;
    options.retry = layer.pauses.policy();
    options.page_bytes = 1500;
    const auto transport = quick_transport();
    PartFile part{layer.part};
    const Diagnostics findings =
        download_features(*transport, layer.server.address() + "/FeatureServer/0", part, options);
    CHECK(findings.find("N-GET-03") != nullptr);
    layer.require_whole();
}
