find_package(ZLIB REQUIRED)
levelin_test(real_tiles
    SOURCES
        test_tiles.cpp
    LINKS
        levelin::geodata
        levelin::tile
        ZLIB::ZLIB)
target_include_directories(test_real_tiles SYSTEM PRIVATE ${PROTOZERO_INCLUDE})
