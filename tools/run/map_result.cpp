#include "map_result.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/render/map_page.hpp>

#include "json_parts.hpp"
#include "make_cartogram.hpp"
#include "map_inputs.hpp"
#include "map_kinds.hpp"
#include "read_towns.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const MapRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

std::string ending_of(const std::filesystem::path& path) {
    return ascii_lower(path.extension().string());
}

void check_targets(const MapRequest& request) {
    for (const std::filesystem::path& to : request.to) {
        const std::string ending = ending_of(to);
        if (ending != ".png" && ending != ".svg" && ending != ".pdf") {
            throw UsageError("E-RENDER-14", "a map cannot be written as \"" + ending + "\"",
                             "a name that ends in .png, .svg or .pdf", "give another --to",
                             {to.string(), 0, 0});
        }
        std::error_code ignored;
        if (!request.overwrite && std::filesystem::exists(to, ignored)) {
            throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                             "give another --to, or --overwrite", {to.string(), 0, 0});
        }
    }
}

render::MapPage page_of(const MapRequest& request, const MapInputs& inputs, const MadeMap& made) {
    const config::MapStyle& style = request.style;
    render::MapPage page;
    page.size = style.size;
    if (style.type != 1) {
        const double unit =
            page.size.unit_px > 0 ? page.size.unit_px : std::max(0.8, page.size.width_px / 1100);
        page.size.unit_px = unit * style.type;
    }
    page.contents = style.contents;
    const bool plain =
        style.column.empty() && style.kind == config::MapKind::choropleth && !style.multiples;
    page.title = style.title.value_or(plain && !inputs.facts.title.empty() ? inputs.facts.title
                                                                           : made.title);
    page.subtitle = style.subtitle.value_or(plain ? inputs.facts.subtitle : std::string{});
    page.method_line = style.note.value_or(made.note);
    page.attribution = style.attribution;
    for (const std::string& line : inputs.licences) {
        if (std::find(page.attribution.begin(), page.attribution.end(), line) ==
            page.attribution.end()) {
            page.attribution.push_back(line);
        }
    }
    page.date = style.date;
    page.alt_text = style.alt.value_or(made.alt);
    page.outlines = style.borders;
    page.scale_bar = style.scale_bar.value_or(inputs.facts.scale_bar);
    page.north_arrow = style.north_arrow;
    page.frames.automatic = page.scale_bar && !style.insets;
    for (const std::string& name : style.insets.value_or(std::vector<std::string>{})) {
        page.frames.insets.push_back(render::find_inset(name));
    }
    page.frames.insets.insert(page.frames.insets.end(), style.own_insets.begin(),
                              style.own_insets.end());
    page.font_family = style.font;
    if (style.towns > 0) {
        page.places = read_towns(request.towns);
        page.most_labels = style.towns;
    }
    return page;
}

/// The map's shapes give way to those of a cartogram of them.
struct Redrawn {
    std::string note;  ///< What sizes mean; empty where shapes are the true ones.
    CartogramFit fit;
};

CartogramChoice choice_of(const MapRequest& request) {
    CartogramChoice choice;
    choice.kind = request.style.cartogram->kind;
    choice.by = request.style.cartogram->by;
    choice.group = request.style.cartogram->group;
    if (choice.kind == "hexagon") {
        choice.seed = request.seed;
    }
    choice.command = "map";
    choice.option = "--cartogram";
    return choice;
}

Redrawn redraw(const MapRequest& request, MapInputs& inputs) {
    Redrawn out;
    if (!request.style.cartogram) {
        return out;
    }
    const CartogramChoice choice = choice_of(request);
    Cartogram made =
        make_cartogram(choice, inputs.table(), inputs.shapes, request.threads, request.progress);
    made.boundaries.names = std::move(inputs.shapes.names);
    inputs.shapes = std::move(made.boundaries);
    inputs.findings.append(made.diagnostics);
    const std::string title = inputs.facts.title_of(choice.by);
    out.note = cartogram_note(choice, title.empty() ? choice.by : title, made.fit);
    out.fit = made.fit;
    return out;
}

