#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>

#include "cairo_canvas.hpp"
#include "pdf_additions.hpp"
#include "vector_areas.hpp"

namespace levelin::draw {

namespace {

using namespace detail;

constexpr double points_per_px = 72.0 / 96.0;

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
    try {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;  // No exception may pass through Cairo.
    }
}

void fill_areas(cairo_t* context, CairoCanvas& canvas, const AreaLayer& layer,
                const AreaShapes& shapes, double steps) {
    const double k = 1 / steps;
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD);
    for (const bool dots : {false, true}) {
        for (std::size_t ink = 0; ink < layer.inks.size(); ++ink) {
            // The areas of a pattern are one path, so that its lines are written once; dots may
            // lie over each other, which one path would leave out.
            const bool together = layer.inks[ink].hatch != Hatch::none && !dots;
            cairo_new_path(context);
            for (std::size_t a = 0; a < shapes.size(); ++a) {
                if (layer.ink_of_area[a] != ink || (shapes.is_dot[a] != 0) != dots ||
                    shapes.area_begin[a] == shapes.area_begin[a + 1]) {
                    continue;
                }
                if (!together) {
                    cairo_new_path(context);
                }
                for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
                    cairo_new_sub_path(context);
                    for (std::uint32_t i = shapes.ring_begin[r]; i < shapes.ring_begin[r + 1];
                         ++i) {
                        cairo_line_to(context, shapes.points[i].x * k, shapes.points[i].y * k);
                    }
                    cairo_close_path(context);
                }
                if (!together) {
                    canvas.fill(layer.inks[ink]);
                }
            }
            if (together && cairo_has_current_point(context) != 0) {
                canvas.fill(layer.inks[ink]);
            }
        }
    }
    cairo_new_path(context);
}

void paint_areas(cairo_t* context, CairoCanvas& canvas, const AreaLayer& layer,
                 const Box& clip_px) {
    // Half a point or a quarter: few digits in the file.
    const double steps = vector_steps(*layer.boundaries, 1.0 / 3, 2.0 / 3);
    const VectorAreas areas = vector_areas(layer, steps, clip_px);
    if (layer.coast) {
        Stroke coast = *layer.coast;
        coast.width_px *= 2;  // The areas cover its inner half.
        canvas.draw_lines(coast_lines(areas.borders), steps, coast);
    }
    for (std::size_t i = 0; i < areas.beneath.size(); ++i) {
        if (!areas.beneath[i].lines.empty()) {
            canvas.draw_lines(areas.beneath[i], steps, {layer.inks[i].colour, 2, {}});
        }
    }
    fill_areas(context, canvas, layer, areas.shapes, steps);
    canvas.draw_overlay(layer, areas.borders, steps);
}

/// A page of texts with pictures among them, rather than one picture.
bool has_own_tags(const Drawing& page) {
    return std::any_of(page.marks.begin(), page.marks.end(), [](const Mark& mark) {
        const auto* text = std::get_if<Text>(&mark.as);
        const auto* group = std::get_if<Group>(&mark.as);
        return (text != nullptr && !text->tag.empty()) ||
               (group != nullptr && !group->description.empty());
    });
}

/// The tag of the structure that a mark belongs to: title, texts around the picture, the picture.
/// On a page with tags of its own, all else is decoration.
std::string tag_of(const Mark& mark, bool own_tags) {
    const auto* text = std::get_if<Text>(&mark.as);
    if (own_tags) {
        const auto* group = std::get_if<Group>(&mark.as);
        return text != nullptr                                   ? text->tag
               : group != nullptr && !group->description.empty() ? "Figure"
                                                                 : "";
    }
    if (text == nullptr) {
        return "Figure";
    }
    const std::string& role = text->style.name;
    return role == "title" ? "H1" : role == "subtitle" || role == "note" ? "P" : "Figure";
}

/// "Table.8/TR.9" -> "Table.8", "TR.9".
std::vector<std::string> elements_of(const std::string& path) {
    std::vector<std::string> elements;
    for (std::size_t from = 0; from < path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        elements.push_back(path.substr(from, end - from));
        from = end + 1;
    }
    return elements;
}

std::string name_of(const std::string& element) {
    return element.substr(0, element.find('.'));
}

/// The structure of a document while it is written: one element Document with all others in it.
/// Marks that follow each other with one tag are one element; elements end with their page, the
/// document with the last one.
class Structure {
  public:
    /// @param path  within the document; empty = decoration.
    void enter(cairo_t* context, const std::string& path) {
        const std::vector<std::string> wanted = elements_of("Document/" + path);
        std::size_t shared = 0;
        while (shared < std::min(m_open.size(), wanted.size()) &&
               m_open[shared] == wanted[shared]) {
            ++shared;
        }
        leave(context, shared);
        for (; m_open.size() < wanted.size(); m_open.push_back(wanted[m_open.size()])) {
            cairo_tag_begin(context, name_of(wanted[m_open.size()]).c_str(), nullptr);
        }
    }
    /// Closes all but the outermost `kept` elements.
    void leave(cairo_t* context, std::size_t kept) {
        for (; m_open.size() > kept; m_open.pop_back()) {
            cairo_tag_end(context, name_of(m_open.back()).c_str());
        }
    }

