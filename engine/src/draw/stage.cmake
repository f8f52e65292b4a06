# Cairo and Pango draw and set the type, zlib packs the PNG; none of them shows in a public header.
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(levelin_cairo REQUIRED IMPORTED_TARGET cairo cairo-pdf pangocairo)

levelin_engine_stage(draw
    SOURCES area_raster.cpp area_shapes.cpp border_lines.cpp cairo_canvas.cpp colour.cpp
            drawing.cpp house_style.cpp pdf.cpp pdf_additions.cpp png.cpp png_bytes.cpp svg.cpp svg_styles.cpp
            svg_text.cpp thinned.cpp tile.cpp type_setter.cpp vector_areas.cpp
    HEADERS area_layer.hpp area_shapes.hpp colour.hpp drawing.hpp house_style.hpp ink.hpp type_setter.hpp write.hpp
    LINKS levelin::core levelin::boundary
    PRIVATE_LINKS PkgConfig::levelin_cairo ZLIB::ZLIB)
