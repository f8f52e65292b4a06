#include "result_map.hpp"

#include <algorithm>
#include <iterator>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_geojson.hpp>

#include "boundary_order.hpp"

namespace levelin::run {

Diagnostics write_result_map(const geodata::Result& result, const ResultTable& table,
                             ResultFolder& folder, std::string_view name, unsigned threads,
                             Progress* progress) {
    geodata::ReadBoundariesOptions reading;
    reading.threads = threads;
    reading.progress = progress;
    const geodata::Boundaries read = geodata::read_boundaries(result.boundaries, reading);
    const OrderedBoundaries shapes = in_order_of(read.set, result.table.codes);
    geodata::GeoJsonOptions options;
    options.attribution = result.licences;
    options.threads = threads;
    options.progress = progress;
    Diagnostics findings = geodata::write_geojson(folder.file(name), shapes.set, table, options);
    (void)folder.file(name).flush();
    return findings;
}

ResultTable with_columns(ResultTable table, std::vector<ResultColumn> columns) {
    std::erase_if(table.columns, [&](const ResultColumn& own) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const ResultColumn& one) { return one.name == own.name; });
    });
    table.columns.insert(table.columns.begin(), std::make_move_iterator(columns.begin()),
                         std::make_move_iterator(columns.end()));
    return table;
}

}  // namespace levelin::run
