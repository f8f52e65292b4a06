#include "type_setter.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <levelin/core/error.hpp>

namespace levelin::detail {

namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FreeDescription {
    void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
};
struct FreeOptions {
    void operator()(cairo_font_options_t* o) const { cairo_font_options_destroy(o); }
};
using LayoutPointer = std::unique_ptr<PangoLayout, Unref>;

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

struct TypeSetter::Pango {
    std::string family;
    bool found = false;
    std::unique_ptr<PangoFontMap, Unref> fonts;
    std::unique_ptr<PangoContext, Unref> context;

    [[nodiscard]] LayoutPointer layout(const std::string& text, double size_px, bool bold) const {
        const std::unique_ptr<PangoFontDescription, FreeDescription> font{
            pango_font_description_new()};
        pango_font_description_set_family(font.get(), family.c_str());
        pango_font_description_set_absolute_size(font.get(), size_px * PANGO_SCALE);
        pango_font_description_set_weight(font.get(),
                                          bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        LayoutPointer layout{pango_layout_new(context.get())};
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }
};

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
        throw OutputError("E-RENDER-08", "no font is installed, so that a map cannot be labelled",
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

double TypeSetter::width_px(const std::string& text, double size_px, bool bold) const {
    const LayoutPointer layout = m_pango->layout(text, size_px, bold);
    PangoRectangle logical{};
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    return static_cast<double>(logical.width) / PANGO_SCALE;
}

std::vector<std::string> TypeSetter::wrap(const std::string& text, double size_px, bool bold,
                                          double width_px) const {
    const LayoutPointer layout = m_pango->layout(text, size_px, bold);
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

void TypeSetter::draw(cairo_t* context, const PlacedText& text) const {
    const LayoutPointer layout = m_pango->layout(text.text, text.size_px, text.bold);
    cairo_move_to(context, text.left_px(), text.baseline_px);
    pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout.get(), 0));
}

}  // namespace levelin::detail
