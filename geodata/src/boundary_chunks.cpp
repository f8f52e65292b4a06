#include "boundary_chunks.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <unordered_map>

#include "boundary_crs.hpp"
#include "text_encoding.hpp"

namespace levelin::geodata::detail {

namespace {

// One column of all chunks.
std::vector<FieldTexts> gather(std::vector<Chunk>& chunks, std::vector<FieldTexts> Chunk::*part,
                               const std::vector<std::string>& fields) {
    std::vector<FieldTexts> columns(fields.size());
    for (std::size_t c = 0; c < fields.size(); ++c) {
        columns[c].field = fields[c];
        for (Chunk& chunk : chunks) {
            auto& texts = (chunk.*part)[c].texts;
            std::move(texts.begin(), texts.end(), std::back_inserter(columns[c].texts));
            texts = {};
        }
    }
    return columns;
}

void set_codes(Boundaries& result, const std::vector<std::string>& texts) {
    std::size_t none = 0;
    std::vector<std::string> examples;
    std::unordered_map<AreaCode, std::size_t> seen;
    std::vector<std::string> repeated;
    std::size_t repeats = 0;
    result.set.codes.reserve(texts.size());
    for (std::size_t a = 0; a < texts.size(); ++a) {
        const auto code = AreaCode::parse(texts[a]);
        result.set.codes.push_back(code.value_or(AreaCode{}));
        if (!code || code->empty()) {
            ++none;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back("feature " + std::to_string(a + 1) +
                                   (texts[a].empty() ? "" : " \"" + texts[a] + '"'));
            }
        } else if (const std::size_t times = ++seen[*code]; times > 1) {
            ++repeats;
            if (times == 2 && repeated.size() < Diagnostics::max_examples) {
                repeated.push_back(code->str());
            }
        }
    }
    if (none == texts.size()) {
        throw GeometryError("E-GEOMETRY-07", "the column " + result.code_column + " holds no codes",
                            "a code for every area", "name another code column");
    }
    if (none > 0) {
        result.findings.warn("W-GEOMETRY-03",
                             counted_text(none,
                                          "area has no code that can be used; it is kept without "
                                          "one",
                                          "areas have no code that can be used; they are kept "
                                          "without one"),
                             none, std::move(examples));
    }
    if (repeats > 0) {
        result.findings.warn(
            "W-GEOMETRY-04",
            counted_text(repeats, "area repeats a code that stands further up; both are kept",
                         "areas repeat a code that stands further up; all are kept"),
            repeats, std::move(repeated));
    }
}

std::string label(const Boundaries& result, std::size_t area) {
    const AreaCode& code = result.set.codes[area];
    return code.empty() ? "feature " + std::to_string(area + 1) : code.str();
}

// What the chunks had to put right, in file order.
void report_repairs(Boundaries& result, const std::vector<Chunk>& chunks) {
    struct Tally {
        std::uint64_t count = 0;
        std::vector<std::string> examples;
        void add(std::string text) {
            ++count;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(std::move(text));
            }
        }
    };
    Tally repaired;
    Tally vanished;
    Tally without;
    double largest = 0;
    std::size_t contradicting = 0;
    std::size_t cut = 0;
    std::size_t first = 0;
    for (const Chunk& chunk : chunks) {
        std::vector<std::size_t> areas = chunk.mended;
        for (const Repair& repair : chunk.repairs) {
            areas.push_back(repair.area);
            if (repair.vanished) {
                vanished.add(label(result, first + repair.area));
            } else if (repair.area_before > 0) {
                // Of the larger of the two, so that it lies between 0 and 1 for any shape.
                largest = std::max(largest, std::abs(repair.area_after - repair.area_before) /
                                                std::max(repair.area_before, repair.area_after));
            }
        }
        std::sort(areas.begin(), areas.end());
        areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
        for (const std::size_t a : areas) {
            result.repaired.push_back(label(result, first + a));
            repaired.add(label(result, first + a));
        }
        for (const std::size_t a : chunk.without_shape) {
            without.add(label(result, first + a));
        }
        contradicting += chunk.recoded_against_declaration;
        cut += chunk.cut_texts;
        first += chunk.size();
    }
    if (repaired.count > 0) {
        result.findings.warn(
            "W-GEOMETRY-01",
            "the rings of " + counted_text(repaired.count, "area", "areas") +
                " were not valid and have been repaired; the largest "
                "change of an area is " +
                (largest > 0 && largest < 0.5e-6 ? "less than 0.0001%"
                                                 : fixed_text(100 * largest, 4) + "%"),
            repaired.count, std::move(repaired.examples));
    }
    if (vanished.count > 0) {
        result.findings.warn("W-GEOMETRY-07",
                             counted_text(vanished.count,
                                          "area had rings that enclose nothing; it is kept "
                                          "without a shape",
                                          "areas had rings that enclose nothing; they are kept "
                                          "without a shape"),
                             vanished.count, std::move(vanished.examples));
    }
    if (without.count > 0) {
        result.findings.warn(
            "W-GEOMETRY-02",
            counted_text(without.count, "area has no polygon; it is kept without a shape",
                         "areas have no polygon; they are kept without a shape"),
            without.count, std::move(without.examples));
    }
    if (contradicting > 0) {
        result.findings.warn("W-GEOMETRY-05",
                             std::to_string(contradicting) +
                                 " texts are not UTF-8 as the file says; read as Windows-1252",
                             contradicting);
    }
    if (cut > 0) {
        result.findings.warn("W-GEOMETRY-06",
                             std::to_string(cut) +
                                 " texts end in the middle of a character, cut "
                                 "by the width of their field",
                             cut);
    }
}

}  // namespace

