levelin_test(real_confidence SOURCES test_confidence.cpp LINKS levelin_run)
