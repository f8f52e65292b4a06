#include "datum_grid.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <levelin/core/parallel.hpp>

#include "gdal_support.hpp"

namespace levelin::geodata::detail {

namespace {

DatasetPtr open_grid(const std::filesystem::path& file) {
    const std::array<const char*, 2> drivers{"GTiff", nullptr};
    return DatasetPtr{GDALDataset::FromHandle(GDALOpenEx(
        file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr))};
}

bool item_is(GDALMajorObject& object, const char* name, const char* value) {
    const char* text = object.GetMetadataItem(name);
    return text != nullptr && std::strcmp(text, value) == 0;
}

bool in_arc_seconds(GDALRasterBand& band, const char* what) {
    const char* unit = band.GetUnitType();
    const char* description = band.GetDescription();
    return unit != nullptr && std::strcmp(unit, "arc-second") == 0 && description != nullptr &&
           std::strcmp(description, what) == 0 && band.GetRasterDataType() == GDT_Float32;
}

}  // namespace

std::unique_ptr<DatumGrid> DatumGrid::read(const std::filesystem::path& file, const Box& needed,
                                           unsigned threads) {
    register_boundary_drivers();
    const GdalMessages quiet;
    const DatasetPtr dataset = open_grid(file);
    std::array<double, 6> place{};
    if (!dataset || dataset->GetRasterCount() < 2 ||
        !item_is(*dataset, "TYPE", "HORIZONTAL_OFFSET") ||
        !item_is(*dataset, "AREA_OR_POINT", "Point") ||
        dataset->GetGeoTransform(place.data()) != CE_None || place[2] != 0 || place[4] != 0 ||
        place[1] <= 0 || place[5] >= 0 ||
        !in_arc_seconds(*dataset->GetRasterBand(1), "latitude_offset") ||
        !in_arc_seconds(*dataset->GetRasterBand(2), "longitude_offset") ||
        !item_is(*dataset->GetRasterBand(2), "positive_value", "east") ||
        dataset->GetMetadata("SUBDATASETS") != nullptr) {
        return nullptr;
    }
    const auto width = static_cast<std::size_t>(dataset->GetRasterXSize());
    const auto height = static_cast<std::size_t>(dataset->GetRasterYSize());
    if (width < 2 || height < 2 || width * height > 100'000'000) {
        return nullptr;
    }
    std::unique_ptr<DatumGrid> grid{new DatumGrid};
    grid->m_width = width;
    grid->m_per_lon = 1 / place[1];
    grid->m_per_lat = -1 / place[5];
    // The file's origin is the corner of a pixel whose centre is the node.
    grid->m_west = place[0] + place[1] / 2;
    grid->m_south = place[3] + place[5] * (static_cast<double>(height) - 0.5);
    grid->m_last_column = static_cast<double>(width - 1);
    const auto node = [&](double lat, double shift, double least, double most) {
        return std::clamp(std::floor((lat - grid->m_south) * grid->m_per_lat) + shift, least, most);
    };
    const auto top = static_cast<double>(height - 1);
    grid->m_first_row = node(needed.min_y, 0, 0, top);
    grid->m_last_row = node(needed.max_y, 1, grid->m_first_row, top);
    grid->m_shifts.resize(width * height);

    // Strips of rows that are whole blocks of the file, each thread with a dataset of its own.
    int block_width = 0;
    int block_height = 0;
    dataset->GetRasterBand(1)->GetBlockSize(&block_width, &block_height);
    std::atomic<bool> failed{false};
    constexpr double radians_per_arc_second = 4.8481368110953599358991410235795e-6;
    const auto first_line = height - 1 - static_cast<std::size_t>(grid->m_last_row);
    const auto last_line = height - 1 - static_cast<std::size_t>(grid->m_first_row);
    parallel_blocks(
        height, static_cast<std::size_t>(std::max(block_height, 1)), threads,
        [&](std::size_t begin, std::size_t end) {
            begin = std::max(begin, first_line);
            end = std::min(end, last_line + 1);
            if (begin >= end) {
                return;
            }
            const GdalMessages still_quiet;
            const DatasetPtr own = open_grid(file);
            std::vector<float> values((end - begin) * width);
            for (int band = 1; band <= 2 && !failed; ++band) {
                if (!own ||
                    own->GetRasterBand(band)->RasterIO(
                        GF_Read, 0, static_cast<int>(begin), static_cast<int>(width),
                        static_cast<int>(end - begin), values.data(), static_cast<int>(width),
                        static_cast<int>(end - begin), GDT_Float32, 0, 0, nullptr) != CE_None) {
                    failed = true;
                    return;
                }
                for (std::size_t row = begin; row < end; ++row) {
                    Shift* to = grid->m_shifts.data() + (height - 1 - row) * width;
                    const float* from = values.data() + (row - begin) * width;
                    for (std::size_t c = 0; c < width; ++c) {
                        const auto shift = static_cast<float>(from[c] * radians_per_arc_second);
                        (band == 1 ? to[c].lat : to[c].lon) = shift;
                    }
                }
            }
        });
    if (failed) {
        return nullptr;
    }
    return grid;
}

}  // namespace levelin::geodata::detail
