#include "proj_support.hpp"

#include <array>
#include <cmath>
#include <levelin/core/error.hpp>
#include <limits>
#include <sstream>

namespace levelin::geodata::detail {

namespace {

std::vector<std::filesystem::path> proj_folders() {
    const PJ_INFO info = proj_info();
    std::vector<std::filesystem::path> folders;
    std::stringstream list{info.searchpath != nullptr ? info.searchpath : ""};
    for (std::string folder; std::getline(list, folder, ':');) {
        if (!folder.empty()) {
            folders.emplace_back(folder);
        }
    }
    return folders;
}

// Puts the grid's full path in the place of its name; quoted, since folders may hold blanks.
std::string with_grid(std::string pipeline, const std::filesystem::path& grid) {
    const std::string named = std::string{"grids="} + ostn15_name;
    const std::size_t at = pipeline.find(named);
    if (at == std::string::npos) {
        return pipeline;
    }
    return pipeline.replace(at, named.size(), "grids=\"" + grid.string() + '"');
}

struct Usable {
    bool usable = true;
    bool uses_ostn15 = false;
};

Usable grids_usable(PJ_CONTEXT* context, const PJ* operation, bool have_ostn15) {
    Usable result;
    const int count = proj_coordoperation_get_grid_used_count(context, operation);
    for (int g = 0; g < count; ++g) {
        const char* short_name = nullptr;
        int available = 0;
        if (proj_coordoperation_get_grid_used(context, operation, g, &short_name, nullptr, nullptr,
                                              nullptr, nullptr, nullptr, &available) == 0) {
            result.usable = false;
            continue;
        }
        const bool ostn15 = short_name != nullptr && std::string{short_name} == ostn15_name;
        result.uses_ostn15 = result.uses_ostn15 || ostn15;
        result.usable = result.usable && (ostn15 ? have_ostn15 : available != 0);
    }
    return result;
}

}  // namespace

ProjContext::ProjContext() : m_context(proj_context_create(), &proj_context_destroy) {
    proj_log_level(m_context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(m_context.get(), 0);
}

std::string ProjContext::last_error() const {
    const char* text = proj_context_errno_string(get(), proj_context_errno(get()));
    return text != nullptr ? text : "unknown";
}

std::optional<std::filesystem::path> find_ostn15(const ReprojectOptions& options) {
    std::error_code ignored;
    const auto absolute = [](const std::filesystem::path& path) {
        std::error_code error;
        const auto full = std::filesystem::absolute(path, error);
        return error ? path : full;
    };
    if (!options.grid.empty()) {
        if (!std::filesystem::is_regular_file(options.grid, ignored)) {
            throw UsageError("E-GEOMETRY-09", "there is no such grid file",
                             std::string{"the OSTN15 grid, "} + ostn15_name, "check --grid",
                             {options.grid.string(), 0, 0});
        }
        return absolute(options.grid);
    }
    std::vector<std::filesystem::path> folders = options.search_folders;
    const auto own = proj_folders();
    folders.insert(folders.end(), own.begin(), own.end());
    for (const auto& folder : folders) {
        const auto candidate = folder / ostn15_name;
        if (std::filesystem::is_regular_file(candidate, ignored)) {
            return absolute(candidate);
        }
    }
    return std::nullopt;
}

std::vector<Operation> usable_operations(const std::string& source, const std::string& target,
                                         const std::optional<std::filesystem::path>& ostn15) {
    const ProjContext context;
    const PjPtr from{proj_create(context.get(), source.c_str()), &proj_destroy};
    const PjPtr to{proj_create(context.get(), target.c_str()), &proj_destroy};
    std::vector<Operation> found;
    if (from && to) {
        const std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT,
                              decltype(&proj_operation_factory_context_destroy)>
            factory{proj_create_operation_factory_context(context.get(), nullptr),
                    &proj_operation_factory_context_destroy};
        proj_operation_factory_context_set_grid_availability_use(context.get(), factory.get(),
                                                                 PROJ_GRID_AVAILABILITY_IGNORED);
        proj_operation_factory_context_set_spatial_criterion(
            context.get(), factory.get(), PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
        const PjListPtr list{
            proj_create_operations(context.get(), from.get(), to.get(), factory.get()),
            &proj_list_destroy};
        const int count = list ? proj_list_get_count(list.get()) : 0;
        for (int i = 0; i < count; ++i) {
            const PjPtr raw{proj_list_get(context.get(), list.get(), i), &proj_destroy};
            if (!raw ||
                proj_coordoperation_has_ballpark_transformation(context.get(), raw.get()) != 0) {
                continue;
            }
            const Usable grids = grids_usable(context.get(), raw.get(), ostn15.has_value());
            if (!grids.usable) {
                continue;
            }
            const PjPtr visual{proj_normalize_for_visualization(context.get(), raw.get()),
                               &proj_destroy};
            const char* text =
                visual ? proj_as_proj_string(context.get(), visual.get(), PJ_PROJ_5, nullptr)
                       : nullptr;
            if (text == nullptr) {
                continue;
            }
            Operation operation;
            operation.pipeline = text;
            const char* name = proj_get_name(raw.get());
            operation.name = name != nullptr ? name : "";
            operation.accuracy_m = proj_coordoperation_get_accuracy(context.get(), raw.get());
            if (grids.uses_ostn15) {
                operation.grid = *ostn15;
                operation.pipeline = with_grid(operation.pipeline, *ostn15);
            }
            found.push_back(std::move(operation));
        }
    }
    if (found.empty()) {
        throw GeometryError("E-GEOMETRY-10",
                            "PROJ has no operation from this coordinate system to " + target +
                                ": " + context.last_error(),
                            "a coordinate system that PROJ knows", "give --crs EPSG:N");
    }
    return found;
}

std::vector<Operation> national_grid_operations(
    const std::optional<std::filesystem::path>& ostn15) {
    const std::string unprojected =
        "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 "
        "+y_0=-100000 +ellps=airy";
    const std::string degrees = " +step +proj=unitconvert +xy_in=rad +xy_out=deg";
    const std::string from_grid = "Inverse of British National Grid + OSGB36 to WGS 84 ";
    std::vector<Operation> operations;
    if (ostn15) {
        const std::string step = std::string{" +step +proj=hgridshift +grids="} + ostn15_name;
        operations.push_back(
            {with_grid(unprojected + step + degrees, *ostn15), from_grid + "(9)", 1, *ostn15});
    }
    operations.push_back({unprojected +
                              " +step +proj=push +v_3 +step +proj=cart +ellps=airy"
                              " +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15"
                              " +ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector"
                              " +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3" +
                              degrees,
                          from_grid + "(6)",
                          2,
                          {}});
    return operations;
}

void transform(const std::string& pipeline, std::span<Point> points) {
    const ProjContext context;
    const PjPtr operation{proj_create(context.get(), pipeline.c_str()), &proj_destroy};
    if (!operation) {
        throw GeometryError(
            "E-GEOMETRY-10", "PROJ cannot do the operation: " + context.last_error(),
            "a complete PROJ installation and grid file", "check --grid, or leave it out");
    }
    static_assert(sizeof(Point) == 2 * sizeof(double));
    proj_trans_generic(operation.get(), PJ_FWD, &points.data()->x, sizeof(Point), points.size(),
                       &points.data()->y, sizeof(Point), points.size(), nullptr, 0, 0, nullptr, 0,
                       0);
}

}  // namespace levelin::geodata::detail
