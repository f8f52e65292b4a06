#include <cctype>

#include "commands.hpp"
#include "generate.hpp"
#include "help.hpp"

namespace levelin::tool {

namespace {

/// Text as troff wants it: backslashes and dashes escaped, no line that starts a request.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
            out += "\\&";
            out += c;
        } else {
            out += c;
        }
    }
    return out;
}

std::string upper(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return out;
}

std::string title_line(const std::string& name, std::string_view version) {
    return ".TH " + upper(name) + " 1 \"\" \"levelin " + std::string{version} +
           "\" \"User Commands\"\n";
}

void append_man_options(std::string& out, const std::vector<OptionSpec>& options) {
    for (const OptionSpec& option : options) {
        out += ".TP\n\\fB" + roff(option.name) + "\\fR";
        if (!option.metavar.empty()) {
            out += " \\fI" + roff(option.metavar) + "\\fR";
        }
        out += '\n' + roff(option.help) + '.';
        if (option.repeatable) {
            out += " May be repeated.";
        }
        if (option.required) {
            out += " Needed.";
        }
        if (!option.default_text.empty()) {
            out += " Default: " + roff(option.default_text) + '.';
        }
        out += '\n';
    }
}

std::string exit_status() {
    return ".SH EXIT STATUS\n"
           ".TP\n0\nDone.\n"
           ".TP\n1\nThe data is at fault.\n"
           ".TP\n2\nThe call or the project file is at fault.\n"
           ".TP\n3\n\\fB\\-\\-strict\\fR was given and something was found.\n"
           ".TP\n130\nInterrupted; nothing half\\-written is left.\n"
           ".SH MESSAGES\n"
           "An error reads \\fIFILE:ROW:COLUMN: E\\-NAME\\-NN: what is wrong; what was expected; "
           "what to do\\fR, on standard error. Findings that do not stop work start with "
           "\\fIW\\-\\fR (warning) or \\fIN\\-\\fR (note). Every code has its entry in errors.md, "
           "which is installed with the documentation. With \\fB\\-\\-json\\fR an error is a "
           "document on standard output too.\n";
}

std::string program_page(std::string_view version) {
    std::string out = title_line("levelin", version);
    out +=
        ".SH NAME\nlevelin \\- geographic analysis of deprivation, from tables and boundaries to "
        "support\n"
        ".SH SYNOPSIS\n\\fBlevelin\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR]... "
        "[\\fIOPTION\\fR]...\n"
        ".br\n\\fBlevelin\\fR \\fB\\-\\-help\\fR\n"
        ".br\n\\fBlevelin\\fR \\fB\\-\\-version\\fR\n"
        ".SH DESCRIPTION\n"
        "Joins tables of deprivation indicators to boundaries of the United Kingdom's areas, "
        "scores every area with a stated method, draws maps and writes GeoJSON. No area is lost "
        "silently and no missing value becomes a zero.\n"
        ".SH COMMANDS\n";
    for (const CommandSpec& command : commands()) {
        out += ".TP\n\\fB" + roff(command.name) + "\\fR\n" + roff(command.summary) +
               ". See \\fBlevelin\\-" + roff(command.name) + "\\fR(1).\n";
    }
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    append_man_options(out, common_options());
    out += exit_status();
    return out;
}

std::string command_page(const CommandSpec& command, std::string_view version) {
    const std::string name = "levelin-" + std::string{command.name};
    std::string out = title_line(name, version);
    out += ".SH NAME\n" + roff(name) + " \\- " + roff(command.summary) + "\n.SH SYNOPSIS\n";
    const char* separator = "";
    for (const std::string& usage : usages_of(command)) {
        out += separator;
        out += "\\fBlevelin " + roff(command.name) + "\\fR " + roff(usage) + '\n';
        separator = ".br\n";
    }
    out += ".SH DESCRIPTION\n" + roff(command.description) + '\n';
    if (!command.arguments.empty()) {
        out += ".SH ARGUMENTS\n";
        for (const ArgumentSpec& argument : command.arguments) {
            out += ".TP\n\\fI" + roff(argument.name) + "\\fR\n" + roff(argument.help) + ".\n";
        }
    }
    const auto all = command.all_options();
    const auto own = all.begin() + static_cast<std::ptrdiff_t>(command.options.size());
    if (!command.options.empty()) {
        out += ".SH OPTIONS\n";
        append_man_options(out, command.options);
    }
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    append_man_options(out, {own, all.end()});
    out += exit_status();
    if (!command.examples.empty()) {
        out += ".SH EXAMPLES\n";
        for (const ExampleSpec& example : command.examples) {
            out += ".PP\n" + roff(example.says) + "\n.RS\n.PP\n.nf\n" + roff(example.call) +
                   "\n.fi\n.RE\n";
        }
    }
    out += ".SH SEE ALSO\n\\fBlevelin\\fR(1)\n";
    return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> man_pages(std::string_view version) {
    std::vector<std::pair<std::string, std::string>> pages;
    pages.emplace_back("levelin.1", program_page(version));
    for (const CommandSpec& command : commands()) {
        pages.emplace_back("levelin-" + std::string{command.name} + ".1",
                           command_page(command, version));
    }
    return pages;
}

}  // namespace levelin::tool
