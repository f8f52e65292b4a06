#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// A folder of its own for a test, removed with it.
class TestFolder {
  public:
    TestFolder();
    ~TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return m_path / name;
    }

  private:
    std::filesystem::path m_path;
};

/// Rows of a layer: WKT (empty = no shape) and the texts of the fields.
struct MadeFeature {
    std::string wkt;
    std::vector<std::string> texts;
};

/// A layer for a test.
struct MadeLayer {
    std::string name = "layer";
    std::string crs = "EPSG:27700";  ///< Empty = none.
    std::vector<std::string> fields{"LSOA11CD", "LSOA11NM"};
    std::vector<MadeFeature> features;
    std::string encoding = "UTF-8";  ///< Of a shapefile; empty = bytes as they are, no .cpg.
};

/// Two squares of 1 km near Westminster in National Grid, with codes and names.
[[nodiscard]] MadeLayer two_squares();

/// WKT of a square.
[[nodiscard]] std::string square_wkt(double x, double y, double side);

/// Writes layers with the GDAL driver of that name.
void make_boundary_file(const std::filesystem::path& path, const std::string& driver,
                        const std::vector<MadeLayer>& layers);

void write_text(const std::filesystem::path& path, const std::string& text);
[[nodiscard]] std::string read_text(const std::filesystem::path& path);
/// Cuts a file down to so many bytes.
void cut_file(const std::filesystem::path& path, std::size_t bytes);
/// Puts files into a new .zip under their own names.
void zip_files(const std::filesystem::path& archive,
               const std::vector<std::filesystem::path>& files);
