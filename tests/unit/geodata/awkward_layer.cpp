#include "awkward_layer.hpp"

#include <array>

using namespace levelin;
using namespace levelin::geodata;

namespace {

void add_ring(BoundarySet& set, double x, double y, double side, bool hole = false) {
    const std::array<Point, 5> outer{
        {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}};
    if (hole) {
        set.points.insert(set.points.end(), outer.rbegin(), outer.rend());
    } else {
        set.points.insert(set.points.end(), outer.begin(), outer.end());
    }
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
}

void end_polygon(BoundarySet& set) {
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
}

ExportLayer make(bool with_bare_area) {
    struct Row {
        const char* code;
        const char* name;
        Status status;
        double number;
        std::int64_t whole;
        const char* words;
    };
    const std::array<Row, 7> rows{{
        {"E01000001", "Ynys M\xC3\xB4n", Status::ok, 0.1 + 0.2, 1, "007"},
        {"95AA01S1", "O\"Brien, \"q\" <&>", Status::missing, 0, 0, "95AA01S1"},
        {"W01000002", "T\xC5\xB7 \xC5\xB4yl; Ll\xC5\xB7n", Status::ok, 1.0 / 3, 9007199254740993,
         "1e3"},
        {"S01000003", "=1+1", Status::suppressed, 0, 0, ""},
        {"E01000004", "  blanks", Status::ok, -123456.78901234567, -42, "a,b\"c\""},
        {"N00000005", "line\nbreak", Status::not_applicable, 0, 0, "ok"},
        {"E01000006", "Bare", Status::no_row, 0, 0, "x"},
    }};
    ExportLayer layer;
    layer.name = "areas";
    layer.crs.name = "OSGB36 / British National Grid";
    layer.crs.authority_code = "EPSG:27700";
    layer.attribution = {"Contains OS data \xC2\xA9 Crown copyright", "Second \"line\""};
    layer.notes = {{"made by", "levelin"}};
    DecimalColumn first;
    DecimalColumn second;
    WholeColumn rank;
    TextColumn words;
    BoundarySet& set = layer.shapes;
    for (std::size_t a = 0; a < (with_bare_area ? rows.size() : rows.size() - 1); ++a) {
        const Row& row = rows[a];
        const AreaCode code = *AreaCode::parse(row.code);
        layer.table.codes.push_back(code);
        layer.table.names.emplace_back(row.name);
        layer.table.status.push_back(row.status);
        first.values.push_back(row.number);
        first.status.push_back(row.status);
        second.values.push_back(static_cast<double>(a));
        second.status.push_back(Status::ok);
        rank.values.push_back(row.whole);
        rank.status.push_back(row.status);
        words.values.emplace_back(row.words);
        set.codes.push_back(code);
        set.names.emplace_back(row.name);
        const double x = 530000 + 1000 * static_cast<double>(a);
        const double y = 180000;
        if (a != 6) {
            add_ring(set, x, y, 1000);
            if (a == 2) {
                add_ring(set, x + 250, y + 250, 500, true);
            }
            end_polygon(set);
            if (a == 4) {
                add_ring(set, x, y + 3000, 400);
                end_polygon(set);
            }
        }
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_begin.size() - 1));
    }
    layer.table.columns.push_back({"income_value", std::move(first)});
    layer.table.columns.push_back({"income_value_again", std::move(second)});
    layer.table.columns.push_back({"income_value_rank", std::move(rank)});
    layer.table.columns.push_back({"words", std::move(words)});
    return layer;
}

}  // namespace

ExportLayer awkward_layer() {
    return make(true);
}

ExportLayer awkward_layer_with_shapes() {
    return make(false);
}
