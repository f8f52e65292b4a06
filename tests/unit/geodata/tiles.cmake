find_package(GDAL REQUIRED)
find_package(ZLIB REQUIRED)
levelin_test(geodata_tiles
    SOURCES
        test_write_tiles.cpp
    LINKS
        levelin::geodata
        levelin::tile
        GDAL::GDAL
        ZLIB::ZLIB)
target_include_directories(test_geodata_tiles SYSTEM PRIVATE ${PROTOZERO_INCLUDE})
