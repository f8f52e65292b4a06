levelin_test(geodata_result SOURCES test_read_result.cpp LINKS levelin::geodata levelin::export)
