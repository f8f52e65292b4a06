# Cairo and Pango set the type, zlib packs the PNG; none of them shows in a public header.
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(levelin_cairo REQUIRED IMPORTED_TARGET cairo pangocairo)

levelin_engine_stage(render
    SOURCES choropleth.cpp choropleth_png.cpp choropleth_svg.cpp class_raster.cpp
            legend.cpp map_layout.cpp page_geometry.cpp palette.cpp
            pattern.cpp png_bytes.cpp type_setter.cpp
    HEADERS choropleth.hpp map_layout.hpp map_spec.hpp
            palette.hpp
    LINKS levelin::core levelin::table levelin::boundary levelin::topology levelin::classify
    PRIVATE_LINKS PkgConfig::levelin_cairo ZLIB::ZLIB)