void set_on_cartogram(const Redrawn& redrawn, const config::MapStyle& style,
                      render::MapPage& page) {
    if (redrawn.note.empty()) {
        return;
    }
    page.scale_bar = false;
    page.north_arrow = render::Shown::never;
    page.frames.automatic = false;
    if (!style.note) {
        page.method_line += (page.method_line.empty() ? "" : " ") + redrawn.note;
    }
    if (!style.alt) {
        page.alt_text += (page.alt_text.empty() ? "" : " ") + redrawn.note;
    }
}

struct WrittenMap {
    std::filesystem::path path;
    geodata::FileDigest digest;
};

std::string report_of(const MapOutcome& outcome, const std::vector<WrittenMap>& written,
                      const render::MapDrawing& map, const std::string& title) {
    Json files = Json::array();
    for (const WrittenMap& file : written) {
        files.push_back({{"file", file.path.string()},
                         {"bytes", file.digest.bytes},
                         {"sha256", file.digest.sha256}});
    }
    Json frames = Json::array();
    for (const render::PlacedFrame& frame : map.frames) {
        frames.push_back(
            {{"name", frame.name}, {"metres_per_pixel", 1 / frame.transform.px_per_metre}});
    }
    return document_text({{"title", title},
                          {"alt", map.drawing.description},
                          {"areas", outcome.areas},
                          {"width", outcome.width_px},
                          {"height", outcome.height_px},
                          {"frames", frames},
                          {"places", map.labelled},
                          {"files", files},
                          {"findings", findings_json<Json>(outcome.findings)}});
}

std::string bytes_of(const std::filesystem::path& to, const draw::Drawing& drawing,
                     const MapRequest& request) {
    const std::string ending = ending_of(to);
    if (ending == ".png") {
        draw::PngOptions options;
        options.scale = request.style.scale;
        options.print_dpi = request.style.dpi;
        options.threads = request.threads;
        return draw::png(drawing, options);
    }
    if (ending == ".svg") {
        return draw::svg(drawing);
    }
    draw::PdfOptions options;
    options.keywords = drawing.licence;
    options.date = request.style.date.size() == 10 ? request.style.date : std::string{};
    return draw::pdf({&drawing, 1}, options);
}

}  // namespace

MapOutcome map_result(const MapRequest& request) {
    check_targets(request);
    if (request.style.cartogram) {
        check_cartogram(choice_of(request));
    }
    MapInputs inputs = read_map_inputs(request);
    const Redrawn redrawn = redraw(request, inputs);
    MapOutcome outcome;
    outcome.areas = inputs.table().size();
    outcome.findings.append(inputs.findings);
    tell(request, "drawing");
    const MadeMap made = make_map(request, inputs);
    outcome.findings.append(made.findings);
    render::MapPage page = page_of(request, inputs, made);
    set_on_cartogram(redrawn, request.style, page);
    const auto shapes = draw::borrowed(inputs.shapes);
    const render::MapDrawing map = made.panels.size() == 1
                                       ? render::draw_map(shapes, made.panels.front().map, page)
                                       : render::draw_small_multiples(shapes, made.panels, page);
    outcome.findings.append(map.findings);
    outcome.width_px = map.drawing.width_px;
    outcome.height_px = map.drawing.height_px;
    std::vector<WrittenMap> written;
    if (request.strict && outcome.findings.has_warnings()) {
        outcome.report = report_of(outcome, written, map, page.title);
        return outcome;
    }
    // All are made before the first is put in its place.
    std::vector<geodata::OutputFile> files;
    for (const std::filesystem::path& to : request.to) {
        tell(request, "drawing " + ending_of(to).substr(1));
        files.emplace_back(to, request.overwrite);
        files.back().write(bytes_of(to, map.drawing, request));
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        written.push_back({request.to[i], files[i].commit()});
        outcome.files.push_back(request.to[i]);
    }
    outcome.report = report_of(outcome, written, map, page.title);
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
