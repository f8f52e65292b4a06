levelin_test(real_rules SOURCES test_rules.cpp LINKS levelin_run)
