#include <algorithm>
#include <levelin/geodata/catalogue_fetch.hpp>
#include <nlohmann/json.hpp>
#include <scratch_folder.hpp>

#include "feature_server.hpp"
#include "http_support.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

const std::string table = "LSOA code (2011),Rank\nE01000001,3\nE01000002,1\nW01000003,2\n";

SourceCard table_card(const std::string& server) {
    SourceCard card;
    card.name = "ranks";
    card.title = "Ranks";
    card.publisher = "The publisher";
    card.licence = {"Licensed under a licence"};
    card.geography = "lsoa";
    card.vintage = 2011;
    card.address = server + "/ranks.csv";
    card.file_name = "ranks.csv";
    card.count = 3;
    card.prefixes = {"E01", "W01"};
    card.sha256 = digest_of(table).sha256;
    card.seen_in = {"a test"};
    return card;
}

struct Setting {
    std::string body = table;
    LocalServer server{[this](const ServedRequest& r) { return serve_bytes(r, body, "\"one\""); }};
    SourceCard card = table_card(server.address());
    ScratchFolder scratch;
    Pauses pauses;
    FetchOptions options;

    Setting() {
        options.folder = scratch / "cache";
        options.time = "2026-01-31T12:00:00Z";
        options.retry = pauses.policy();
    }
    FetchedSource fetch() {
        const auto transport = quick_transport();
        return fetch_source(card, *transport, options);
    }
    /// Names in the cache folder and below.
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator{options.folder}) {
            names.push_back(entry.path().lexically_relative(options.folder).string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }
};

}  // namespace

TEST_CASE("a data set is downloaded once and kept with what it is", "[fetch]") {
    Setting setting;
    const FetchedSource first = setting.fetch();
    CHECK_FALSE(first.from_cache);
    CHECK(first.path == setting.options.folder / "ranks.csv");
    CHECK(first.count == 3U);
    CHECK(text_of_file(first.path) == table);
    CHECK(setting.files() == std::vector<std::string>{"ranks.csv", "ranks.csv.json"});
    const auto sidecar = nlohmann::json::parse(text_of_file(first.path.string() + ".json"));
    CHECK(sidecar["address"] == setting.card.address);
    CHECK(sidecar["sha256"] == setting.card.sha256);
    CHECK(sidecar["count"] == 3);
    CHECK(sidecar["time"] == "2026-01-31T12:00:00Z");
    CHECK(sidecar["licence"][0] == "Licensed under a licence");

    setting.options.time = "2026-02-01T00:00:00Z";
    const FetchedSource again = setting.fetch();
    CHECK(again.from_cache);
    CHECK(again.digest.sha256 == first.digest.sha256);
    CHECK(again.count == 3U);
    CHECK(again.time == "2026-01-31T12:00:00Z");
    CHECK(setting.server.requests().size() == 1);

    SECTION("again when asked to") {
        setting.options.refresh = true;
        CHECK_FALSE(setting.fetch().from_cache);
        CHECK(setting.server.requests().size() == 2);
    }
    SECTION("again where the file was changed") {
        write_text(first.path, table + "E01000009,4\n");
        const FetchedSource mended = setting.fetch();
        CHECK_FALSE(mended.from_cache);
        CHECK(mended.findings.find("W-GET-01") != nullptr);
        CHECK(text_of_file(first.path) == table);
    }
    SECTION("again where the card has another address now") {
        setting.card.address += "?edition=2";
        CHECK_FALSE(setting.fetch().from_cache);
    }
    SECTION("again where the sidecar is damaged") {
        write_text(first.path.string() + ".json", "{");
        CHECK_FALSE(setting.fetch().from_cache);
    }
}

