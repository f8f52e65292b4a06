#include <gdal.h>
#include <proj.h>

#include <levelin/geodata/versions.hpp>

namespace levelin::geodata {

Versions versions() {
    return {LEVELIN_VERSION, GDALVersionInfo("RELEASE_NAME"), proj_info().version};
}

}  // namespace levelin::geodata
