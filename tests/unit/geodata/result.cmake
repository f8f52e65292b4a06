find_package(GDAL REQUIRED)
levelin_test(geodata_result SOURCES test_read_points.cpp test_read_result.cpp
             LINKS levelin::geodata levelin::export GDAL::GDAL)
