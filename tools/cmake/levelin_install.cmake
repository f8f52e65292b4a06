# Installation of the libraries, the program, the recipes, the source cards and the demo, and the .deb.
# tests/package installs into a folder of its own, builds a consumer against it and opens the .deb.
include(CMakePackageConfigHelpers)

get_property(stages GLOBAL PROPERTY LEVELIN_STAGES)
install(TARGETS ${stages} levelin_options EXPORT levelin_targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/levelin)
install(EXPORT levelin_targets NAMESPACE levelin:: FILE levelin_targets.cmake
    DESTINATION ${cmake_folder} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/levelin-config.cmake.in
    ${PROJECT_BINARY_DIR}/levelin-config.cmake INSTALL_DESTINATION ${cmake_folder})
# Until 1.0 every minor version may change the libraries' interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/levelin-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/levelin-config.cmake
              ${PROJECT_BINARY_DIR}/levelin-config-version.cmake
    DESTINATION ${cmake_folder} COMPONENT development)

if(LEVELIN_BUILD_PROGRAM)
    set(generated ${PROJECT_BINARY_DIR}/generated)
    install(TARGETS levelin_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        COMPONENT program)
    install(DIRECTORY ${generated}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT program)
    install(FILES ${generated}/completion/levelin
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
    install(FILES ${generated}/completion/_levelin
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
    install(FILES ${generated}/completion/levelin.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
    foreach(folder recipes rules catalogue bridges places demo)
        if(EXISTS ${PROJECT_SOURCE_DIR}/geodata/${folder})
            install(DIRECTORY ${PROJECT_SOURCE_DIR}/geodata/${folder}
                DESTINATION ${CMAKE_INSTALL_DATADIR}/levelin COMPONENT program)
        endif()
    endforeach()
    install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT program FILES_MATCHING PATTERN "*.md")
    # Debian's name for the licence file.
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR}
        RENAME copyright COMPONENT program)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "levelin")
set(CPACK_PACKAGE_CONTACT "the levelin authors <levelin@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
"Joins tables of deprivation indicators to boundaries of the United Kingdom's
areas, scores every area with a stated method, draws maps and writes GeoJSON.
No area is lost silently and no missing value becomes a zero.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME levelin)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# libcurl itself comes with shlibdeps; without certificates it can check no server.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "proj-data, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-dejavu-core")
include(CPack)
