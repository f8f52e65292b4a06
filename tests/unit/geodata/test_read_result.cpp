#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <levelin/core/error.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/read_result.hpp>

#include "scratch_folder.hpp"

using namespace levelin;
using geodata::read_result;

namespace {

const std::string good_areas =
    "code,name,status,need_score,need_rank,need_decile,income_value,income_contribution,"
    "income_status,people,people_status,council,mixed_rank\n"
    "E01000001,\"North, upper\",ok,0.5,1,4,0,0.25,ok,1296,ok,007,1.5\n"
    "E01000002,East,ok,0.41666666666666663,3,10,1e-07,0.125,ok,,suppressed,W 4,2.5\n"
    "E01000003,South,suppressed,,,,0.6666666666666666,,ok,12,ok,,\n"
    "E01000005,,no_row,,,,,,no_row,,no_row,007,\n";

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string output(const std::string& name, const std::string& bytes) {
    return R"({"file": ")" + name + R"(", "bytes": 1, "sha256": ")" +
           geodata::digest_of(bytes).sha256 + "\"}";
}

// A result folder with that table, its manifest in order.
void write_result(const std::filesystem::path& folder, const std::string& areas,
                  const std::string& report = {}) {
    write(folder / "areas.csv", areas);
    std::string outputs = output("areas.csv", areas);
    if (!report.empty()) {
        write(folder / "report.json", report);
        outputs += ", " + output("report.json", report);
    }
    write(folder / "manifest.json",
          "{\"outputs\": [" + outputs + "], \"licences\": [\"Contains OS data\", \"OGL\"]}");
}

std::string fault_of(const std::filesystem::path& folder, std::uint64_t row = 0,
                     std::uint64_t column = 0) {
    try {
        static_cast<void>(read_result(folder));
    } catch (const InputError& error) {
        CHECK(error.location().row == row);
        CHECK(error.location().column == column);
        CHECK_FALSE(error.hint().empty());
        CHECK(error.location().file.starts_with(folder.string()));
        return error.code();
    }
    return "none";
}

std::string fault_of_areas(const std::string& areas, std::uint64_t row, std::uint64_t column) {
    const ScratchFolder folder;
    write_result(folder.path(), areas);
    return fault_of(folder.path(), row, column);
}

}  // namespace

TEST_CASE("read_result: numbers and why they are not there", "[geodata]") {
    const ScratchFolder folder;
    write_result(folder.path(), good_areas);
    const geodata::Result result = read_result(folder.path());
    CHECK(result.indices == std::vector<std::string>{"need"});
    CHECK(result.parts == std::vector<std::string>{"income"});
    CHECK(result.licences == std::vector<std::string>{"Contains OS data", "OGL"});
    CHECK(result.boundaries.empty());
    CHECK(result.geography.kind == Geography::lsoa);
    CHECK(result.geography.vintage == 0);
    CHECK(result.table.names == std::vector<std::string>{"North, upper", "East", "South", ""});

    const auto& score = std::get<DecimalColumn>(result.table.find("need_score")->data);
    CHECK(score.values[1] == 0.41666666666666663);
    CHECK(score.status ==
          std::vector<Status>{Status::ok, Status::ok, Status::suppressed, Status::no_row});
    const auto& rank = std::get<WholeColumn>(result.table.find("need_rank")->data);
    CHECK(rank.values[1] == 3);
    CHECK(rank.status[2] == Status::suppressed);
    const auto& value = std::get<DecimalColumn>(result.table.find("income_value")->data);
    CHECK(value.values[1] == 1e-07);
    CHECK(value.status == std::vector<Status>{Status::ok, Status::ok, Status::ok, Status::no_row});
    // The contribution is missing because the index is, not because the part is.
    const auto& part = std::get<DecimalColumn>(result.table.find("income_contribution")->data);
    CHECK(part.status[2] == Status::suppressed);
    // A column that is carried along has a status of its own.
    const auto& people = std::get<DecimalColumn>(result.table.find("people")->data);
    CHECK(people.values[0] == 1296);
    CHECK(people.status ==
          std::vector<Status>{Status::ok, Status::suppressed, Status::ok, Status::no_row});
    // Not every text of digits is a number, and not every rank is whole.
    CHECK(std::get<TextColumn>(result.table.find("council")->data).values ==
          std::vector<std::string>{"007", "W 4", "", "007"});
    CHECK(std::get<DecimalColumn>(result.table.find("mixed_rank")->data).values[0] == 1.5);
    // Written again it is the same file.
    CHECK(csv_text(result.table) == good_areas);
}

