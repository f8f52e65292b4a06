levelin_test(real_explain SOURCES test_explain.cpp LINKS levelin_run)
