#include "read_towns.hpp"

#include <algorithm>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/delimited_text.hpp>
#include <sstream>

namespace levelin::run {

std::vector<render::Place> read_towns(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    const DelimitedText text = parse_delimited(bytes.str());
    struct Town {
        render::Place place;
        double rank = 0;  ///< 1 = named first.
    };
    std::vector<Town> towns;
    for (std::size_t r = 1; r < text.grid.row_count(); ++r) {
        const auto row = text.grid.row(r);
        const auto number = [&](std::size_t c) {
            return c < row.size() ? parse_plain_number(row[c]) : std::nullopt;
        };
        const auto x = number(1);
        const auto y = number(2);
        const auto rank = number(3);
        if (!x || !y || !rank) {
            throw InputError("E-INPUT-91", "is not levelin's list of towns",
                             "columns name, easting, northing, class", "install levelin again",
                             {file.string(), r + 1, 0});
        }
        towns.push_back({{std::string{row[0]}, {*x, *y}}, *rank});
    }
    std::stable_sort(towns.begin(), towns.end(),
                     [](const Town& a, const Town& b) { return a.rank < b.rank; });
    std::vector<render::Place> places;
    for (Town& town : towns) {
        places.push_back(std::move(town.place));
    }
    return places;
}

}  // namespace levelin::run
