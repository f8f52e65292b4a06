#include "boundary_fields.hpp"

#include <cmath>
#include <iterator>

#include "text_encoding.hpp"

namespace levelin::geodata::detail {

namespace {

template <class Value>
void append_values(std::vector<Value>& to, std::vector<Value> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

template <class Column>
void append_numbers(Column& to, Column from) {
    append_values(to.values, std::move(from.values));
    append_values(to.status, std::move(from.status));
}

}  // namespace

BoundaryFields::BoundaryFields(const OGRFeatureDefn& definition) {
    for (int f = 0; f < definition.GetFieldCount(); ++f) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(f);
        ResultColumn column;
        column.name = field.GetNameRef();
        switch (field.GetType()) {
            case OFTInteger:
            case OFTInteger64:
                column.data = WholeColumn{};
                break;
            case OFTReal:
                column.data = DecimalColumn{};
                break;
            default:
                column.data = TextColumn{};
        }
        m_columns.push_back(std::move(column));
    }
}

void BoundaryFields::add(const OGRFeature& feature, const std::string& encoding) {
    for (int f = 0; f < static_cast<int>(m_columns.size()); ++f) {
        auto& data = m_columns[static_cast<std::size_t>(f)].data;
        const bool there = feature.IsFieldSetAndNotNull(f);
        if (auto* whole = std::get_if<WholeColumn>(&data)) {
            whole->values.push_back(there ? feature.GetFieldAsInteger64(f) : 0);
            whole->status.push_back(there ? Status::ok : Status::missing);
        } else if (auto* decimal = std::get_if<DecimalColumn>(&data)) {
            const double value = there ? feature.GetFieldAsDouble(f) : 0;
            const bool is_number = there && std::isfinite(value);
            decimal->values.push_back(is_number ? value : 0);
            decimal->status.push_back(is_number ? Status::ok : Status::missing);
        } else {
            auto& texts = std::get<TextColumn>(data).values;
            texts.push_back(there ? decode_text(feature.GetFieldAsString(f), encoding).text
                                  : std::string{});
        }
    }
}

void BoundaryFields::append(BoundaryFields part) {
    if (m_columns.empty()) {
        m_columns = std::move(part.m_columns);
        return;
    }
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        auto& to = m_columns[c].data;
        auto& from = part.m_columns[c].data;
        if (auto* whole = std::get_if<WholeColumn>(&to)) {
            append_numbers(*whole, std::move(std::get<WholeColumn>(from)));
        } else if (auto* decimal = std::get_if<DecimalColumn>(&to)) {
            append_numbers(*decimal, std::move(std::get<DecimalColumn>(from)));
        } else {
            append_values(std::get<TextColumn>(to).values,
                          std::move(std::get<TextColumn>(from).values));
        }
    }
}

}  // namespace levelin::geodata::detail
