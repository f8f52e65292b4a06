find_package(GDAL REQUIRED)
levelin_test(real_topology
    SOURCES
        test_simplify.cpp
        test_topology.cpp
    LINKS levelin::geodata levelin::topology GDAL::GDAL)
