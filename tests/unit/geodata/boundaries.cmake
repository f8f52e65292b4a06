find_package(GDAL REQUIRED)
find_package(PROJ REQUIRED CONFIG)
find_package(nlohmann_json 3.11 REQUIRED)
levelin_test(geodata_boundaries
    SOURCES test_read_boundaries.cpp test_boundary_crs.cpp test_boundary_faults.cpp
            test_reproject.cpp test_write_geojson.cpp test_text_encoding.cpp boundary_maker.cpp
            test_boundary_fields.cpp
            test_read_geojson.cpp
            test_write_topojson.cpp
    LINKS levelin::geodata GDAL::GDAL PROJ::proj nlohmann_json::nlohmann_json)
target_include_directories(test_geodata_boundaries PRIVATE ${PROJECT_SOURCE_DIR}/geodata/src)
