#include "svg_text.hpp"

#include <levelin/core/html_text.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/type_setter.hpp>

namespace levelin::draw::detail {

SvgText& SvgText::escaped(std::string_view text) {
    m_out += html_text(text);
    return *this;
}

SvgText& SvgText::number(double value) {
    std::string text = fixed_text(value, 2);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    m_out += text;
    return *this;
}

void SvgText::whole(std::int32_t value) {
    if (value < 0) {
        m_out += '-';
        value = -value;
    }
    if (value < 10) {
        m_out += static_cast<char>('0' + value);
    } else {
        m_out += std::to_string(value);
    }
}

void SvgText::next_whole(std::int32_t value) {
    if (value >= 0) {
        m_out += ' ';
    }
    whole(value);
}

void SvgText::path(const GridPoint* begin, const GridPoint* end, bool closed) {
    if (begin == end) {
        return;
    }
    GridPoint last = *begin;
    const bool absolute = m_at_start;
    if (absolute) {
        m_out += 'M';
        whole(last.x);
        next_whole(last.y);
        m_at_start = false;
    } else {
        m_out += 'm';
        whole(last.x - m_at.x);
        next_whole(last.y - m_at.y);
    }
    // Pairs that follow a move are lines: no letter is needed after a relative one.
    bool first = absolute;
    for (const GridPoint* p = begin + 1; p != end; ++p) {
        if (first) {
            m_out += 'l';
            whole(p->x - last.x);
            first = false;
        } else {
            next_whole(p->x - last.x);
        }
        next_whole(p->y - last.y);
        last = *p;
    }
    m_at = closed ? *begin : last;
    if (closed) {
        m_out += 'z';
    }
}

std::string css_name(std::string_view name) {
    std::string safe = clean_text(name);
    std::erase_if(safe, [](char c) {
        return std::string_view{"\"'\\<>{}&"}.find(c) != std::string_view::npos;
    });
    return safe;
}

}  // namespace levelin::draw::detail
