levelin_test(real_allocations SOURCES test_allocations.cpp LINKS levelin_run levelin::choose)
