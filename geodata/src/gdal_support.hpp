#pragma once

#include <gdal_priv.h>

#include <memory>
#include <string>
#include <vector>

namespace levelin::geodata::detail {

/// Registers the drivers that boundaries and datum grids need, once; the whole of GDAL's list costs
/// more start-up time than reading a small file.
void register_boundary_drivers();

/// Keeps GDAL's messages of this thread for as long as the object lives, instead of letting them
/// out on standard error.
class GdalMessages {
  public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    /// The last failure in GDAL's words, or an empty text.
    [[nodiscard]] const std::string& last_failure() const noexcept { return m_failure; }
    [[nodiscard]] bool failed() const noexcept { return !m_failure.empty(); }
    void clear() noexcept { m_failure.clear(); }

  private:
    static void take(CPLErr kind, CPLErrorNum number, const char* message);
    std::string m_failure;
};

/// Keeps GDAL from searching EPSG's database for the .prj of every shapefile that this thread opens
/// or reads, for as long as the object lives; levelin identifies the CRS itself, once.
class NoCrsSearch {
  public:
    NoCrsSearch();
    ~NoCrsSearch();
    NoCrsSearch(const NoCrsSearch&) = delete;
    NoCrsSearch& operator=(const NoCrsSearch&) = delete;

  private:
    std::string m_before;
    bool m_was_set = false;
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const noexcept;
};
using DatasetPtr = std::unique_ptr<GDALDataset, CloseDataset>;

/// Opens a vector dataset for reading with one of the named drivers; null where none takes it.
[[nodiscard]] DatasetPtr open_vector(const std::string& name,
                                     const std::vector<std::string>& drivers,
                                     const std::vector<std::string>& open_options = {});

}  // namespace levelin::geodata::detail
