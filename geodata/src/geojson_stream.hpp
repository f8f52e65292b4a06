#pragma once

#include <cpl_vsi.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_cursor.hpp"

namespace levelin::geodata::detail {

/// Some features of a file, as text.
struct FeatureWindow {
    std::size_t number = 0;           ///< Position of the window in the file.
    std::uint64_t first_feature = 0;  ///< From 0.
    std::uint64_t offset = 0;         ///< Of the first byte of `bytes` in the file.
    std::string bytes;
    std::vector<std::pair<std::size_t, std::size_t>> features;  ///< [begin, end) in `bytes`.

    [[nodiscard]] std::string_view feature(std::size_t i) const {
        return std::string_view{bytes}.substr(features[i].first,
                                              features[i].second - features[i].first);
    }
};

/// Reads a GeoJSON feature collection, or one feature after the other (newline-delimited GeoJSON,
/// RFC 8142 sequences), a window at a time, and finds where its features begin and end.
///
/// Memory: a window, or the largest feature.
/// @throws NotPlain where the file is something else; InputError E-INPUT-70 to 74.
class GeoJsonStream {
  public:
    static constexpr std::size_t window_bytes = std::size_t{1} << 20U;
    /// What a feature, or all that stands around the features, may take.
    static constexpr std::size_t most_feature_bytes = std::size_t{1} << 30U;
    static constexpr std::size_t most_frame_bytes = std::size_t{1} << 24U;

    /// @param name  as GDAL knows the file. @param lines  features follow each other bare.
    GeoJsonStream(std::string name, bool lines);

    /// The next features; false at the end. What stands behind them has been read then.
    [[nodiscard]] bool next(FeatureWindow& window);
    /// The members of the collection other than its features, as text: `"name":"x",`...; all of
    /// them only after the last window.
    [[nodiscard]] const std::string& members() const noexcept { return m_members; }
    /// The share of the file that was read.
    [[nodiscard]] double share() const noexcept;
    /// The error for a fault. @param offset  in the file.
    [[noreturn]] void report(const JsonFault& fault, std::uint64_t offset,
                             const std::string& where = {}) const;

  private:
    // What may come next among the features: one or none; a comma or the end; one.
    enum class Due : std::uint8_t { any, comma, feature };

    struct CloseFile {
        void operator()(VSILFILE* file) const noexcept;
    };

    void read_more(std::size_t bytes);
    void read_head();
    void read_tail();
    void read_members(JsonCursor& cursor);
    void find_features(FeatureWindow& window, std::size_t& used);
    [[nodiscard]] std::optional<std::size_t> find_feature(std::size_t& used);
    [[nodiscard]] std::size_t end_of_feature(std::size_t begin) const;
    [[noreturn]] void report_at(const JsonFault& fault) const;

    std::string m_name;
    bool m_lines;
    std::unique_ptr<VSILFILE, CloseFile> m_file;
    std::uint64_t m_size = 0;
    std::string m_buffer;        // What was read and not handed out.
    std::uint64_t m_offset = 0;  // Of the buffer's first byte.
    bool m_at_end = false;       // Nothing is left to read.
    bool m_closed = false;       // The last feature was handed out.
    Due m_due = Due::any;
    bool m_tail_read = false;
    bool m_is_collection = false;
    bool m_has_features = false;
    std::string m_members;
    std::vector<std::string> m_seen;  // Members that mean something.
    std::size_t m_windows = 0;
    std::uint64_t m_features = 0;
};

}  // namespace levelin::geodata::detail
