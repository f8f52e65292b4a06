find_package(ZLIB REQUIRED)
levelin_test(geodata_table SOURCES test_inspect.cpp test_read_table.cpp
             LINKS levelin::geodata ZLIB::ZLIB)
