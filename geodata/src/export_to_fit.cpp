#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/export_to_fit.hpp>
#include <optional>

#include "staged_folder.hpp"

namespace levelin::geodata {

namespace {

// One share and what it came to.
struct Trial {
    double share = 0;
    std::uint64_t bytes = 0;
};

class Search {
  public:
    Search(const std::filesystem::path& to, ExportLayer& layer, const Simplifier& simplifier,
           const ExportOptions& options, const SimplifyOptions& simplify)
        : m_staged(to, options.overwrite),
          m_file(m_staged.file(to.filename())),
          m_layer(layer),
          m_simplifier(simplifier),
          m_options(options),
          m_simplify(simplify) {
        m_options.overwrite = true;
        m_options.max_bytes = 0;
    }

    [[nodiscard]] Trial attempt(double share) {
        ++trials;
        m_layer.coverage = m_simplifier.keep_share(share, m_simplify).coverage;
        return {share, bytes_of(export_layer(m_file, m_layer, m_options))};
    }

    unsigned trials = 0;

  private:
    detail::StagedFolder m_staged;
    std::filesystem::path m_file;
    ExportLayer& m_layer;
    const Simplifier& m_simplifier;
    ExportOptions m_options;
    SimplifyOptions m_simplify;
};

double search_share(Search& search, const std::filesystem::path& to, std::uint64_t max_bytes,
                    bool has_parts_to_drop) {
    constexpr unsigned most_trials = 14;
    constexpr double nearest_shares = 1e-4;
    constexpr double first_share = 0.1;
    const auto limit = static_cast<double>(max_bytes);
    Trial fits = search.attempt(0);
    if (fits.bytes > max_bytes) {
        throw UsageError(
            "E-TOPOLOGY-11",
            "with straight borders the file still has " + grouped_text(fits.bytes) +
                " bytes, and " + grouped_text(max_bytes) + " are asked for",
            "at least that many bytes",
            std::string{has_parts_to_drop ? "" : "leave small islands out with --min-part, "} +
                "write fewer --decimals, a more compact format such as .fgb or .topojson, or "
                "larger areas",
            {to.string(), 0, 0});
    }
    std::optional<Trial> too_large;
    double share = first_share;
    while (search.trials < most_trials) {
        const Trial now = search.attempt(share);
        (now.bytes <= max_bytes ? fits : too_large.emplace()) = now;
        if (fits.share >= 1 || static_cast<double>(fits.bytes) >= 0.98 * limit ||
            (too_large && too_large->share - fits.share < nearest_shares)) {
            break;
        }
        if (!too_large) {
            // Bytes grow a little less than shares do: what the line says is near, not beyond.
            const double slope = static_cast<double>(now.bytes) / std::max(now.share, 1e-9);
            share = std::min(1.0, std::max(2 * fits.share, 0.99 * limit / slope));
            continue;
        }
        const auto low = static_cast<double>(fits.bytes);
        const auto high = static_cast<double>(too_large->bytes);
        const double part = high > low ? (0.99 * limit - low) / (high - low) : 0.5;
        // Not at the ends, so that both come nearer.
        share = fits.share + (too_large->share - fits.share) * std::clamp(part, 0.05, 0.95);
    }
    return fits.share;
}

}  // namespace

std::uint64_t bytes_of(const ExportOutcome& outcome) noexcept {
    std::uint64_t bytes = 0;
    for (const ExportedFile& file : outcome.files) {
        bytes += file.digest.bytes;
    }
    return bytes;
}

FittedExport export_to_fit(const std::filesystem::path& to, ExportLayer layer,
                           const Simplifier& simplifier, std::uint64_t max_bytes,
                           const ExportOptions& options, const SimplifyOptions& simplify) {
    check_export(to, layer, options);
    double share = 0;
    unsigned trials = 0;
    {
        Search search(to, layer, simplifier, options, simplify);
        share = search_share(search, to, max_bytes, simplify.min_part > 0);
        trials = search.trials;
    }
    FittedExport fitted{simplifier.keep_share(share, simplify), {}, 0, trials};
    layer.coverage = fitted.level.coverage;
    ExportOptions last = options;
    last.max_bytes = 0;
    fitted.outcome = export_layer(to, layer, last);
    fitted.bytes = bytes_of(fitted.outcome);
    return fitted;
}

}  // namespace levelin::geodata
