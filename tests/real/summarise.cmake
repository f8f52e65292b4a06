levelin_test(real_summaries SOURCES test_summaries.cpp LINKS levelin_run)
