// The demo computed again from the real data, and the rules by which figures are carried.
#include <unistd.h>

#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <sstream>

#include "demo_maker/figures.hpp"
#include "demo_maker/make_demo.hpp"
#include "shared_data.hpp"

using namespace levelin;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

AreaCode code(const char* text) {
    return *AreaCode::parse(text);
}

/// A folder that goes with the object.
class Folder {
  public:
    Folder()
        : m_path(std::filesystem::temp_directory_path() /
                 ("levelin_demo_" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(m_path);
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::filesystem::path write(const char* name, const std::string& text) const {
        std::ofstream(m_path / name, std::ios::binary) << text;
        return m_path / name;
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    std::filesystem::path m_path;
};

std::string chain(const std::vector<std::string>& rows) {
    std::string out =
        "ltla18_code,ltla19_code,ltla20_code,ltla21_code,ltla22_code,ltla23_code,ltla23_name\n";
    for (const std::string& row : rows) {
        out += row + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("demo maker: mergers and new codes", "[demo]") {
    const Folder folder;
    const demo::Succession succession(folder.write(
        "chain.csv", chain({"E07000001,E07000001,E07000001,E07000001,E07000001,E06000063,Merged",
                            "E07000002,E07000002,E07000002,E07000002,E07000002,E06000063,Merged",
                            "S12000046,S12000049,S12000049,S12000049,S12000049,S12000049,Recoded",
                            "E06000001,E06000001,E06000001,E06000001,E06000001,E06000001,Same"})));
    CHECK(succession.successor(code("E07000002"), 2021) == code("E06000063"));
    CHECK(succession.successor(code("S12000046"), 2018) == code("S12000049"));
    CHECK(succession.successor(code("S12000046"), 2019).empty());
    CHECK(succession.parts(code("E06000063"), 2021) == 2);
    CHECK(succession.parts(code("E06000063"), 2023) == 1);

    const std::filesystem::path table =
        folder.write("rates.csv",
                     "code,rate,with,all\nE07000001,10,10,40\nE07000002,20,30,60\n"
                     "S12000046,30,5,10\nE06000001,*,*,10\n");
    demo::IndicatorSource source;
    source.id = "rate";
    source.file = "rates.csv";
    source.column = "rate";
    source.year = 2019;
    const std::vector<AreaCode> authorities{code("E06000063"), code("S12000049"), code("E06000001"),
                                            code("E06000002")};
    const NumberColumn rate = demo::indicator(folder.path(), source, succession, authorities);
    CHECK(rate.status ==
          std::vector<Status>{Status::no_row, Status::ok, Status::suppressed, Status::no_row});
    CHECK(rate.values[1] == 30);

    source.carry = demo::Carry::share_of_sum;
    source.column = "with";
    source.denominator = "all";
    const NumberColumn share = demo::indicator(folder.path(), source, succession, authorities);
    CHECK(share.status ==
          std::vector<Status>{Status::ok, Status::ok, Status::suppressed, Status::no_row});
    CHECK(share.values[0] == Approx(60));  // 100 (1 - (10 + 30) / (40 + 60)).
    CHECK(share.values[1] == Approx(50));
}

TEST_CASE("demo maker: half a merged authority is not the whole", "[demo]") {
    const Folder folder;
    const demo::Succession succession(
        folder.write("chain.csv", chain({"E07000001,E07000001,E07000001,E07000001,E07000001,"
                                         "E06000063,Merged",
                                         "E07000002,E07000002,E07000002,E07000002,E07000002,"
                                         "E06000063,Merged"})));
    const auto file = folder.write("half.csv", "code,with,all\nE07000001,10,40\n");
    demo::IndicatorSource source;
    source.file = "half.csv";
    source.column = "with";
    source.denominator = "all";
    source.year = 2019;
    source.carry = demo::Carry::share_of_sum;
    CHECK(demo::indicator(folder.path(), source, succession, {code("E06000063")}).status ==
          std::vector<Status>{Status::no_row});

    (void)folder.write("half.csv", "code,with,all\nE07000099,10,40\n");
    CHECK_THROWS_WITH(demo::indicator(folder.path(), source, succession, {code("E06000063")}),
                      Catch::Contains("E-DEMO-04") && Catch::Contains("E07000099"));
    source.column = "width";
    CHECK_THROWS_WITH(demo::indicator(folder.path(), source, succession, {code("E06000063")}),
                      Catch::Contains("E-DEMO-03") && Catch::Contains("width"));
}

TEST_CASE("demo maker: an authority that was split stops the work", "[demo]") {
    const Folder folder;
    const auto file = folder.write(
        "chain.csv", chain({"E07000001,E07000001,E07000001,E07000001,E07000001,E06000063,One",
                            "E07000001,E07000001,E07000001,E07000001,E07000001,E06000064,Two"}));
    CHECK_THROWS_WITH(demo::Succession(file), Catch::Contains("E-DEMO-04"));
}

TEST_CASE("demo maker: the real data give the committed files again", "[demo][shared]") {
    REQUIRE_SHARED(real, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const std::filesystem::path committed =
        std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "demo";
    const demo::UkHexagons uk = demo::uk_hexagons(shared_folder() / "data");
    const auto hexagons = geodata::read_boundaries(committed / "uk_lad_2023_hex.shp").set;
    CHECK(hexagons.codes == uk.real.codes);
    CHECK(hexagons.names == uk.real.names);
    const BoundarySet& made = uk.hexagons.boundaries;
    REQUIRE(hexagons.points.size() == made.points.size());
    // Regions whole, straits open, no empty cell shut in.
    CHECK(uk.hexagons.diagnostics.find("W-CARTOGRAM-05") == nullptr);
    CHECK(uk.hexagons.fit.borders == 907);
    // Of the neighbours on the ground more than seven in ten touch.
    CHECK(uk.hexagons.fit.borders_kept >= 660);
    CHECK(uk.turn_deg < 30);
    for (std::size_t a = 0; a < hexagons.size(); ++a) {
        const Box now = bounding_box(made.points_of_area(a));
        const Box then = bounding_box(hexagons.points_of_area(a));
        INFO(hexagons.names[a]);
        CHECK(now.min_x == Approx(then.min_x).margin(1e-3));
        CHECK(now.min_y == Approx(then.min_y).margin(1e-3));
    }
    const demo::DemoTables tables = demo::demo_tables(shared_folder() / "data", uk);
    CHECK(tables.figures.small_areas == 42'619);
    CHECK(tables.figures.total_population == 66'796'831);
    CHECK(tables.indicators == text_of(committed / "indicators.csv"));
    CHECK(tables.sources == text_of(committed / "sources.csv"));
}
