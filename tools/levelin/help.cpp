#include "help.hpp"

#include <algorithm>

#include "commands.hpp"

namespace levelin::tool {

namespace {

constexpr std::size_t line_width = 80;

/// Words put into lines of at most 80 letters, each line after the first behind `indent` blanks;
/// `used` letters of the first line are taken already.
std::string wrap(std::string_view text, std::size_t indent, std::size_t used) {
    std::string out;
    std::size_t column = used;
    bool first = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!first && column + 1 + word.size() > line_width) {
            out += '\n';
            out.append(indent, ' ');
            column = indent;
        } else if (!first) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
        first = false;
    }
    return out;
}

void append_entry(std::string& out, const std::string& name, const std::string& text,
                  std::size_t indent) {
    out += "  " + name;
    std::size_t used = 2 + name.size();
    if (used + 2 > indent) {
        out += '\n';
        used = 0;
    }
    out.append(indent - used, ' ');
    out += wrap(text, indent, indent) + '\n';
}

std::string explained(const OptionSpec& option) {
    std::string text{option.help};
    if (option.repeatable) {
        text += " (may be repeated)";
    }
    if (option.required) {
        text += " (needed)";
    }
    if (!option.default_text.empty()) {
        text += " [" + std::string{option.default_text} + "]";
    }
    return text;
}

void append_options(std::string& out, const std::vector<OptionSpec>& options) {
    for (const OptionSpec& option : options) {
        std::string name{option.name};
        if (!option.metavar.empty()) {
            name += ' ';
            name += option.metavar;
        }
        append_entry(out, name, explained(option), 22);
    }
}

}  // namespace

std::vector<std::string> usages_of(const CommandSpec& command) {
    if (!command.usages.empty()) {
        return {command.usages.begin(), command.usages.end()};
    }
    std::string usage;
    for (const ArgumentSpec& argument : command.arguments) {
        std::string word{argument.name};
        word += argument.repeatable ? "..." : "";
        usage += (usage.empty() ? "" : " ") + (argument.required ? word : "[" + word + "]");
    }
    for (const OptionSpec& option : command.options) {
        if (option.required) {
            usage += " " + std::string{option.name} + " " + std::string{option.metavar};
        }
    }
    return {usage};
}

std::string program_help() {
    std::string out =
        "levelin - geographic analysis of deprivation, from tables and boundaries to support\n\n"
        "Usage: levelin COMMAND [ARGUMENT]... [OPTION]...\n\nCommands:\n";
    for (const CommandSpec& command : commands()) {
        append_entry(out, std::string{command.name}, std::string{command.summary}, 15);
    }
    out += "\nOptions:\n";
    append_entry(out, "--help", "Show this help and end", 15);
    append_entry(out, "--version", "Show the version and end", 15);
    out += "\nlevelin COMMAND --help shows the options of a command.\n";
    return out;
}

std::string command_help(const CommandSpec& command) {
    const std::string call = "levelin " + std::string{command.name};
    std::string out = call + " - " + std::string{command.summary} + "\n\nUsage:\n";
    for (const std::string& usage : usages_of(command)) {
        out += "  " + wrap(call + " " + usage, 6, 2) + '\n';
    }
    out += '\n' + wrap(command.description, 0, 0) + '\n';
    if (!command.arguments.empty()) {
        out += "\nArguments:\n";
        for (const ArgumentSpec& argument : command.arguments) {
            append_entry(out, std::string{argument.name}, std::string{argument.help}, 22);
        }
    }
    if (!command.options.empty()) {
        out += "\nOptions:\n";
        append_options(out, command.options);
    }
    out += "\nOptions of every command:\n";
    const auto all = command.all_options();
    append_options(out,
                   {all.begin() + static_cast<std::ptrdiff_t>(command.options.size()), all.end()});
    if (!command.examples.empty()) {
        out += "\nExamples:\n";
        for (const ExampleSpec& example : command.examples) {
            out += "  " + std::string{example.call} + "\n      " + wrap(example.says, 6, 6) + '\n';
        }
    }
    out +=
        "\nExit status: 0 done; 1 the data is at fault; 2 the call or the project file is at\n"
        "fault; 3 --strict and something was found; 130 interrupted.\n";
    return out;
}

}  // namespace levelin::tool
