#include <array>
#include <charconv>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/core/status.hpp>
#include <levelin/export/csv_text.hpp>
#include <vector>

namespace levelin {

namespace {

constexpr std::size_t block_size = 4096;

void append_value(std::string& out, const ResultColumn& column, std::size_t row) {
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        if (whole->status[row] == Status::ok) {
            std::array<char, 24> buffer{};
            const auto [end, error] =
                std::to_chars(buffer.data(), buffer.data() + buffer.size(), whole->values[row]);
            out.append(buffer.data(), end);
        }
    } else if (const auto* decimal = std::get_if<DecimalColumn>(&column.data)) {
        if (decimal->status[row] == Status::ok) {
            append_shortest(out, decimal->values[row]);
        }
    } else {
        append_csv_cell(out, std::get<TextColumn>(column.data).values[row]);
    }
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                        (!text.empty() && (text.front() == ' ' || text.back() == ' '));
    if (!quoted) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') {
            out += '"';
        }
        out += c;
    }
    out += '"';
}

std::string csv_head(const ResultTable& results, bool has_status) {
    std::string text = has_status ? "code,name,status" : "code,name";
    for (const ResultColumn& column : results.columns) {
        text += ',';
        append_csv_cell(text, column.name);
    }
    text += '\n';
    return text;
}

void append_csv_rows(std::string& out, const ResultTable& results, std::size_t first,
                     std::size_t last, bool has_status) {
    for (std::size_t row = first; row < last; ++row) {
        out += results.codes[row].view();
        out += ',';
        append_csv_cell(out, results.names.empty() ? std::string_view{} : results.names[row]);
        if (has_status) {
            out += ',';
            out += to_string(results.status[row]);
        }
        for (const ResultColumn& column : results.columns) {
            out += ',';
            append_value(out, column, row);
        }
        out += '\n';
    }
}

std::string csv_text(const ResultTable& results, unsigned threads) {
    std::vector<std::string> blocks((results.size() + block_size - 1) / block_size);
    parallel_blocks(results.size(), block_size, threads, [&](std::size_t begin, std::size_t end) {
        append_csv_rows(blocks[begin / block_size], results, begin, end);
    });
    std::string text = csv_head(results);
    std::size_t size = text.size();
    for (const std::string& block : blocks) {
        size += block.size();
    }
    text.reserve(size);
    for (std::string& block : blocks) {
        text += block;
        block = {};
    }
    return text;
}

}  // namespace levelin
