#pragma once

#include <cstring>
#include <levelin/geodata/read_boundaries.hpp>
#include <string>
#include <variant>

inline bool same_column(const levelin::ResultColumn& a, const levelin::ResultColumn& b) {
    if (a.name != b.name || a.data.index() != b.data.index()) {
        return false;
    }
    if (const auto* texts = std::get_if<levelin::TextColumn>(&a.data)) {
        return texts->values == std::get<levelin::TextColumn>(b.data).values;
    }
    const auto same_numbers = [&]<class Column>(const Column& numbers) {
        const Column& others = std::get<Column>(b.data);
        return numbers.values == others.values && numbers.status == others.status;
    };
    const auto* whole = std::get_if<levelin::WholeColumn>(&a.data);
    return whole != nullptr ? same_numbers(*whole)
                            : same_numbers(std::get<levelin::DecimalColumn>(a.data));
}

/// What two readings of one file differ in, or an empty text. Coordinates are compared by their
/// bits.
inline std::string difference(const levelin::geodata::Boundaries& a,
                              const levelin::geodata::Boundaries& b) {
    const auto same_points = [&] {
        return a.set.points.size() == b.set.points.size() &&
               (a.set.points.empty() ||
                std::memcmp(a.set.points.data(), b.set.points.data(),
                            a.set.points.size() * sizeof(levelin::Point)) == 0);
    };
    const auto findings = [](const levelin::geodata::Boundaries& read) {
        std::string text;
        for (const levelin::Finding& finding : read.findings.findings()) {
            text += finding.code + ": " + finding.message;
            for (const std::string& example : finding.examples) {
                text += " [" + example + ']';
            }
            text += '\n';
        }
        return text;
    };
    if (a.set.codes != b.set.codes) {
        return "codes";
    }
    if (a.set.names != b.set.names) {
        return "names";
    }
    if (a.set.area_begin != b.set.area_begin || a.set.polygon_begin != b.set.polygon_begin ||
        a.set.ring_begin != b.set.ring_begin) {
        return "rings";
    }
    if (!same_points()) {
        return "points";
    }
    if (a.layer != b.layer) {
        return "layer: " + a.layer + ", " + b.layer;
    }
    if (a.code_column != b.code_column || a.name_column != b.name_column) {
        return "columns: " + a.code_column + " and " + a.name_column + ", " + b.code_column +
               " and " + b.name_column;
    }
    if (a.crs.name != b.crs.name || a.crs.authority_code != b.crs.authority_code ||
        a.crs.how != b.crs.how || a.crs.wkt != b.crs.wkt) {
        return "crs: " + a.crs.name + ", " + b.crs.name;
    }
    if (a.repaired != b.repaired) {
        return "repaired";
    }
    if (a.fields.size() != b.fields.size()) {
        return "number of fields";
    }
    for (std::size_t f = 0; f < a.fields.size(); ++f) {
        if (!same_column(a.fields[f], b.fields[f])) {
            return "field " + a.fields[f].name + ", " + b.fields[f].name;
        }
    }
    if (findings(a) != findings(b)) {
        return "findings:\n" + findings(a) + "but\n" + findings(b);
    }
    return {};
}
