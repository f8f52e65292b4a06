#include <levelin/core/error.hpp>

#include "commands.hpp"
#include "console.hpp"

namespace levelin::tool {

int run_run(const Arguments& arguments, Console& /*console*/) {
    throw UsageError("E-USAGE-08",
                     "levelin " + std::string{arguments.command().name} + " is not built in");
}

}  // namespace levelin::tool