TEST_CASE("read_result: the vintage comes from the report where the codes do not tell",
          "[geodata]") {
    const auto vintage_of = [](const std::string& report) {
        const ScratchFolder folder;
        write_result(folder.path(), good_areas, report);
        return read_result(folder.path()).geography.vintage;
    };
    CHECK(vintage_of(R"({"boundaries": [{"geography": "lsoa", "vintage": 2011}]})") == 2011);
    CHECK(vintage_of(R"({"boundaries": [], "tables": [{"geography": "lsoa", "vintage": 2011}]})") ==
          2011);
    CHECK(vintage_of(R"({"boundaries": [{"geography": "lsoa", "vintage": null}]})") == 0);
    CHECK(vintage_of(R"({"boundaries": [{"geography": "ward", "vintage": 2017}]})") == 0);
    CHECK(vintage_of(R"({"boundaries": [{"geography": "lsoa", "vintage": 2011},)"
                     R"({"geography": "lsoa", "vintage": 2021}]})") == 0);
}

TEST_CASE("read_result: a folder that is no result says so", "[geodata]") {
    const ScratchFolder folder;
    CHECK(fault_of(folder.path() / "nowhere") == "E-INPUT-60");
    CHECK(fault_of(folder.path()) == "E-INPUT-60");
    write(folder / "manifest.json", "{\"outputs\": [" + output("areas.csv", good_areas) + "]}");
    CHECK(fault_of(folder.path()) == "E-INPUT-60");
    std::filesystem::create_directory(folder / "areas.csv");
    CHECK(fault_of(folder.path()) == "E-INPUT-60");
    std::filesystem::remove(folder / "areas.csv");
    write(folder / "areas.csv", good_areas + " ");
    CHECK(fault_of(folder.path()) == "E-INPUT-61");
    write(folder / "areas.csv", good_areas);
    CHECK(fault_of(folder.path()) == "none");

    write(folder / "manifest.json", "{\"outputs\": [" + output("areas.csv", good_areas) + ", " +
                                        output("areas.geojson", "{}") + "]}");
    CHECK(fault_of(folder.path()) == "E-INPUT-60");
    write(folder / "areas.geojson", "{}");
    CHECK(read_result(folder.path()).boundaries == folder / "areas.geojson");

    for (const char* manifest : {"", "[]", "{\"outputs\": ", "{}", "{\"outputs\": [1, {}]}",
                                 R"({"outputs": [{"file": "areas.csv", "sha256": 7}]})"}) {
        write(folder / "manifest.json", manifest);
        CHECK(fault_of(folder.path()) == "E-INPUT-62");
    }
}

TEST_CASE("read_result: what cannot be understood is pointed at", "[geodata]") {
    CHECK(fault_of_areas("name,code,status\n", 1, 1) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name\n", 1, 3) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status,a,a\n", 1, 5) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status,a,\n", 1, 5) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status,status\n", 1, 4) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\nE01000001,a\n", 2, 0) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\nE01000001,a,well\n", 2, 3) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\nE0100000100000000,a,ok\n", 2, 1) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\nE01,a,ok\nE01,a,ok\n", 3, 1) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status,n_score\nE01,a,ok,12;4\n", 2, 4) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status,n_rank\nE01,a,ok,nan\n", 2, 4) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\nE01,\"a,ok\n", 2, 2) == "E-INPUT-62");
    CHECK(fault_of_areas("code,name,status\n", 0, 0) == "none");
}

TEST_CASE("read_result: over how many areas an index was ranked, and whose people count",
          "[geodata]") {
    const ScratchFolder folder;
    write_result(folder.path(), good_areas,
                 R"({"indices": [{"id": "need", "ranked_areas": 32844}, {"id": 7}, 8]})");
    CHECK(read_result(folder.path()).ranked == std::map<std::string, std::size_t>{{"need", 32844}});
    CHECK(read_result(folder.path()).denominators.empty());

    // A report that was edited by hand is not believed.
    write(folder / "report.json", R"({"indices": [{"id": "need", "ranked_areas": 1}]})");
    CHECK(read_result(folder.path()).ranked.empty());

    write(folder / "manifest.json", "{\"outputs\": [" + output("areas.csv", good_areas) + R"(],
        "configuration": {"index": [{"id": "need", "part": [
            {"id": "income", "denominator": "people"},
            {"id": "work", "part": [{"id": "jobs", "denominator": "workers"}, 4]}]}]}})");
    CHECK(read_result(folder.path()).denominators ==
          std::map<std::string, std::string>{{"income", "people"}, {"jobs", "workers"}});
}
