#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/output_file.hpp>
#include <new>

#include "commands.hpp"
#include "console.hpp"
#include "generate.hpp"
#include "help.hpp"

namespace levelin::tool {
namespace {

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// levelin --generate man DIR | completion SHELL: for the build and the package.
int generate(const std::vector<std::string>& words, Console& console) {
    if (words.size() == 3 && words[1] == "man") {
        for (const auto& [name, text] : man_pages(LEVELIN_VERSION)) {
            geodata::OutputFile file{std::filesystem::path{words[2]} / name, true};
            file.write(text);
            static_cast<void>(file.commit());
        }
        return status_done;
    }
    if (words.size() == 3 && words[1] == "completion") {
        console.print(completion_script(words[2]));
        return status_done;
    }
    throw UsageError("E-USAGE-06", "--generate takes two arguments",
                     "man DIR, or completion SHELL");
}

int call_command(const std::vector<std::string>& words, Console& console) {
    const std::string& first = words.front();
    if (first == "--help") {
        console.print(program_help());
        return status_done;
    }
    if (first == "--version") {
        console.print("levelin " LEVELIN_VERSION "\n");
        return status_done;
    }
    if (first == "--generate") {
        return generate(words, console);
    }
    if (first.starts_with("-")) {
        throw UsageError("E-USAGE-02", "levelin has no option " + first, "a command first",
                         "see levelin --help");
    }
    const CommandSpec& command = find_command(first);
    const Arguments arguments = Arguments::parse(command, {words.begin() + 1, words.end()});
    if (arguments.flag("--help")) {
        console.print(command_help(command));
        return status_done;
    }
    return command.run(arguments, console);
}

int run_program(const std::vector<std::string>& words) {
    // Read before the call is checked, so that a wrong call is reported in the form asked for.
    Console console{std::cout,
                    std::cerr,
                    {.json = has(words, "--json"),
                     .quiet = has(words, "--quiet"),
                     .strict = has(words, "--strict"),
                     .terminal = ::isatty(STDERR_FILENO) == 1}};
    try {
        if (words.empty()) {
            throw UsageError("E-USAGE-01", "no command is given", "a command and its arguments",
                             "see levelin --help");
        }
        const int status = call_command(words, console);
        console.finish();
        return status;
    } catch (const Interrupted&) {
        std::cerr << "levelin: interrupted; nothing half-written is left\n";
        return status_interrupted;
    } catch (const Error& error) {
        console.report(error);
        return error.exit_status();
    } catch (const std::bad_alloc&) {
        console.report(Error{"E-INTERNAL-01", "out of memory", "more free memory",
                             "give smaller files or a larger machine"});
        return 1;
    } catch (const std::exception& error) {
        console.report(Error{"E-INTERNAL-02", error.what(), "no such thing to happen",
                             "report this, with the call, as a fault of levelin"});
        return 1;
    }
}

}  // namespace
}  // namespace levelin::tool

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    levelin::tool::catch_interrupts();
    return levelin::tool::run_program({argv + std::min(argc, 1), argv + argc});
}
