# Turns the tables of geodata/dictionary into one source file, so that facts stand once and a user
# of the installed library needs no file. Tables are tab-separated; lines that begin with # are
# comments. Nothing but CMake is needed.
set(LEVELIN_DICTIONARY_DIR ${PROJECT_SOURCE_DIR}/geodata/dictionary)

function(levelin_dictionary_rows out table)
    set(file ${LEVELIN_DICTIONARY_DIR}/${table}.tsv)
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(REGEX REPLACE "(^|\n)#[^\n]*" "\\1" text "${text}")
    if(text MATCHES "[\"\\\\;]|\r")
        message(FATAL_ERROR "${file}: quotes, backslashes, semicolons and CR do not belong here")
    endif()
    string(REGEX REPLACE "\n\n+" "\n" text "${text}")
    string(REGEX REPLACE "^\n" "" text "${text}")
    string(REGEX REPLACE "\t" "\", \"" text "${text}")
    string(REGEX REPLACE "([^\n]+)\n" "    {\"\\1\"},\n" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(levelin_write_dictionary file)
    set(body "// Made from geodata/dictionary by engine/src/harmonise/dictionary.cmake; do not edit.\n")
    string(APPEND body "#include \"dictionary_rows.hpp\"\n\n")
    string(APPEND body "namespace levelin::harmonise_detail {\n\nnamespace {\n\n")
    set(functions "")
    foreach(entry "PrefixRow code_prefixes" "EditionRow editions" "EndedRow ended_codes"
                  "AuthorityRow authorities" "AliasRow name_aliases")
        string(REPLACE " " ";" entry "${entry}")
        list(GET entry 0 type)
        list(GET entry 1 table)
        levelin_dictionary_rows(rows ${table})
        string(APPEND body "constexpr ${type} ${table}[] = {\n${rows}};\n\n")
        string(APPEND functions
               "std::span<const ${type}> rows_of_${table}() noexcept {\n    return ${table};\n}\n")
    endforeach()
    string(APPEND body "}  // namespace\n\n${functions}\n}  // namespace levelin::harmonise_detail\n")
    file(CONFIGURE OUTPUT ${file} CONTENT "${body}" @ONLY)
endfunction()
