#include <levelin/draw/drawing.hpp>
#include <utility>

namespace levelin::draw {

namespace {

void move_box(Box& box, double dx, double dy) {
    box = {box.min_x + dx, box.min_y + dy, box.max_x + dx, box.max_y + dy};
}

struct Mover {
    double dx;
    double dy;

    void operator()(Shape& shape) const {
        for (Contour& contour : shape.contours) {
            for (Point& p : contour.points) {
                p = {p.x + dx, p.y + dy};
            }
        }
    }
    void operator()(Text& text) const {
        text.x_px += dx;
        text.baseline_px += dy;
    }
    void operator()(SymbolLayer& layer) const {
        for (SymbolLayer::Symbol& s : layer.symbols) {
            s.centre_px = {s.centre_px.x + dx, s.centre_px.y + dy};
        }
    }
    void operator()(DotLayer& layer) const {
        for (Point& p : layer.centres_px) {
            p = {p.x + dx, p.y + dy};
        }
    }
    void operator()(AreaLayer& layer) const {
        layer.transform.left_px += dx;
        layer.transform.top_px += dy;
    }
    void operator()(Group& group) const {
        if (group.clip_px) {
            move_box(*group.clip_px, dx, dy);
        }
        for (Mark& mark : group.marks) {
            std::visit(*this, mark.as);
        }
    }
};

void collect(const std::vector<Mark>& marks, std::vector<Text>& found) {
    for (const Mark& mark : marks) {
        if (const auto* text = std::get_if<Text>(&mark.as)) {
            found.push_back(*text);
        } else if (const auto* group = std::get_if<Group>(&mark.as)) {
            collect(group->marks, found);
        }
    }
}

}  // namespace

Shape rectangle(const Box& box_px, std::optional<Ink> fill, std::optional<Stroke> stroke) {
    Shape shape;
    shape.contours.push_back({{{box_px.min_x, box_px.min_y},
                               {box_px.max_x, box_px.min_y},
                               {box_px.max_x, box_px.max_y},
                               {box_px.min_x, box_px.max_y}},
                              true});
    shape.fill = std::move(fill);
    shape.stroke = std::move(stroke);
    return shape;
}

Shape line(Point from_px, Point to_px, Stroke stroke) {
    Shape shape;
    shape.contours.push_back({{from_px, to_px}, false});
    shape.stroke = std::move(stroke);
    return shape;
}

Mark moved(Mark mark, double dx_px, double dy_px) {
    std::visit(Mover{dx_px, dy_px}, mark.as);
    return mark;
}

std::vector<Mark> with_block(std::vector<Mark> marks, Block block, double x_px, double y_px) {
    for (Mark& mark : block.marks) {
        marks.push_back(moved(std::move(mark), x_px, y_px));
    }
    return marks;
}

std::vector<Text> texts_of(const std::vector<Mark>& marks) {
    std::vector<Text> found;
    collect(marks, found);
    return found;
}

}  // namespace levelin::draw
