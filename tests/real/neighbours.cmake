find_package(GDAL REQUIRED)
levelin_test(real_neighbours SOURCES test_neighbours.cpp
             LINKS levelin::geodata levelin::topology GDAL::GDAL)
