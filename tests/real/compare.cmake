levelin_test(real_compare SOURCES test_compare.cpp LINKS levelin_run)
