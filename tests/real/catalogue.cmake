levelin_test(real_catalogue SOURCES test_catalogue.cpp LINKS levelin_config levelin::geodata)
