#include <levelin/tile/tile_attributes.hpp>
#include <protozero/pbf_writer.hpp>

namespace levelin {

namespace {

// Fields of Tile.Value.
constexpr protozero::pbf_tag_type string_value = 1;
constexpr protozero::pbf_tag_type double_value = 3;
constexpr protozero::pbf_tag_type uint_value = 5;
constexpr protozero::pbf_tag_type sint_value = 6;

std::string text_message(std::string_view text) {
    std::string message;
    protozero::pbf_writer{message}.add_string(string_value, text.data(), text.size());
    return message;
}

std::string whole_message(std::int64_t value) {
    std::string message;
    protozero::pbf_writer writer{message};
    if (value < 0) {
        writer.add_sint64(sint_value, value);
    } else {
        writer.add_uint64(uint_value, static_cast<std::uint64_t>(value));
    }
    return message;
}

std::string decimal_message(double value) {
    std::string message;
    protozero::pbf_writer{message}.add_double(double_value, value);
    return message;
}

// The encoded value of a row, or nothing where there is none.
std::string message_of(const ResultColumn& column, std::size_t row) {
    if (const auto* const whole = std::get_if<WholeColumn>(&column.data)) {
        return whole->status[row] == Status::ok ? whole_message(whole->values[row]) : std::string{};
    }
    if (const auto* const decimal = std::get_if<DecimalColumn>(&column.data)) {
        return decimal->status[row] == Status::ok ? decimal_message(decimal->values[row])
                                                  : std::string{};
    }
    const std::string& text = std::get<TextColumn>(column.data).values[row];
    return text.empty() ? std::string{} : text_message(text);
}

}  // namespace

TileAttributes::TileAttributes(const ResultTable& table, bool with_status) {
    std::unordered_map<std::string, std::uint32_t> known;
    const auto add = [&](std::size_t key, std::string message) {
        const auto [at, fresh] =
            known.try_emplace(std::move(message), static_cast<std::uint32_t>(m_values.size()));
        if (fresh) {
            m_values.push_back(at->first);
        }
        m_pairs.emplace_back(static_cast<std::uint32_t>(key), at->second);
    };
    m_keys = {"code", "name"};
    if (with_status) {
        m_keys.emplace_back("status");
    }
    m_is_number.assign(m_keys.size(), false);
    const std::size_t first_column = m_keys.size();
    for (const ResultColumn& column : table.columns) {
        m_keys.push_back(column.name);
        m_is_number.push_back(!std::holds_alternative<TextColumn>(column.data));
    }
    for (std::size_t row = 0; row < table.size(); ++row) {
        add(0, text_message(table.codes[row].view()));
        if (row < table.names.size() && !table.names[row].empty()) {
            add(1, text_message(table.names[row]));
        }
        if (with_status) {
            add(2, text_message(to_string(table.status[row])));
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (std::string message = message_of(table.columns[c], row); !message.empty()) {
                add(first_column + c, std::move(message));
            }
        }
        m_begin.push_back(m_pairs.size());
    }
}

}  // namespace levelin
