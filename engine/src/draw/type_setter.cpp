#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/draw/type_setter.hpp>
#include <numbers>

#include "pango_text.hpp"

namespace levelin::draw {

namespace {

struct FreeDescription {
    void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
};
struct FreeOptions {
    void operator()(cairo_font_options_t* o) const { cairo_font_options_destroy(o); }
};

constexpr double degree = std::numbers::pi / 180;

}  // namespace

std::string clean_text(std::string_view text) {
    const std::unique_ptr<char, decltype(&g_free)> valid{
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free};
    std::string clean{valid.get()};
    for (char& c : clean) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            c = ' ';
        }
    }
    return clean;
}

detail::LayoutPointer TypeSetter::Pango::layout(const std::string& text,
                                                const TextStyle& style) const {
    const std::unique_ptr<PangoFontDescription, FreeDescription> font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), family.c_str());
    pango_font_description_set_absolute_size(font.get(), style.size_px * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    detail::LayoutPointer layout{pango_layout_new(context.get())};
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

TypeSetter::TypeSetter(std::string family) : m_pango{std::make_unique<Pango>()} {
    m_pango->family = std::move(family);
    m_pango->fonts.reset(pango_cairo_font_map_new());
    if (!m_pango->fonts) {
        throw OutputError("E-RENDER-07", "Cairo has no font system", "Cairo with FreeType",
                          "install libpangocairo-1.0-0 of your distribution");
    }
    int count = 0;
    PangoFontFamily** families = nullptr;
    pango_font_map_list_families(m_pango->fonts.get(), &families, &count);
    // Pango itself adds "Sans", "Serif", "Monospace" and "System-ui", which are no fonts.
    int real = 0;
    for (int i = 0; i < count; ++i) {
        const std::string_view name{pango_font_family_get_name(families[i])};
        real +=
            name == "Sans" || name == "Serif" || name == "Monospace" || name == "System-ui" ? 0 : 1;
        m_pango->found = m_pango->found || name == m_pango->family;
    }
    g_free(families);
    if (real == 0) {
        throw OutputError("E-RENDER-08", "no font is installed, so that nothing can be labelled",
                          "at least one scalable font", "install fonts-dejavu-core");
    }
    m_pango->context.reset(pango_font_map_create_context(m_pango->fonts.get()));
    const std::unique_ptr<cairo_font_options_t, FreeOptions> options{cairo_font_options_create()};
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(m_pango->context.get(), options.get());
    pango_cairo_context_set_resolution(m_pango->context.get(), 96);
    pango_context_set_round_glyph_positions(m_pango->context.get(), FALSE);
    pango_context_set_language(m_pango->context.get(), pango_language_from_string("en-GB"));
}

TypeSetter::~TypeSetter() = default;

bool TypeSetter::has_family() const noexcept {
    return m_pango->found;
}

double TypeSetter::width_px(const std::string& text, const TextStyle& style) const {
    const detail::LayoutPointer layout = m_pango->layout(text, style);
    PangoRectangle logical{};
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    return static_cast<double>(logical.width) / PANGO_SCALE;
}

int TypeSetter::letters_without_shape(const std::string& text) const {
    return pango_layout_get_unknown_glyphs_count(m_pango->layout(text, {}).get());
}

std::vector<std::string> TypeSetter::wrap(const std::string& text, const TextStyle& style,
                                          double width_px) const {
    const detail::LayoutPointer layout = m_pango->layout(text, style);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout.get(), static_cast<int>(width_px * PANGO_SCALE));
    std::vector<std::string> lines;
    for (int i = 0; i < pango_layout_get_line_count(layout.get()); ++i) {
        const PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
        std::string part = text.substr(static_cast<std::size_t>(line->start_index),
                                       static_cast<std::size_t>(line->length));
        part.erase(part.find_last_not_of(' ') + 1);
        if (!part.empty()) {
            lines.push_back(std::move(part));
        }
    }
    return lines;
}

std::string TypeSetter::cut(const std::string& text, const TextStyle& style,
                            double width_px) const {
    if (this->width_px(text, style) <= width_px) {
        return text;
    }
    const auto shortened = [&](std::size_t bytes) {
        while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
            --bytes;  // Not within a character.
        }
        std::string part = text.substr(0, bytes);
        part.erase(part.find_last_not_of(' ') + 1);
        return part + "\u2026";
    };
    std::size_t fits = 0;
    std::size_t too_long = text.size();
    while (too_long - fits > 1) {
        const std::size_t middle = fits + (too_long - fits) / 2;
        (this->width_px(shortened(middle), style) <= width_px ? fits : too_long) = middle;
    }
    return shortened(fits);
}

Text TypeSetter::line(std::string text, const TextStyle& style, Align align, double x_px,
                      double baseline_px) const {
    Text placed;
    placed.width_px = text.empty() ? 0 : width_px(text, style);
    placed.text = std::move(text);
    placed.style = style;
    placed.align = align;
    placed.x_px = x_px;
    placed.baseline_px = baseline_px;
    return placed;
}

Block TypeSetter::paragraph(const std::string& text, const TextStyle& style, double width_px,
                            double leading) const {
    Block block;
    for (std::string& part : wrap(text, style, width_px)) {
        // The middle of the small letters lies 0.36 em above the baseline in most families.
        const double baseline = block.height_px + style.size_px * (0.5 * leading + 0.36);
        Text placed = line(std::move(part), style, Align::left, 0, baseline);
        block.width_px = std::max(block.width_px, placed.width_px);
        block.height_px += style.size_px * leading;
        block.marks.push_back({std::move(placed)});
    }
    return block;
}

namespace detail {

void draw_text(cairo_t* context, const TypeSetter& type, const Text& text) {
    if (text.text.empty()) {
        return;
    }
    const LayoutPointer layout = type.pango().layout(text.text, text.style);
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
    const auto colour = [&](Colour c) {
        cairo_set_source_rgb(context, c.red / 255.0, c.green / 255.0, c.blue / 255.0);
    };
    cairo_save(context);
    cairo_translate(context, text.x_px, text.baseline_px);
    cairo_rotate(context, text.turn_deg * degree);
    if (text.halo) {
        cairo_new_path(context);
        cairo_move_to(context, text.left_px() - text.x_px, 0);
        pango_cairo_layout_line_path(context, line);
        colour(text.halo->colour);
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_width(context, text.halo->width_px);
        cairo_stroke(context);
    }
    cairo_new_path(context);
    cairo_move_to(context, text.left_px() - text.x_px, 0);
    colour(text.style.colour);
    pango_cairo_show_layout_line(context, line);
    cairo_restore(context);
}

}  // namespace detail

}  // namespace levelin::draw