std::string field_text(Chunk& chunk, std::string_view bytes, const std::string& encoding) {
    DecodedText decoded = decode_text(bytes, encoding);
    chunk.recoded_against_declaration += decoded.how == Decoded::contradicts ? 1 : 0;
    chunk.cut_texts += decoded.how == Decoded::cut ? 1 : 0;
    std::string& text = decoded.text;
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    text.resize(last == std::string::npos ? 0 : last + 1);
    text.erase(0, std::min(text.size(), text.find_first_not_of(" \t\r\n")));
    return std::move(text);
}

void close_area(Chunk& chunk, const AppendedShape& shape) {
    if (shape.repaired) {
        chunk.mended.push_back(chunk.size());
    }
    if (!shape.has_polygon) {
        chunk.without_shape.push_back(chunk.size());
    }
    chunk.set.area_begin.push_back(static_cast<std::uint32_t>(chunk.set.polygon_begin.size() - 1));
}

void finish(Chunk& chunk) {
    chunk.repairs = repair_rings(chunk.set);
    chunk.set = normalise_winding(std::move(chunk.set));
}

Boundaries assemble(std::vector<Chunk> chunks, LayerFacts facts,
                    const ReadBoundariesOptions& options) {
    Boundaries result;
    result.layer = std::move(facts.name);
    std::size_t points = 0;
    std::size_t areas = 0;
    for (const Chunk& chunk : chunks) {
        points += chunk.set.points.size();
        areas += chunk.size();
    }
    if (areas == 0) {
        throw InputError("E-INPUT-51", "the layer " + result.layer + " has no features",
                         "at least one area", "check the file");
    }
    std::vector<FieldTexts> codes = gather(chunks, &Chunk::codes, facts.code_fields);
    std::vector<FieldTexts> names = gather(chunks, &Chunk::names, facts.name_fields);
    if (const auto column = find_code_column(codes, options)) {
        result.code_column = codes[*column].field;
        set_codes(result, codes[*column].texts);
    } else {
        result.set.codes.resize(areas);
    }
    const int name_column = choose_name_column(names, result.code_column);
    if (name_column >= 0) {
        result.name_column = names[static_cast<std::size_t>(name_column)].field;
        result.set.names = std::move(names[static_cast<std::size_t>(name_column)].texts);
    } else {
        result.set.names.resize(areas);
    }
    report_repairs(result, chunks);
    result.set.points.reserve(points);
    BoundaryFields fields;
    for (Chunk& chunk : chunks) {
        append_shapes(result.set, chunk.set);
        fields.append(std::move(chunk.fields));
        chunk.set = {};
    }
    result.fields = fields.take();
    result.geography = detect_geography(result.set.codes, result.code_column);
    result.crs = settle_crs(std::move(facts.crs), options, bounding_box(result.set.points),
                            result.set.codes, result.findings);
    return result;
}

}  // namespace levelin::geodata::detail