  private:
    std::vector<std::string> m_open;
};

/// On a page of texts decoration lies lowest, drawn before the first element: what stands between
/// two rows of a table would end it.
void draw_page(cairo_t* context, const Drawing& page, Structure& structure) {
    const TypeSetter type{page.font_family};
    CairoCanvas* self = nullptr;
    CairoCanvas canvas{context, type, 0, [&](const AreaLayer& layer, const Box& box) {
                           paint_areas(context, *self, layer, box);
                       }};
    self = &canvas;
    const Box whole{0, 0, page.width_px, page.height_px};
    const bool own_tags = has_own_tags(page);
    for (const Mark& mark : page.marks) {
        if (own_tags && tag_of(mark, true).empty()) {
            canvas.draw({mark}, whole);
        }
    }
    for (const Mark& mark : page.marks) {
        const std::string tag = tag_of(mark, own_tags);
        if (own_tags && tag.empty()) {
            continue;
        }
        if (own_tags && !std::holds_alternative<Text>(mark.as)) {
            structure.enter(context, "");  // Two pictures are two elements.
        }
        structure.enter(context, tag);
        canvas.draw({mark}, whole);
    }
    structure.enter(context, "");
}

void set_metadata(cairo_surface_t* surface, std::span<const Drawing> pages,
                  const PdfOptions& options) {
    const auto set = [&](cairo_pdf_metadata_t key, const std::string& text) {
        if (!text.empty()) {
            cairo_pdf_surface_set_metadata(surface, key, clean_text(text).c_str());
        }
    };
    set(CAIRO_PDF_METADATA_TITLE, options.title.empty() ? pages.front().title : options.title);
    set(CAIRO_PDF_METADATA_SUBJECT,
        options.subject.empty() ? pages.front().description : options.subject);
    set(CAIRO_PDF_METADATA_AUTHOR, options.author);
    set(CAIRO_PDF_METADATA_KEYWORDS, options.keywords);
    set(CAIRO_PDF_METADATA_CREATOR, "levelin");
    set(CAIRO_PDF_METADATA_CREATE_DATE, options.date);
}

void add_bookmarks(cairo_surface_t* surface, const std::vector<PdfBookmark>& bookmarks, int page,
                   std::vector<int>& parents) {
    for (const PdfBookmark& bookmark : bookmarks) {
        if (bookmark.page != page) {
            continue;
        }
        const auto level = static_cast<std::size_t>(std::max(0, bookmark.level));
        const std::size_t depth = std::min(level, parents.size() - 1);
        const std::string link = "page=" + std::to_string(page + 1);
        const int id = cairo_pdf_surface_add_outline(
            surface, parents[depth], clean_text(bookmark.title).c_str(), link.c_str(),
            depth == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : static_cast<cairo_pdf_outline_flags_t>(0));
        parents.resize(depth + 1);
        parents.push_back(id);
    }
}

}  // namespace

std::string pdf(std::span<const Drawing> pages, const PdfOptions& options) {
    const bool sized = std::all_of(pages.begin(), pages.end(), [](const Drawing& page) {
        return page.width_px >= 1 && page.height_px >= 1 && page.width_px <= 19200 &&
               page.height_px <= 19200;  // 14,400 points: PDF's own limit.
    });
    if (pages.empty() || !sized) {
        throw UsageError("E-RENDER-06", "a PDF without pages, or with a page of an impossible size",
                         "pages of 1 to 19,200 pixels each way", "choose another size of page");
    }
    std::string bytes;
    {
        const Surface surface{cairo_pdf_surface_create_for_stream(
            &append, &bytes, pages.front().width_px * points_per_px,
            pages.front().height_px * points_per_px)};
        check_cairo(cairo_surface_status(surface.get()));
        cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
        set_metadata(surface.get(), pages, options);
        std::vector<int> parents{CAIRO_PDF_OUTLINE_ROOT};
        Structure structure;
        int number = 0;
        for (const Drawing& page : pages) {
            cairo_pdf_surface_set_size(surface.get(), page.width_px * points_per_px,
                                       page.height_px * points_per_px);
            add_bookmarks(surface.get(), options.bookmarks, number++, parents);
            const Context context{cairo_create(surface.get())};
            cairo_scale(context.get(), points_per_px, points_per_px);
            draw_page(context.get(), page, structure);
            if (&page == &pages.back()) {
                structure.leave(context.get(), 0);
            }
            cairo_show_page(context.get());
            check_cairo(cairo_status(context.get()));
        }
        cairo_surface_finish(surface.get());
        check_cairo(cairo_surface_status(surface.get()));
    }
    std::vector<std::vector<std::string>> descriptions;
    for (const Drawing& page : pages) {
        descriptions.emplace_back();
        for (const Mark& mark : page.marks) {
            const auto* group = std::get_if<Group>(&mark.as);
            if (group != nullptr && !group->description.empty()) {
                descriptions.back().push_back(clean_text(group->description));
            }
        }
        if (descriptions.back().empty()) {
            descriptions.back().push_back(clean_text(page.description));
        }
    }
    return with_additions(std::move(bytes), pages.front().language, descriptions,
                          !options.date.empty());
}

}  // namespace levelin::draw
