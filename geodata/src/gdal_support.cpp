#include "gdal_support.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

#include <mutex>

namespace levelin::geodata::detail {

namespace {
constexpr const char* crs_search = "USE_OSR_FIND_MATCHES";
}

void register_boundary_drivers() {
    static std::once_flag once;
    std::call_once(once, [] {
        RegisterOGRShape();
        RegisterOGRGeoPackage();
        RegisterOGRGeoJSON();
        RegisterOGRGeoJSONSeq();
        RegisterOGRTopoJSON();
        RegisterOGRFlatGeobuf();
        GDALRegister_GTiff();
    });
}

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(&GdalMessages::take, this);
}

GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void GdalMessages::take(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
    if (kind == CE_Failure || kind == CE_Fatal) {
        static_cast<GdalMessages*>(CPLGetErrorHandlerUserData())->m_failure = message;
    }
}

NoCrsSearch::NoCrsSearch() {
    if (const char* value = CPLGetThreadLocalConfigOption(crs_search, nullptr)) {
        m_before = value;
        m_was_set = true;
    }
    CPLSetThreadLocalConfigOption(crs_search, "NO");
}

NoCrsSearch::~NoCrsSearch() {
    CPLSetThreadLocalConfigOption(crs_search, m_was_set ? m_before.c_str() : nullptr);
}

void CloseDataset::operator()(GDALDataset* dataset) const noexcept {
    GDALClose(GDALDataset::ToHandle(dataset));
}

DatasetPtr open_vector(const std::string& name, const std::vector<std::string>& drivers,
                       const std::vector<std::string>& open_options) {
    const auto list = [](const std::vector<std::string>& texts) {
        std::vector<const char*> pointers;
        pointers.reserve(texts.size() + 1);
        for (const std::string& text : texts) {
            pointers.push_back(text.c_str());
        }
        pointers.push_back(nullptr);
        return pointers;
    };
    const auto driver_list = list(drivers);
    const auto option_list = list(open_options);
    return DatasetPtr{GDALDataset::FromHandle(
        GDALOpenEx(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                   driver_list.data(), option_list.data(), nullptr))};
}

}  // namespace levelin::geodata::detail