TEST_CASE("a file that fails its check is not kept", "[fetch]") {
    Setting setting;
    std::string code;
    SECTION("another sum") {
        setting.body += "\n";
        code = "E-GET-10";
    }
    setting.card.sha256 = code.empty() ? "" : setting.card.sha256;
    SECTION("another number of records") {
        setting.card.count = 4;
        code = "E-GET-11";
    }
    SECTION("codes of another kind of area") {
        setting.card.prefixes = {"E01"};
        code = "E-GET-12";
    }
    SECTION("a code twice") {
        setting.body = "LSOA code (2011),Rank\nE01000001,3\nE01000002,1\nE01000002,2\n";
        code = "E-GET-13";
    }
    SECTION("a page of words instead") {
        setting.body = "<!DOCTYPE html>\n<html><body><p>Sorry</p></body></html>\n";
        code = "E-GET-14";
    }
    SECTION("no column of that name") {
        setting.card.code_column = "Area";
        code = "E-GET-14";
    }
    SECTION("no archive") {
        setting.card.content = SourceContent::archive;
        code = "E-GET-14";
    }
    CHECK(code_of([&] { setting.fetch(); }) == code);
    CHECK(setting.files().empty());
}

TEST_CASE("a file that is not there leaves nothing behind", "[fetch]") {
    Setting setting;
    LocalServer server{[](const ServedRequest&) {
        ServedResponse response;
        response.status = 404;
        return response;
    }};
    setting.card.address = server.address() + "/ranks.csv";
    CHECK(code_of([&] { setting.fetch(); }) == "E-GET-04");
    CHECK(setting.files().empty());
}

TEST_CASE("a new file that fails leaves the old one in place", "[fetch]") {
    Setting setting;
    setting.fetch();
    setting.options.refresh = true;
    setting.body += "E01000009,9\n";
    CHECK(code_of([&] { setting.fetch(); }) == "E-GET-10");
    CHECK(text_of_file(setting.options.folder / "ranks.csv") == table);
    setting.options.refresh = false;
    CHECK(setting.fetch().from_cache);
}

TEST_CASE("a file of the user's own is not written over", "[fetch]") {
    Setting setting;
    std::filesystem::create_directories(setting.options.folder);
    write_text(setting.options.folder / "ranks.csv", "mine");
    CHECK(code_of([&] { setting.fetch(); }) == "E-OUTPUT-01");
    CHECK(text_of_file(setting.options.folder / "ranks.csv") == "mine");
    CHECK(setting.server.requests().empty());
    setting.options.overwrite = true;
    setting.fetch();
    CHECK(text_of_file(setting.options.folder / "ranks.csv") == table);
}

TEST_CASE("codes may repeat where the card says so", "[fetch]") {
    Setting setting;
    setting.card.sha256.clear();
    setting.card.count = 4;
    setting.card.code_column = "LSOA code (2011)";
    setting.body =
        "LSOA code (2011),Year,People\nE01000001,2019,3\nE01000001,2020,1\nE01000002,2019,2\n"
        "E01000002,2020,2\n";
    CHECK(code_of([&] { setting.fetch(); }) == "E-GET-13");
    setting.card.codes_repeat = true;
    CHECK(setting.fetch().count == 4U);
}

TEST_CASE("a layer becomes a file of boundaries", "[fetch]") {
    FeatureServerDouble service;
    service.features = 23;
    LocalServer server{[&](const ServedRequest& r) { return service.answer(r); }};
    Setting setting;
    setting.card.kind = SourceKind::feature_service;
    setting.card.content = SourceContent::boundaries;
    setting.card.address = server.address() + "/FeatureServer/0";
    setting.card.file_name = "squares.geojson";
    setting.card.sha256.clear();
    setting.card.count = 23;
    SECTION("that is whole") {
        const FetchedSource source = setting.fetch();
        CHECK(source.count == 23U);
        CHECK(setting.fetch().from_cache);
    }
    SECTION("unless its codes are of another kind") {
        setting.card.prefixes = {"S01"};
        CHECK(code_of([&] { setting.fetch(); }) == "E-GET-12");
        CHECK(setting.files().empty());
    }
}
