#include <algorithm>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/export_result.hpp>
#include <run/simplify_layer.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

// "10%" or "0.1".
double share_of(std::string text) {
    const std::string given = text;
    const bool percent = text.ends_with('%');
    if (percent) {
        text.pop_back();
    }
    const std::optional<double> number = parse_plain_number(text);
    if (!number) {
        throw UsageError("E-USAGE-28", "--keep \"" + given + "\" is no share",
                         "a share such as 10% or 0.1, from 0 to 100%");
    }
    return percent ? *number / 100 : *number;
}

std::string percent_text(std::uint64_t part, std::uint64_t whole) {
    return whole == 0
               ? "-"
               : fixed_text(100 * static_cast<double>(part) / static_cast<double>(whole), 1) + "%";
}

std::string table_text(const run::SimplifyOutcome& outcome) {
    std::string text;
    const auto row = [&](std::string name, const std::string& before, const std::string& after,
                         const std::string& share) {
        const auto right = [](const std::string& cell) {
            constexpr std::size_t width = 14;
            return std::string(width > cell.size() ? width - cell.size() : 0, ' ') + cell;
        };
        name.resize(24, ' ');
        std::string line = name + right(before) + right(after) + right(share);
        line.resize(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    row("", "before", "after", "kept");
    row("areas", grouped_text(outcome.areas), grouped_text(outcome.areas), "");
    row("removable points", grouped_text(outcome.removable_before),
        grouped_text(outcome.removable_after),
        percent_text(outcome.removable_after, outcome.removable_before));
    row("distinct points", grouped_text(outcome.points_before), grouped_text(outcome.points_after),
        percent_text(outcome.points_after, outcome.points_before));
    row("points in rings", grouped_text(outcome.ring_points_before),
        grouped_text(outcome.ring_points_after),
        percent_text(outcome.ring_points_after, outcome.ring_points_before));
    const double before = outcome.area_before_m2;
    row("area in km2", fixed_text(before / 1e6, 3), fixed_text(outcome.area_after_m2 / 1e6, 3),
        before > 0 ? fixed_text(100 * outcome.area_after_m2 / before, 4) + "%" : "-");
    text += "tolerance " + fixed_text(outcome.tolerance_m, 2) + " m, " +
            counted_text(outcome.put_back, "point", "points") + " put back to keep borders apart";
    if (outcome.dropped_parts + outcome.dropped_holes > 0) {
        text += ", " + counted_text(outcome.dropped_parts, "small part", "small parts") + " and " +
                counted_text(outcome.dropped_holes, "small hole", "small holes") + " left out";
    }
    text += "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return text + grouped_text(outcome.bytes) + " bytes\n";
}

int run_simplify(const Arguments& arguments, Console& console) {
    run::SimplifyRequest request;
    request.in = *arguments.path("IN");
    request.to = *arguments.path("OUT");
    if (const auto keep = arguments.text("--keep")) {
        request.keep = share_of(*keep);
    }
    request.tolerance_m = arguments.number("--tolerance");
    if (const auto size = arguments.text("--max-bytes")) {
        request.max_bytes = run::parse_bytes(*size);
    }
    request.min_part_m2 = *arguments.number("--min-part");
    request.snap_m = *arguments.number("--snap");
    request.sliver_m = *arguments.number("--sliver");
    request.in_layer = arguments.text("--layer").value_or("");
    request.code_column = arguments.text("--code-column").value_or("");
    request.format = arguments.text("--format").value_or("");
    request.target_crs = arguments.text("--crs-out").value_or("");
    if (const auto decimals = arguments.count("--decimals")) {
        request.decimals = static_cast<int>(std::min<std::uint64_t>(*decimals, 1000));
    }
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.threads = arguments.threads();
    request.progress = &console;
    const run::SimplifyOutcome outcome = run::simplify_layer(request);
    return finish_with(outcome, table_text(outcome), console);
}

}  // namespace

CommandSpec simplify_command() {
    using enum ValueKind;
    return {
        .name = "simplify",
        .summary = "Make boundaries lighter without gaps, overlaps or lost areas",
        .description =
            "Borders that two areas share are found and simplified once, so that neighbours stay "
            "edge-matched; no border touches another one that it did not touch before, no island "
            "changes sides and every ring stays. All fields of IN are carried over. The format is "
            "told by OUT's name. Areas that overlap are refused.",
        .usages = {"IN OUT --keep P%", "IN OUT --tolerance METRES", "IN OUT --max-bytes N"},
        .arguments = {{"IN", file, "A boundary file: .shp, .zip, .gpkg, .geojson, .topojson, .fgb",
                       true, false},
                      {"OUT", file, "The file to write: .geojson, .gpkg, .shp, .fgb and others",
                       true, false}},
        .options =
            {{"--keep", text, "P%",
              "Share of the points to keep, of those that are not where borders meet: 10% or 0.1",
              "", false, false},
             {"--tolerance", number, "METRES",
              "Keep what weighs this much squared: about the size of the details that stay", "",
              false, false},
             {"--max-bytes", text, "N",
              "Keep as much as a file of this size holds: 5MB, 500kB or a number of bytes", "",
              false, false},
             {"--min-part", number, "M2",
              "Leave out parts and holes below this, but the largest part of each area, and none "
              "that "
              "borders on another area",
              "0", false, false},
             {"--snap", number, "METRES", "The grid that points are moved to first", "0.001", false,
              false},
             {"--sliver", number, "METRES",
              "Overlaps and gaps between neighbours up to this width are closed", "0.1", false,
              false},
             {"--decimals", count, "N", "Decimals of coordinates, 0 to 9; otherwise the format's",
              "", false, false},
             {"--format", text, "F", "The format where OUT's name does not tell", "", false, false},
             {"--crs-out", crs, "EPSG:N",
              "Coordinates of .gpkg, .fgb and .shp: EPSG:4326, EPSG:27700 or the layer's own, "
              "which it is otherwise",
              "", false, false},
             {"--layer", text, "NAME", "The layer of IN, where it holds several", "", false, false},
             {"--code-column", text, "NAME",
              "The field of IN that holds the codes; else it is "
              "found, and none will do",
              "", false, false}},
        .examples = {{"levelin simplify lsoa2011_ew.shp lsoa.geojson --keep 10%",
                      "A tenth of the points that can go."},
                     {"levelin simplify lsoa2011_ew.shp lsoa.geojson --max-bytes 8MB --decimals 5",
                      "As much detail as 8 MB hold."}},
        .run = &run_simplify,
    };
}

}  // namespace levelin::tool
