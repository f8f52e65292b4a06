levelin_test(geodata_lookup SOURCES test_read_lookup.cpp LINKS levelin::geodata levelin::convert)
