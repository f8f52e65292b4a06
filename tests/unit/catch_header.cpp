// Gives the compiled <catch2/catch.hpp> a target to belong to; see tests/CMakeLists.txt.
