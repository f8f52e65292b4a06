#include "report_pictures.hpp"

namespace levelin::run {

const draw::TypeSetter& report_type() {
    static const draw::TypeSetter type{"DejaVu Sans"};
    return type;
}

report::Figure chart_figure(chart::Chart made, const std::string& caption,
                            std::optional<report::Table> data) {
    report::Figure figure;
    figure.caption = caption;
    figure.data = std::move(data);
    figure.drawing.title = caption;
    figure.drawing.description = made.description;
    figure.drawing.width_px = made.block.width_px;
    figure.drawing.height_px = made.block.height_px;
    figure.drawing.marks = std::move(made.block.marks);
    return figure;
}

}  // namespace levelin::run
