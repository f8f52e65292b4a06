# protozero writes protocol buffers (headers alone), libdeflate packs; neither shows in a public
# header.
find_path(PROTOZERO_INCLUDE protozero/version.hpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(levelin_deflate REQUIRED IMPORTED_TARGET libdeflate)

levelin_engine_stage(tile
    SOURCES
        archive_directory.cpp
        clip.cpp
        gzip.cpp
        make_tiles.cpp
        mercator.cpp
        tile_address.cpp
        tile_attributes.cpp
        tile_shapes.cpp
        vector_tile.cpp
    HEADERS
        archive_directory.hpp
        clip.hpp
        gzip.hpp
        make_tiles.hpp
        mercator.hpp
        tile_address.hpp
        tile_attributes.hpp
        tile_shapes.hpp
        vector_tile.hpp
    LINKS
        levelin::core
        levelin::table
        levelin::boundary
        levelin::topology
    PRIVATE_LINKS
        PkgConfig::levelin_deflate)
target_include_directories(levelin_tile SYSTEM PRIVATE ${PROTOZERO_INCLUDE})
