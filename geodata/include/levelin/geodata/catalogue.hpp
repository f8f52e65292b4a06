#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata {

/// How a data set is published.
enum class SourceKind : std::uint8_t {
    file,             ///< One file at an address.
    feature_service,  ///< A layer of an ArcGIS FeatureServer or MapServer, read page by page.
};
[[nodiscard]] std::string_view to_string(SourceKind kind) noexcept;
inline constexpr std::array source_kinds{SourceKind::file, SourceKind::feature_service};

/// What a downloaded file must turn out to be.
enum class SourceContent : std::uint8_t {
    boundaries,  ///< Read by `read_boundaries`.
    table,       ///< Read by `read_table`.
    archive,     ///< A zip archive that levelin does not read itself; its form alone is checked.
};
[[nodiscard]] std::string_view to_string(SourceContent content) noexcept;
inline constexpr std::array source_contents{SourceContent::boundaries, SourceContent::table,
                                            SourceContent::archive};

/// One official data set: where it is, whose it is, and what must be true of the file.
///
/// Invariant (checked where cards are read): `name` is of small letters, digits and hyphens;
/// `address` is http or https; `file_name` is a plain name without folders.
struct SourceCard {
    std::string name;   ///< As `levelin get` takes it: "lad-2024-buc".
    std::string title;  ///< "Local authority districts, May 2024, ...".
    std::string publisher;
    std::vector<std::string> licence;  ///< The attribution lines that a result must carry.
    SourceKind kind = SourceKind::file;
    SourceContent content = SourceContent::table;
    std::string geography;  ///< "lsoa", "local_authority": as `parse_geography` reads it.
    int vintage = 0;        ///< Year of the codes.
    std::string address;    ///< Of the file, or of the layer: ".../FeatureServer/0".
    std::string file_name;  ///< What the file is called in the cache.
    std::optional<std::uint64_t> count;     ///< Areas or records that the data set has.
    std::string sha256;                     ///< Lower-case hexadecimal; empty = not known.
    std::vector<std::string> prefixes;      ///< What a code may start with: "E01", "W01".
    bool codes_repeat = false;              ///< One row for each area and year, say.
    std::string code_column;                ///< Empty = the reader finds it.
    std::string sheet;                      ///< Of a workbook; empty = the one with codes.
    std::vector<std::string> seen_in;       ///< Where the address was seen.
    std::string note;                       ///< What a user should know of it; may be empty.
    std::uint64_t max_bytes = 2ULL << 30U;  ///< More than this is refused.
};

/// The data sets that `levelin get` knows, in the order of their names.
class Catalogue {
  public:
    /// @throws ConfigError E-GET-02 where two cards have one name.
    explicit Catalogue(std::vector<SourceCard> cards);

    [[nodiscard]] const std::vector<SourceCard>& cards() const noexcept { return m_cards; }
    /// @throws UsageError E-GET-01 with the nearest name.
    [[nodiscard]] const SourceCard& find(std::string_view name) const;

  private:
    std::vector<SourceCard> m_cards;
};

/// The catalogue as a table for people: name, kind, geography with vintage, count, title.
[[nodiscard]] std::string catalogue_text(const Catalogue& catalogue);
/// The same as a JSON document with everything that the cards say; ends with a line break.
[[nodiscard]] std::string catalogue_json(const Catalogue& catalogue);

/// Where downloads are kept unless told otherwise: $XDG_CACHE_HOME/levelin, else ~/.cache/levelin.
/// A relative XDG_CACHE_HOME is passed over, as the XDG Base Directory Specification asks.
/// @throws UsageError E-GET-22 where neither variable is set.
[[nodiscard]] std::filesystem::path cache_folder();

}  // namespace levelin::geodata
