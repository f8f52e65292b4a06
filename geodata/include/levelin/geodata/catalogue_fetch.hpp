#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/catalogue.hpp>
#include <levelin/geodata/download.hpp>
#include <levelin/geodata/output_file.hpp>
#include <optional>
#include <string>

namespace levelin::geodata {

/// What a downloaded file was found to hold.
struct SourceCheck {
    std::optional<std::uint64_t> count;  ///< Areas or records; nothing for an archive.
    std::string code_column;
};

/// Compares a file with its card: SHA-256, form, number of areas or records, codes (each has the
/// form of an area code, one of the card's prefixes, and stands once).
/// @throws InputError E-GET-10 the sum, E-GET-11 the count, E-GET-12 a code, E-GET-13 a code twice,
///         E-GET-14 the file cannot be read as what the card says.
[[nodiscard]] SourceCheck check_source(const SourceCard& card, const std::filesystem::path& file,
                                       const FileDigest& digest, Progress* progress = nullptr);

struct FetchOptions {
    std::filesystem::path folder;  ///< Made if it is not there.
    bool refresh = false;          ///< Download though the file is there.
    bool overwrite = false;        ///< Replace a file that was not downloaded by `levelin get`.
    std::string time;              ///< RFC 3339, for the sidecar.
    RetryPolicy retry;
    Progress* progress = nullptr;
};

/// A file that is there and has passed its check.
struct FetchedSource {
    std::filesystem::path path;
    FileDigest digest;
    std::optional<std::uint64_t> count;
    bool from_cache = false;
    std::string time;  ///< When it was downloaded.
    Diagnostics findings;
};

/// The data set's file: from `folder` if it is there and unharmed, else downloaded and checked.
///
/// Beside the file stands FILE.json: address, time, SHA-256, bytes, count, licence lines. A file in
/// the folder is used only where its SHA-256 is the one in there and the card still has the same
/// address. A download is made in the folder `.partial`, checked there and moved to its place in
/// one step; a file that fails its check is removed.
///
/// @throws as `download_file`, `download_features` and `check_source`; UsageError E-OUTPUT-01 where
///         a file of that name is there that did not come from here.
[[nodiscard]] FetchedSource fetch_source(const SourceCard& card, Transport& transport,
                                         const FetchOptions& options);

}  // namespace levelin::geodata
