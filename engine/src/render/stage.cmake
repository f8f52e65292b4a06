levelin_engine_stage(render
    SOURCES arrangement.cpp bivariate.cpp choropleth.cpp differences.cpp dot_density.cpp
            draw_map.cpp furniture.cpp ink_list.cpp legend.cpp legend_parts.cpp lies_in.cpp
            map_frames.cpp occupancy.cpp overlays.cpp page_base.cpp page_texts.cpp palette.cpp
            palette_tables.cpp place_labels.cpp small_multiples.cpp symbol_map.cpp word_map.cpp
    HEADERS bivariate.hpp choropleth.hpp differences.hpp dot_density.hpp legend.hpp map_frames.hpp
            map_page.hpp overlays.hpp palette.hpp place_labels.hpp symbol_map.hpp
            thematic_map.hpp word_map.hpp
    LINKS levelin::core levelin::table levelin::boundary levelin::topology levelin::classify
          levelin::draw)
