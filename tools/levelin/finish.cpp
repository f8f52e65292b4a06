#include "finish.hpp"

#include "console.hpp"

namespace levelin::tool {

int finish(const run::Outcome& outcome, const std::string& done, Console& console) {
    std::string text = done + "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

int finish_with(const run::Outcome& outcome, const std::string& text, Console& console) {
    console.report(outcome.findings);
    if (!outcome.written) {
        console.note("nothing was written: --strict, and there are warnings");
    }
    if (console.json()) {
        console.print(outcome.report);
    } else if (outcome.written) {
        console.print(text);
    }
    return console.status_of(outcome.findings);
}

}  // namespace levelin::tool
