#include "boundary_maker.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(GDALDataset::ToHandle(dataset)); }
};

void must(bool done, const char* what) {
    if (!done) {
        throw std::runtime_error(std::string{"cannot make the test file: "} + what);
    }
}

}  // namespace

TestFolder::TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "levelin-test-XXXXXX").string();
    must(::mkdtemp(name.data()) != nullptr, "folder");
    m_path = name;
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::string square_wkt(double x, double y, double side) {
    const auto at = [](double px, double py) {
        return std::to_string(px) + ' ' + std::to_string(py);
    };
    return "POLYGON ((" + at(x, y) + ", " + at(x, y + side) + ", " + at(x + side, y + side) + ", " +
           at(x + side, y) + ", " + at(x, y) + "))";
}

MadeLayer two_squares() {
    MadeLayer layer;
    layer.features = {{square_wkt(530000, 179000, 1000), {"E01004736", "Westminster 018A"}},
                      {square_wkt(531000, 179000, 1000), {"W01000001", "Ynys M\xC3\xB4n 001A"}}};
    return layer;
}

void make_boundary_file(const std::filesystem::path& path, const std::string& driver,
                        const std::vector<MadeLayer>& layers) {
    GDALAllRegister();
    GDALDriver* maker = GetGDALDriverManager()->GetDriverByName(driver.c_str());
    must(maker != nullptr, "driver");
    const std::unique_ptr<GDALDataset, Close> dataset{
        maker->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    must(dataset != nullptr, "dataset");
    for (const MadeLayer& made : layers) {
        OGRSpatialReference srs;
        if (!made.crs.empty()) {
            must(srs.SetFromUserInput(made.crs.c_str()) == OGRERR_NONE, "CRS");
            srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        }
        const bool points =
            !made.features.empty() && made.features.front().wkt.rfind("POINT", 0) == 0;
        CPLStringList options;
        if (driver == "ESRI Shapefile") {
            options.SetNameValue("ENCODING", made.encoding.c_str());
        }
        const OGRwkbGeometryType type =
            points ? wkbPoint : (driver == "ESRI Shapefile" ? wkbPolygon : wkbUnknown);
        OGRLayer* layer = dataset->CreateLayer(made.name.c_str(), made.crs.empty() ? nullptr : &srs,
                                               type, options.List());
        must(layer != nullptr, "layer");
        for (const std::string& name : made.fields) {
            OGRFieldDefn field(name.c_str(), OFTString);
            if (driver == "ESRI Shapefile") {
                field.SetWidth(20);
            }
            must(layer->CreateField(&field) == OGRERR_NONE, "field");
        }
        for (const MadeFeature& row : made.features) {
            OGRFeature feature(layer->GetLayerDefn());
            for (std::size_t f = 0; f < row.texts.size(); ++f) {
                feature.SetField(static_cast<int>(f), row.texts[f].c_str());
            }
            if (!row.wkt.empty()) {
                OGRGeometry* shape = nullptr;
                must(OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &shape) ==
                         OGRERR_NONE,
                     "shape");
                feature.SetGeometryDirectly(shape);
            }
            must(layer->CreateFeature(&feature) == OGRERR_NONE, "feature");
        }
    }
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream{path, std::ios::binary} << text;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void cut_file(const std::filesystem::path& path, std::size_t bytes) {
    std::filesystem::resize_file(path, bytes);
}

void zip_files(const std::filesystem::path& archive,
               const std::vector<std::filesystem::path>& files) {
    // The archive stays open over all files, or each would start it anew.
    const std::string root = "/vsizip/" + archive.string();
    VSILFILE* whole = VSIFOpenL(root.c_str(), "wb");
    must(whole != nullptr, "archive");
    for (const auto& file : files) {
        const std::string bytes = read_text(file);
        VSILFILE* entry = VSIFOpenL((root + '/' + file.filename().string()).c_str(), "wb");
        must(entry != nullptr && VSIFWriteL(bytes.data(), 1, bytes.size(), entry) == bytes.size(),
             "entry");
        VSIFCloseL(entry);
    }
    VSIFCloseL(whole);
}
