#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <levelin/core/error.hpp>
#include <run/result_folder.hpp>
#include <scratch_folder.hpp>

using namespace levelin;
using run::ResultFolder;

namespace {

constexpr std::array<std::string_view, 2> names{"areas.csv", "manifest.json"};

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("result folder: files appear together", "[run]") {
    const ScratchFolder scratch;
    const auto out = scratch / "new" / "out";
    {
        ResultFolder folder{out, false, names};
        folder.write("areas.csv", "code\n");
        const auto digests = folder.digests();
        REQUIRE(digests.size() == 1);
        CHECK(digests[0].name == "areas.csv");
        CHECK(digests[0].digest.bytes == 5);
        CHECK_FALSE(std::filesystem::exists(out / "areas.csv"));
        folder.write("manifest.json", "{}");
        CHECK(folder.commit() ==
              std::vector<std::filesystem::path>{out / "areas.csv", out / "manifest.json"});
    }
    CHECK(text_of(out / "areas.csv") == "code\n");
    CHECK(text_of(out / "manifest.json") == "{}");
}

TEST_CASE("result folder: without commit nothing is left, and no folder that was made", "[run]") {
    const ScratchFolder scratch;
    {
        ResultFolder folder{scratch / "out", false, names};
        folder.write("areas.csv", "code\n");
    }
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST_CASE("result folder: what is there is kept unless it is to be written over", "[run]") {
    const ScratchFolder scratch;
    std::ofstream{scratch / "manifest.json"} << "old";
    std::ofstream{scratch / "map.png"} << "old";
    std::ofstream{scratch / "notes.txt"} << "mine";
    CHECK_THROWS_AS((ResultFolder{scratch.path(), false, names}), UsageError);
    CHECK(text_of(scratch / "manifest.json") == "old");

    constexpr std::array<std::string_view, 2> stale{"map.png", "areas.csv"};
    ResultFolder folder{scratch.path(), true, names, stale};
    folder.write("areas.csv", "a");
    folder.write("manifest.json", "new");
    CHECK(text_of(scratch / "manifest.json") == "old");
    (void)folder.commit();
    CHECK(text_of(scratch / "manifest.json") == "new");
    CHECK(text_of(scratch / "areas.csv") == "a");  // Written, so it is not stale.
    CHECK_FALSE(std::filesystem::exists(scratch / "map.png"));
    CHECK(text_of(scratch / "notes.txt") == "mine");
}

TEST_CASE("result folder: a file in the folder's place is told", "[run]") {
    const ScratchFolder scratch;
    std::ofstream{scratch / "out"} << "a file";
    CHECK_THROWS_AS((ResultFolder{scratch / "out", false, names}), OutputError);
}
