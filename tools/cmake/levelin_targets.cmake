# How a target of levelin is made. Two flag sets: levelin_options goes everywhere and is part of
# what "same input, same bytes" means; levelin_dev_options is for development and never installed.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
# Release with assertions, those of the standard library too; and what goes with sanitizers.
set(CMAKE_CXX_FLAGS_CHECKED "-O2 -D_GLIBCXX_ASSERTIONS")
if(NOT CMAKE_CXX_FLAGS_SANITIZE)
    set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -g1 -D_GLIBCXX_ASSERTIONS")
endif()
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ${LEVELIN_DEV})

find_program(LEVELIN_CCACHE ccache)
if(LEVELIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${LEVELIN_CCACHE})
endif()

add_library(levelin_options INTERFACE)
add_library(levelin::options ALIAS levelin_options)
target_compile_features(levelin_options INTERFACE cxx_std_20)
target_compile_options(levelin_options INTERFACE -ffp-contract=off)
set_target_properties(levelin_options PROPERTIES EXPORT_NAME options)

add_library(levelin_dev_options INTERFACE)
target_compile_options(levelin_dev_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
    -Woverloaded-virtual
    # GCC 12 warns of overlaps in std::string that cannot happen (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${LEVELIN_DEV}>:-Werror>)
if(LEVELIN_SANITIZE)
    target_compile_options(levelin_dev_options INTERFACE
        -fsanitize=${LEVELIN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
        # What sanitizers put in makes GCC 12 see this in the standard library's <regex>.
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(levelin_dev_options INTERFACE -fsanitize=${LEVELIN_SANITIZE})
endif()

# levelin_stage(NAME <stage> SOURCES ... [LINKS ...] [PRIVATE_LINKS ...] HEADERS ...)
# makes the static library levelin_<stage>, known as levelin::<stage>.
function(levelin_stage)
    cmake_parse_arguments(S "" "NAME;HEADER_BASE" "SOURCES;LINKS;PRIVATE_LINKS;HEADERS" ${ARGN})
    add_library(levelin_${S_NAME} STATIC ${S_SOURCES})
    add_library(levelin::${S_NAME} ALIAS levelin_${S_NAME})
    target_sources(levelin_${S_NAME} PUBLIC FILE_SET HEADERS BASE_DIRS ${S_HEADER_BASE}
                   FILES ${S_HEADERS})
    target_link_libraries(levelin_${S_NAME} PUBLIC levelin_options ${S_LINKS}
                          PRIVATE $<BUILD_INTERFACE:levelin_dev_options> ${S_PRIVATE_LINKS})
    set_target_properties(levelin_${S_NAME} PROPERTIES
        EXPORT_NAME ${S_NAME} POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
    set_property(GLOBAL APPEND PROPERTY LEVELIN_STAGES levelin_${S_NAME})
endfunction()
