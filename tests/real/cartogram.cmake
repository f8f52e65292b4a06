find_package(GDAL REQUIRED)
levelin_test(real_cartogram SOURCES test_cartogram.cpp
             LINKS levelin::geodata levelin::cartogram GDAL::GDAL)
