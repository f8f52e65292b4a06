#pragma once

#include <pango/pangocairo.h>

#include <levelin/draw/type_setter.hpp>
#include <memory>
#include <string>

namespace levelin::draw {

namespace detail {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPointer = std::unique_ptr<PangoLayout, Unref>;

/// Draws a line of text in its colour.
void draw_text(cairo_t* context, const TypeSetter& type, const Text& text);

}  // namespace detail

struct TypeSetter::Pango {
    std::string family;
    bool found = false;
    std::unique_ptr<PangoFontMap, detail::Unref> fonts;
    std::unique_ptr<PangoContext, detail::Unref> context;

    [[nodiscard]] detail::LayoutPointer layout(const std::string& text,
                                               const TextStyle& style) const;
};

}  // namespace levelin::draw
