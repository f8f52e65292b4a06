#include <catch2/catch.hpp>
#include <levelin/table/column.hpp>

using namespace levelin;

TEST_CASE("column: a value that is not there keeps its reason and holds no number", "[table]") {
    NumberColumn column{"pay", {}, {}};
    column.push(0.0);  // A true zero.
    column.push(Status::suppressed);
    column.push(Status::missing);
    column.push(-2.5);
    CHECK(column.size() == 4);
    CHECK(column.status ==
          std::vector<Status>{Status::ok, Status::suppressed, Status::missing, Status::ok});
    CHECK(column.values == std::vector<double>{0.0, 0.0, 0.0, -2.5});
}
