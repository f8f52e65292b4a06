levelin_test(real_geojson SOURCES test_geojson.cpp LINKS levelin::geodata GDAL::GDAL)
target_include_directories(test_real_geojson PRIVATE ${PROJECT_SOURCE_DIR}/geodata/src)
