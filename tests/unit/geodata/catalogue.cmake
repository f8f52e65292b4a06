levelin_test(geodata_catalogue SOURCES test_catalogue.cpp LINKS levelin::geodata)
