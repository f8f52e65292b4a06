#include <levelin/draw/house_style.hpp>

namespace levelin::draw {

std::string_view to_string(Role role) noexcept {
    switch (role) {
        case Role::title:
            return "title";
        case Role::subtitle:
            return "subtitle";
        case Role::legend_title:
            return "legend-title";
        case Role::heading:
            return "heading";
        case Role::label:
            return "label";
        case Role::note:
            return "note";
        case Role::caption:
            return "caption";
        case Role::place:
            return "place";
    }
    return "label";
}

TextStyle style_of(Role role, double unit_px) {
    struct Look {
        double size;
        bool bold;
        Colour colour;
    };
    const auto look = [role]() -> Look {
        switch (role) {
            case Role::title:
                return {29, true, ink_colour};
            case Role::subtitle:
                return {16, false, quiet_colour};
            case Role::legend_title:
                return {14, true, ink_colour};
            case Role::heading:
            case Role::note:
            case Role::caption:
                return {11, false, quiet_colour};
            case Role::place:
                return {11.5, false, ink_colour};
            case Role::label:
                break;
        }
        return {12.5, false, ink_colour};
    }();
    return {std::string{to_string(role)}, look.size * unit_px, look.bold, look.colour};
}

double leading_of(Role role) noexcept {
    return role == Role::title ? 1.2 : role == Role::note ? 1.45 : 1.35;
}

}  // namespace levelin::draw
