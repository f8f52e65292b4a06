levelin_test(real_clusters SOURCES test_clusters.cpp LINKS levelin::geodata levelin::clusters)
