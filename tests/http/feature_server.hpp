#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "local_server.hpp"

/// A double of an ArcGIS FeatureServer's layer: squares of one degree with codes E01000001, ...,
/// paged by resultOffset and resultRecordCount. What it does wrong is set by its members.
struct FeatureServerDouble {
    std::uint64_t features = 0;
    std::uint64_t max_record_count = 10;
    bool geojson = true;
    std::int64_t last_edit = 1;

    std::uint64_t fails_above = 1'000'000;     ///< Pages of more rows: HTTP 500.
    std::uint64_t cuts_above = 1'000'000;      ///< Pages of more rows: text that breaks off.
    std::uint64_t error_above = 1'000'000;     ///< Pages of more rows: error 500 with status 200.
    std::uint64_t counts = 0;                  ///< Instead of the features there are; 0 = these.
    std::uint64_t twice = 0;                   ///< This object id also stands for the next one.
    bool says_more_at_end = false;             ///< exceededTransferLimit on the last full page.
    std::uint64_t ends_after = 1'000'000;      ///< Features, then empty pages.
    std::function<bool(std::uint64_t)> empty;  ///< Whether page number N (from 0) is without a row.
    std::uint64_t pages = 0;                   ///< Asked for so far.

    [[nodiscard]] ServedResponse answer(const ServedRequest& request);

  private:
    [[nodiscard]] nlohmann::json feature(std::uint64_t number) const;
    [[nodiscard]] ServedResponse page(const ServedRequest& request);
};
