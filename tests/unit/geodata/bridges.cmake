levelin_test(geodata_bridges SOURCES test_read_bridges.cpp LINKS levelin::geodata)
