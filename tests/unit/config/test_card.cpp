#include <algorithm>
#include <config/card.hpp>
#include <fstream>
#include <iterator>
#include <levelin/core/error.hpp>
#include <scratch_folder.hpp>

using namespace levelin;
using namespace levelin::config;
using geodata::SourceCard;
using geodata::SourceContent;
using geodata::SourceKind;

namespace {

const std::string good = R"(name = "lad-2024-buc"
title = "Local authority districts"
publisher = "Office for National Statistics"
licence = ["One line", "Another line"]
kind = "feature_service"
geography = "local_authority"
vintage = 2024
address = "https://example.invalid/FeatureServer/0"
seen_in = "a page"
count = 361
prefixes = ["E06", "S12"]
max_megabytes = 5
)";

/// The card with one text in place of another.
std::string with(const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string fault_of(const std::string& text, const std::string& file = "lad-2024-buc.toml") {
    try {
        static_cast<void>(parse_card(text, file));
    } catch (const ConfigError& error) {
        const Location& where = error.location();
        return error.code() + " " + where.file + ":" + std::to_string(where.row) + ":" +
               std::to_string(where.column);
    }
    return "none";
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

const std::filesystem::path source{LEVELIN_SOURCE_DIR};

}  // namespace

TEST_CASE("a card says what a data set is", "[card]") {
    const SourceCard card = parse_card(good, "folder/lad-2024-buc.toml");
    CHECK(card.name == "lad-2024-buc");
    CHECK(card.licence == std::vector<std::string>{"One line", "Another line"});
    CHECK(card.kind == SourceKind::feature_service);
    CHECK(card.content == SourceContent::boundaries);
    CHECK(card.geography == "local_authority");
    CHECK(card.vintage == 2024);
    CHECK(card.file_name == "lad-2024-buc.geojson");
    CHECK(card.count == 361U);
    CHECK(card.prefixes == std::vector<std::string>{"E06", "S12"});
    CHECK(card.max_bytes == 5'000'000);
    CHECK_FALSE(card.codes_repeat);
    CHECK(card.seen_in == std::vector<std::string>{"a page"});
}

TEST_CASE("a wrong card is told with file, row and column", "[card]") {
    const std::string file = " lad-2024-buc.toml:";
    CHECK(fault_of("name = ") == "E-CONFIG-01" + file + "1:8");
    CHECK(fault_of(with("count = 361", "count = 361\nsize = 7")) == "E-CONFIG-02" + file + "11:8");
    CHECK(fault_of(with("count = 361", "count = \"361\"")) == "E-CONFIG-03" + file + "10:9");
    CHECK(fault_of(with("count = 361", "count = 0")) == "E-CONFIG-04" + file + "10:9");
    CHECK(fault_of(with("\"feature_service\"", "\"service\"")) == "E-CONFIG-04" + file + "5:8");
    CHECK(fault_of(with("\"local_authority\"", "\"LAD\"")) == "E-CONFIG-04" + file + "6:13");
    CHECK(fault_of(with("vintage = 2024", "vintage = 24")) == "E-CONFIG-04" + file + "7:11");
    CHECK(fault_of(with("https://", "ftp://")) == "E-CONFIG-04" + file + "8:11");
    CHECK(fault_of(with("/FeatureServer", "/Feature Server")) == "E-CONFIG-04" + file + "8:11");
    CHECK(fault_of(with("count = 361", "sha256 = \"ABC\"")) == "E-CONFIG-04" + file + "10:10");
    CHECK(fault_of(with("count = 361", "file_name = \"../x\"")) == "E-CONFIG-04" + file + "10:13");
    CHECK(fault_of(with("count = 361", "file_name = \".x\"")) == "E-CONFIG-04" + file + "10:13");
    CHECK(fault_of(with("count = 361", "content = \"table\"")) == "E-CONFIG-04" + file + "10:11");
    CHECK(fault_of(with("lad-2024-buc", "LAD 2024")) == "E-CONFIG-04" + file + "1:8");
    CHECK(fault_of(good, "other.toml") == "E-CONFIG-04 other.toml:1:8");
    CHECK(
        fault_of(with("kind = \"feature_service\"", "kind = \"file\"")).starts_with("E-CONFIG-06"));
    for (const char* const key :
         {"title = \"Local authority districts\"\n",
          "publisher = \"Office for National Statistics\"\n",
          "licence = [\"One line\", \"Another line\"]\n", "geography = \"local_authority\"\n",
          "seen_in = \"a page\"\n", "address = \"https://example.invalid/FeatureServer/0\"\n"}) {
        CHECK(fault_of(with(key, "")).starts_with("E-CONFIG-06"));
    }
}

TEST_CASE("a folder of cards", "[card]") {
    ScratchFolder folder;
    std::ofstream{folder / "lad-2024-buc.toml"} << good;
    std::ofstream{folder / "README.md"} << "not a card";
    CHECK(read_catalogue(folder.path()).cards().size() == 1);
    CHECK_THROWS_AS(read_catalogue(folder / "nowhere"), ConfigError);
}

TEST_CASE("levelin's own cards are whole", "[card]") {
    const geodata::Catalogue catalogue = read_catalogue(source / "geodata" / "catalogue");
    REQUIRE(catalogue.cards().size() >= 30);
    std::vector<std::string> files;
    for (const SourceCard& card : catalogue.cards()) {
        INFO(card.name);
        CHECK(card.address.starts_with("https://"));
        CHECK((card.vintage != 0 || card.geography == "mixed"));
        // Something of the data set is known, or its note says what it is.
        CHECK((card.count || !card.sha256.empty() || !card.note.empty()));
        CHECK((!card.prefixes.empty() || card.content == SourceContent::archive ||
               card.codes_repeat));
        if (card.kind == SourceKind::feature_service) {
            CHECK(card.address.find("/FeatureServer/") != std::string::npos);
        }
        files.push_back(card.file_name);
    }
    // They share one folder.
    std::sort(files.begin(), files.end());
    CHECK(std::adjacent_find(files.begin(), files.end()) == files.end());
}

TEST_CASE("docs/catalogue.md lists the cards as they are", "[card]") {
    const std::string page = read_text(source / "docs" / "catalogue.md");
    const geodata::Catalogue catalogue = read_catalogue(source / "geodata" / "catalogue");
    std::string table;
    for (const SourceCard& card : catalogue.cards()) {
        table += "| `" + card.name + "` | " + card.title + " | " + card.geography +
                 (card.vintage == 0 ? "" : " " + std::to_string(card.vintage)) + " | " +
                 (card.count ? std::to_string(*card.count) : "-") + " | " +
                 (card.sha256.empty() ? "" : "SHA-256") + " | " + card.seen_in.front() + " |\n";
    }
    INFO("the table of the page should read:\n" << table);
    CHECK(page.find(table) != std::string::npos);
}
