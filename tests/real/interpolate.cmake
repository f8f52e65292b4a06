find_package(GDAL REQUIRED)
find_package(ZLIB REQUIRED)
levelin_test(real_interpolate SOURCES test_interpolate.cpp
             LINKS levelin::geodata levelin::interpolate GDAL::GDAL ZLIB::ZLIB)
