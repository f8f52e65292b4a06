#include <cmath>
#include <levelin/draw/type_setter.hpp>
#include <levelin/draw/write.hpp>

#include "cairo_canvas.hpp"
#include "svg_styles.hpp"
#include "vector_areas.hpp"

namespace levelin::draw {

namespace {

using namespace detail;

/// Writes the marks of one document.
class SvgBody {
  public:
    explicit SvgBody(SvgStyles& styles) : m_styles{styles} {}

    void write(const std::vector<Mark>& marks, const Box& clip_px) {
        for (const Mark& mark : marks) {
            if (const auto* areas = std::get_if<AreaLayer>(&mark.as)) {
                write_one(*areas, clip_px);
            } else if (const auto* group = std::get_if<Group>(&mark.as)) {
                write_one(*group, clip_px);
            } else if (const auto* shape = std::get_if<Shape>(&mark.as)) {
                write_one(*shape);
            } else if (const auto* text = std::get_if<Text>(&mark.as)) {
                write_one(*text);
            } else if (const auto* symbols = std::get_if<SymbolLayer>(&mark.as)) {
                write_one(*symbols);
            } else if (const auto* dots = std::get_if<DotLayer>(&mark.as)) {
                write_one(*dots);
            }
        }
    }

    [[nodiscard]] const std::string& text() const noexcept { return m_out.text(); }
    [[nodiscard]] const std::string& clips() const noexcept { return m_clips.text(); }

  private:
    void write_one(const Group& group, const Box& clip_px) {
        m_out.raw("<g");
        if (!group.name.empty()) {
            m_out.attribute("class", m_styles.own(group.name));
        }
        Box inner = clip_px;
        if (group.clip_px) {
            inner = common_box(clip_px, *group.clip_px);
            const std::string id = m_styles.own("clip" + std::to_string(++m_clip_count));
            m_clips.raw("<clipPath").attribute("id", id).raw("><rect");
            write_box(m_clips, *group.clip_px);
            m_clips.raw("/></clipPath>\n");
            m_out.attribute("clip-path", "url(#" + id + ")");
        }
        m_out.raw(">\n");
        write(group.marks, inner);
        m_out.raw("</g>\n");
    }

    void write_one(const Shape& shape) {
        m_out.raw("<path");
        const std::string ink = shape.fill ? m_styles.ink_class(*shape.fill) : std::string{};
        const std::string name = shape.name.empty() ? std::string{} : m_styles.own(shape.name);
        const std::string classes = name + (!name.empty() && !ink.empty() ? " " : "") + ink;
        if (!classes.empty()) {
            m_out.attribute("class", classes);
        }
        if (!shape.fill) {
            m_out.raw(" fill=\"none\"");
        } else if (shape.contours.size() > 1) {
            m_out.raw(" fill-rule=\"evenodd\"");
        }
        if (shape.stroke) {
            m_out.raw(stroke_attributes(*shape.stroke));
        }
        m_out.raw(" d=\"");
        for (const Contour& contour : shape.contours) {
            for (std::size_t i = 0; i < contour.points.size(); ++i) {
                m_out.raw(i == 0 ? "M" : i == 1 ? "L" : " ").number(contour.points[i].x);
                m_out.raw(" ").number(contour.points[i].y);
            }
            m_out.raw(contour.closed ? "z" : "");
        }
        m_out.raw("\"");
        close(shape.title, "path");
    }

