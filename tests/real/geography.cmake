levelin_test(real_geography SOURCES test_geography.cpp test_dictionary.cpp test_names.cpp
             LINKS levelin::geodata levelin::join levelin::harmonise)
