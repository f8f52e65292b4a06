levelin_test(real_convert SOURCES test_convert.cpp LINKS levelin::geodata levelin::convert levelin::join
             ZLIB::ZLIB)