    void write_one(const Text& text) {
        if (text.text.empty()) {
            return;
        }
        m_out.raw("<text").attribute("class", m_styles.text_class(text.style));
        m_out.attribute("x", text.x_px).attribute("y", text.baseline_px);
        if (text.align != Align::left) {
            m_out.attribute("text-anchor", text.align == Align::right ? "end" : "middle");
        }
        if (text.turn_deg != 0) {
            m_out.raw(" transform=\"rotate(").number(text.turn_deg).raw(" ").number(text.x_px);
            m_out.raw(" ").number(text.baseline_px).raw(")\"");
        }
        if (text.halo) {
            m_out.raw(stroke_attributes(*text.halo));
            m_out.raw(" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        m_out.raw(">").escaped(clean_text(text.text)).raw("</text>\n");
    }

    void write_one(const SymbolLayer& layer) {
        const bool circle = layer.form == SymbolLayer::Form::circle;
        m_out.raw("<g");
        if (!layer.name.empty()) {
            m_out.attribute("class", m_styles.own(layer.name));
        }
        if (layer.stroke) {
            m_out.raw(stroke_attributes(*layer.stroke));
        }
        m_out.raw(">\n");
        for (std::size_t i = 0; i < layer.symbols.size(); ++i) {
            const SymbolLayer::Symbol& s = layer.symbols[i];
            m_out.raw(circle ? "<circle" : "<rect");
            m_out.attribute("class", m_styles.ink_class(layer.inks[s.ink]));
            if (!layer.codes.empty()) {
                m_out.attribute("data-code", layer.codes[i]);
            }
            if (circle) {
                m_out.attribute("cx", s.centre_px.x).attribute("cy", s.centre_px.y);
                m_out.attribute("r", s.radius_px);
            } else {
                write_box(m_out, {s.centre_px.x - s.radius_px, s.centre_px.y - s.radius_px,
                                  s.centre_px.x + s.radius_px, s.centre_px.y + s.radius_px});
            }
            close(layer.titles.empty() ? std::string{} : layer.titles[i],
                  circle ? "circle" : "rect");
        }
        m_out.raw("</g>\n");
    }

    void write_one(const DotLayer& layer) {
        if (layer.centres_px.empty()) {
            return;
        }
        // On a grid of a tenth of a pixel, each a line of no length with round ends.
        constexpr double steps = 10;
        m_out.raw("<path");
        if (!layer.name.empty()) {
            m_out.attribute("class", m_styles.own(layer.name));
        }
        m_out.raw(" fill=\"none\" stroke-linecap=\"round\" transform=\"scale(.1)\"");
        m_out.raw(stroke_attributes({layer.colour, layer.diameter_px, {}}, steps)).raw(" d=\"");
        for (const Point& p : layer.centres_px) {
            m_out.raw("M").number(std::round(p.x * steps)).raw(" ");
            m_out.number(std::round(p.y * steps)).raw("h0");
        }
        m_out.raw("\"/>\n");
    }

    void write_one(const AreaLayer& layer, const Box& clip_px) {
        const double steps = vector_steps(*layer.boundaries, 0.25, 0.5);
        const VectorAreas areas = vector_areas(layer, steps, clip_px);
        const auto lines = [&](const BorderLines& borders) {
            m_out.new_path();
            for (const BorderLine& line : borders.lines) {
                const bool closed = line.end > line.begin + 2 &&
                                    borders.points[line.begin] == borders.points[line.end - 1];
                m_out.path(borders.points.data() + line.begin,
                           borders.points.data() + line.end - (closed ? 1 : 0), closed);
            }
        };
        const auto stroked = [&](const BorderLines& borders, const Stroke& stroke) {
            if (borders.lines.empty()) {
                return;
            }
            m_out.raw("<path fill=\"none\"").raw(stroke_attributes(stroke, steps));
            m_out.raw(" d=\"");
            lines(borders);
            m_out.raw("\"/>\n");
        };
        m_out.raw("<g").attribute("class", m_styles.own("map"));
        m_out.raw(" stroke-linejoin=\"round\" transform=\"scale(").number(1 / steps).raw(")\">\n");
        if (layer.coast) {
            Stroke coast = *layer.coast;
            coast.width_px *= 2;  // The areas cover its inner half.
            stroked(coast_lines(areas.borders), coast);
        }
        for (std::size_t i = 0; i < areas.beneath.size(); ++i) {
            if (areas.beneath[i].lines.empty()) {
                continue;
            }
            m_out.raw("<path fill=\"none\"").attribute("class", m_styles.seam_class(steps));
            m_out.attribute("stroke", hex_text(layer.inks[i].colour)).raw(" d=\"");
            lines(areas.beneath[i]);
            m_out.raw("\"/>\n");
        }
        write_areas(layer, areas.shapes, steps);
        if (layer.borders) {
            stroked(inner_lines(areas.borders), *layer.borders);
        }
        for (const GroupOutline& outline : layer.outlines) {
            const BorderLines around = between_groups(areas.borders, outline.group);
            m_out.raw("<g").attribute("class", m_styles.own(outline.name)).raw(">\n");
            if (outline.casing) {
                stroked(around, *outline.casing);
            }
            stroked(around, outline.stroke);
            m_out.raw("</g>\n");
        }
        m_out.raw("</g>\n");
    }

    void write_areas(const AreaLayer& layer, const AreaShapes& shapes, double steps) {
        const BoundarySet& set = *layer.boundaries;
        // By ink in one pass: the areas of each, the dots last, so that nothing covers them.
        const std::size_t inks = layer.inks.size();
        std::vector<std::vector<std::uint32_t>> members(2 * inks);
        for (std::size_t a = 0; a < shapes.size(); ++a) {
            if (shapes.area_begin[a] != shapes.area_begin[a + 1]) {
                members[layer.ink_of_area[a] + (shapes.is_dot[a] != 0 ? inks : 0)].push_back(
                    static_cast<std::uint32_t>(a));
            }
        }
        m_out.raw("<g").attribute("class", m_styles.own("areas")).raw(" fill-rule=\"evenodd\">\n");
        for (std::size_t m = 0; m < members.size(); ++m) {
            if (members[m].empty()) {
                continue;
            }
            const Ink& ink = layer.inks[m % inks];
            m_out.raw("<g").attribute("class", m_styles.ink_class(ink));
            if (ink.hatch != Hatch::none) {
                m_out.attribute("style", "fill:" + m_styles.pattern_url(ink, steps));
            }
            m_out.raw(">\n");
            for (const std::uint32_t a : members[m]) {
                m_out.raw("<path")
                    .attribute("data-code", set.codes[a].view())
                    .raw(" d=\"")
                    .new_path();
                for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
                    m_out.path(shapes.points.data() + shapes.ring_begin[r],
                               shapes.points.data() + shapes.ring_begin[r + 1], true);
                }
                m_out.raw("\"");
                close(title_of(layer, a), "path");
            }
            m_out.raw("</g>\n");
        }
        m_out.raw("</g>\n");
    }

    [[nodiscard]] static std::string title_of(const AreaLayer& layer, std::uint32_t area) {
        const BoundarySet& set = *layer.boundaries;
        const std::string name = set.names.empty() ? std::string{} : set.names[area];
        const std::string note = layer.notes.empty() ? std::string{} : layer.notes[area];
        if (!layer.titles || (name.empty() && note.empty())) {
            return {};
        }
        const std::string who = name.empty() ? set.codes[area].str() : name;
        return note.empty() ? who : who + ": " + note;
    }

    static void write_box(SvgText& out, const Box& box) {
        out.attribute("x", box.min_x).attribute("y", box.min_y);
        out.attribute("width", box.max_x - box.min_x);
        out.attribute("height", box.max_y - box.min_y);
    }

    /// Ends an element, with its title where it has one.
    void close(const std::string& title, std::string_view element) {
        if (title.empty()) {
            m_out.raw("/>\n");
        } else {
            m_out.raw("><title>").escaped(clean_text(title)).raw("</title></").raw(element);
            m_out.raw(">\n");
        }
    }

    SvgStyles& m_styles;
    SvgText m_out;
    SvgText m_clips;
    int m_clip_count = 0;
};

}  // namespace

std::string svg(const Drawing& drawing, const SvgOptions& options) {
    SvgStyles styles{options.prefix};
    SvgBody body{styles};
    body.write(drawing.marks, {0, 0, drawing.width_px, drawing.height_px});
    SvgText out;
    if (options.standalone) {
        out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    out.attribute("lang", drawing.language).attribute("xml:lang", drawing.language);
    out.raw(" aria-labelledby=\"").raw(styles.own("title")).raw(" ").raw(styles.own("desc"));
    out.raw("\"").attribute("width", drawing.width_px).attribute("height", drawing.height_px);
    out.raw(" viewBox=\"0 0 ").number(drawing.width_px).raw(" ").number(drawing.height_px);
    out.raw("\" font-family=\"'").escaped(css_name(drawing.font_family));
    out.raw(drawing.font_family == "DejaVu Sans" ? "'" : "', 'DejaVu Sans'");
    out.raw(", Verdana, Arial, sans-serif\">\n<title");
    out.attribute("id", styles.own("title")).raw(">").escaped(clean_text(drawing.title));
    out.raw("</title>\n<desc").attribute("id", styles.own("desc")).raw(">");
    out.escaped(clean_text(drawing.description)).raw("</desc>\n");
    if (!drawing.licence.empty()) {
        out.raw("<metadata><rights xmlns=\"http://purl.org/dc/elements/1.1/\">");
        out.escaped(clean_text(drawing.licence)).raw("</rights></metadata>\n");
    }
    out.raw("<style>\n").raw(styles.rules()).raw("</style>\n<defs>\n").raw(styles.patterns());
    out.raw(body.clips()).raw("</defs>\n<rect").attribute("fill", hex_text(drawing.background));
    out.attribute("width", drawing.width_px).attribute("height", drawing.height_px).raw("/>\n");
    out.raw(body.text()).raw("</svg>\n");
    return out.take();
}

}  // namespace levelin::draw
