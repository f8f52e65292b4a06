find_package(GDAL REQUIRED)
levelin_test(real_boundaries SOURCES test_boundaries.cpp
             LINKS levelin::geodata levelin::export GDAL::GDAL)
