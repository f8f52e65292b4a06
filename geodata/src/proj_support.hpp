#pragma once

#include <proj.h>

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/geodata/reproject.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin::geodata::detail {

/// The OSTN15 grid's name in PROJ's database and in PROJ-data.
inline constexpr const char* ostn15_name = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif";

/// A PROJ context of its own: silent and without network. One per thread.
class ProjContext {
  public:
    ProjContext();
    [[nodiscard]] PJ_CONTEXT* get() const noexcept { return m_context.get(); }
    /// PROJ's words for the context's last error.
    [[nodiscard]] std::string last_error() const;

  private:
    std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> m_context;
};

using PjPtr = std::unique_ptr<PJ, decltype(&proj_destroy)>;
using PjListPtr = std::unique_ptr<PJ_OBJ_LIST, decltype(&proj_list_destroy)>;

/// A coordinate operation as a text that any thread can make its own PROJ object from.
struct Operation {
    std::string pipeline;  ///< East/north or longitude/latitude (degrees) in and out, x first.
    std::string name;
    double accuracy_m = -1;
    std::filesystem::path grid;  ///< OSTN15, where the pipeline uses it.
};

/// Where the OSTN15 grid is: the file given, the folders given, PROJ's own folders.
/// @throws UsageError E-GEOMETRY-09 where a file is given and is not there.
[[nodiscard]] std::optional<std::filesystem::path> find_ostn15(const ReprojectOptions& options);

/// The best operations between two CRSs that can be done here, best first, in PROJ's order.
/// @throws GeometryError E-GEOMETRY-10 where there is none.
[[nodiscard]] std::vector<Operation> usable_operations(
    const std::string& source, const std::string& target,
    const std::optional<std::filesystem::path>& ostn15);

/// What `usable_operations("EPSG:27700", "EPSG:4326", ostn15)` finds, without the search in PROJ's
/// database, which takes longer than to transform a million points; a test holds the two together.
/// Source: EPSG dataset, operations 7710 (OSTN15) and 1314 (Petroleum Exploration Computing Group's
/// seven parameters, as in Ordnance Survey, A Guide to Coordinate Systems in Great Britain, 6.6).
[[nodiscard]] std::vector<Operation> national_grid_operations(
    const std::optional<std::filesystem::path>& ostn15);

/// Transforms points in place. Points that the operation cannot transform become infinite.
/// @throws GeometryError E-GEOMETRY-10 where PROJ refuses the pipeline.
void transform(const std::string& pipeline, std::span<Point> points);

}  // namespace levelin::geodata::detail
