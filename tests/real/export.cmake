find_package(GDAL REQUIRED)
set(read_back ${PROJECT_SOURCE_DIR}/tests/unit/geodata)
levelin_test(real_export SOURCES test_export.cpp ${read_back}/read_back.cpp
             LINKS levelin::geodata GDAL::GDAL)
target_include_directories(test_real_export PRIVATE ${read_back})
