#pragma once

#include <iostream>
#include <levelin/core/error.hpp>

/// What every benchmark's main does: too few arguments show the usage, an error its message.
inline int bench_main(int argc, char** argv, int least, const char* usage,
                      int (*run)(int argc, char** argv)) {
    if (argc <= least) {
        std::cerr << "usage: " << usage << '\n';
        return 2;
    }
    try {
        return run(argc, argv);
    } catch (const levelin::Error& error) {
        std::cerr << error.what() << '\n';
        return error.exit_status();
    }
}
