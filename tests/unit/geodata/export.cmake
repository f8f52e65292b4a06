find_package(GDAL REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
levelin_test(geodata_export
    SOURCES test_export_formats.cpp test_export_profiles.cpp test_field_names.cpp
            awkward_layer.cpp boundary_maker.cpp read_back.cpp
    LINKS levelin::geodata GDAL::GDAL nlohmann_json::nlohmann_json)
target_include_directories(test_geodata_export PRIVATE ${PROJECT_SOURCE_DIR}/geodata/src)
