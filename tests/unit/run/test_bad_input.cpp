#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <config/project.hpp>
#include <csignal>
#include <functional>
#include <levelin/core/error.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "simple_csv.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

struct Fault {
    std::string code;
    std::string text;
    int status = 0;
};

// Runs the small world after it has been spoilt; whatever happens, nothing may be left behind.
Fault fault_after(const std::function<void(const ScratchFolder&)>& spoil,
                  const config::Settings& settings = {}, const std::string& extra = {}) {
    const ScratchFolder scratch;
    (void)small_world::write_shapefile(scratch.path());
    (void)small_world::write_table(scratch.path());
    Fault fault;
    try {
        spoil(scratch);
        run::RunRequest request;
        request.project = config::parse_project(small_world::project_text(extra),
                                                scratch / "project.toml", settings);
        request.out = scratch / "out";
        (void)run::run_project(request);
    } catch (const Error& error) {
        fault = {error.code(), error.what(), error.exit_status()};
    }
    INFO(fault.text);
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
    return fault;
}

void cut(const std::filesystem::path& path, double share) {
    const auto size = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(size * share));
}

void nothing(const ScratchFolder& /*scratch*/) {}

}  // namespace

TEST_CASE("bad input: boundaries that are cut short", "[run]") {
    for (const char* part : {"areas.shp", "areas.dbf", "areas.shx"}) {
        INFO(part);
        const Fault fault = fault_after([&](const ScratchFolder& s) { cut(s / part, 0.6); });
        CHECK(fault.status == 1);
        CHECK(fault.text.find(".shp") != std::string::npos);
    }
    CHECK(fault_after([](const ScratchFolder& s) {
              std::filesystem::remove(s / "areas.dbf");
          }).status == 1);
}

TEST_CASE("bad input: a folder, an empty file, a file that is no table", "[run]") {
    const auto table_is = [](const std::string& text) {
        return fault_after(
            [&](const ScratchFolder& s) { small_world::write_text(s / "table.csv", text); });
    };
    for (const Fault& fault :
         {table_is(""), table_is("\n\n"), table_is(std::string("PK\x03\x04 no workbook\0\0", 17)),
          fault_after([](const ScratchFolder& s) {
              std::filesystem::remove(s / "table.csv");
              std::filesystem::create_directory(s / "table.csv");
          })}) {
        INFO(fault.text);
        CHECK(fault.status == 1);
        CHECK(fault.code.starts_with("E-INPUT-"));
        CHECK(fault.text.find("table.csv") != std::string::npos);
    }
}

TEST_CASE("bad input: no area matches, codes in two columns, an area twice", "[run]") {
    Fault fault = fault_after([](const ScratchFolder& s) {
        small_world::write_text(s / "table.csv", "code,pay,homes,people\nE07000001,1,2,3\n");
    });
    CHECK(fault.code == "E-JOIN-02");
    CHECK(fault.status == 1);

    fault = fault_after([](const ScratchFolder& s) {
        small_world::write_text(s / "table.csv",
                                "LAD22CD,LAD23CD,pay,homes,people\n"
                                "E06000001,E06000001,1,2,3\nE06000002,E06000002,2,3,4\n");
    });
    CHECK(fault.code == "E-JOIN-01");
    CHECK(fault.text.find("LAD22CD") != std::string::npos);
    CHECK(fault.text.find("LAD23CD") != std::string::npos);
    CHECK(fault.text.find("50.0 %") != std::string::npos);

    fault = fault_after([](const ScratchFolder& s) {
        small_world::write_text(s / "table.csv",
                                "LAD23CD,pay,homes,people\nE06000001,1,2,3\n"
                                "E06000002,5,6,7\nE06000001,9,2,3\n");
    });
    CHECK(fault.code == "E-JOIN-03");
    CHECK(fault.text.find("table.csv:4:2: ") != std::string::npos);
}

TEST_CASE("bad input: a cell that is no number names its place", "[run]") {
    const Fault fault = fault_after([](const ScratchFolder& s) {
        small_world::write_text(s / "table.csv",
                                "LAD23CD,pay,homes,people\nE06000001,1,2,3\n"
                                "E06000002,\"12,4\",3,4\n");
    });
    CHECK(fault.code == "E-INPUT-04");
    CHECK(fault.text.find("table.csv:3:2: ") != std::string::npos);
    CHECK(fault.text.find("\"12,4\"") != std::string::npos);
}

TEST_CASE("bad input: bytes that are no UTF-8 where UTF-8 was promised", "[run]") {
    const auto latin = [](const ScratchFolder& s) {
        small_world::write_text(s / "table.csv",
                                "LAD23CD,LAD23NM,pay,homes,people\nE06000001,Ynys M\xF4n,1,2,3\n"
                                "E06000002,b,2,3,4\n");
    };
    const Fault fault = fault_after(latin, {{"tables.main.encoding", "UTF-8"}});
    CHECK(fault.status == 1);
    CHECK(fault.text.find("table.csv:2") != std::string::npos);

    // Without the promise it is read as Windows-1252.
    const ScratchFolder scratch;
    (void)small_world::write_shapefile(scratch.path());
    latin(scratch);
    run::RunRequest request;
    request.project = config::parse_project(small_world::project_text(), scratch / "p.toml");
    request.project.boundaries.clear();
    request.out = scratch / "out";
    (void)run::run_project(request);
    CHECK(read_simple_csv(scratch / "out" / "areas.csv").rows[0][1] == "Ynys M\xC3\xB4n");
}

TEST_CASE("bad input: weights", "[run]") {
    Fault fault = fault_after(nothing, {}, "[weights]\npay = -1\n");
    CHECK(fault.code == "E-CONFIG-04");
    CHECK(fault.status == 2);
    CHECK(fault.text.find("project.toml:23:7: ") != std::string::npos);
    fault = fault_after(nothing, {}, "[weights]\nwages = 1\n");
    CHECK(fault.code == "E-CONFIG-05");
    CHECK(fault.status == 2);
    CHECK(fault_after(nothing, {{"pay.weight", "0"}, {"homes.weight", "0"}}).code == "E-SCORE-01");
}

TEST_CASE("bad input: a folder that cannot be written to, and a full disk", "[run]") {
    const ScratchFolder scratch;
    (void)small_world::write_shapefile(scratch.path());
    (void)small_world::write_table(scratch.path());
    run::RunRequest request;
    request.project = config::parse_project(small_world::project_text(), scratch / "p.toml");
    const auto fault_of = [&] {
        try {
            (void)run::run_project(request);
        } catch (const Error& error) {
            return Fault{error.code(), error.what(), error.exit_status()};
        }
        return Fault{};
    };
    // A file stands where the folder should be made.
    request.out = scratch / "table.csv" / "out";
    CHECK(fault_of().code == "E-OUTPUT-02");
    CHECK(fault_of().status == 1);

    // The limit on a file's size stands in for a full disk: the write fails half-way.
    request.out = scratch / "out";
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 4096;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Fault full = fault_of();
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    INFO(full.text);
    CHECK(full.code == "E-OUTPUT-03");
    CHECK(full.status == 1);
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
}
