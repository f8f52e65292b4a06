// A server for tests/http/test_get: prints its address, serves until its standard input ends.
#include <iostream>

#include "feature_server.hpp"

int main() {
    FeatureServerDouble good;
    good.features = 25;
    good.fails_above = 4;
    const std::string table = "LSOA code (2011),Rank\nE01000001,3\nE01000002,1\nW01000003,2\n";
    LocalServer server{[&](const ServedRequest& request) {
        if (request.path.starts_with("/squares/")) {
            return good.answer(request);
        }
        ServedResponse response = serve_bytes(request, table, "\"one\"");
        if (request.path == "/hangs.csv" && request.header("range").empty()) {
            response.only_bytes = 30;
            response.hang = true;
        } else if (request.path == "/gone.csv") {
            response = {};
            response.status = 410;
        }
        return response;
    }};
    std::cout << server.address() << std::endl;
    std::string line;
    while (std::getline(std::cin, line)) {
    }
}
