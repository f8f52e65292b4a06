#include <levelin/core/error.hpp>

#include "commands.hpp"
#include "generate.hpp"

namespace levelin::tool {

namespace {

bool takes_file(ValueKind kind) {
    // The value of ID=FILE is a file behind the sign; shells complete it from there.
    return kind == ValueKind::file || kind == ValueKind::folder || kind == ValueKind::pair;
}

std::string command_names() {
    std::string names;
    for (const CommandSpec& command : commands()) {
        names += (names.empty() ? "" : " ") + std::string{command.name};
    }
    return names;
}

/// In single quotes of a shell.
std::string in_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out += c;
        }
    }
    return out + "'";
}

std::string bash_script() {
    std::string out =
        "# Completion of levelin for bash.\n"
        "_levelin() {\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    local command=${COMP_WORDS[1]} options='' files='' values=''\n"
        "    COMPREPLY=()\n"
        "    if ((COMP_CWORD == 1)); then\n"
        "        mapfile -t COMPREPLY < <(compgen -W '" +
        command_names() +
        " --help --version' -- \"$current\")\n"
        "        return\n"
        "    fi\n"
        "    case $command in\n";
    for (const CommandSpec& command : commands()) {
        std::string options;
        std::string files;
        std::string values;
        for (const OptionSpec& option : command.all_options()) {
            const std::string name{option.name};
            options += (options.empty() ? "" : " ") + name;
            if (takes_file(option.kind)) {
                files += " " + name;
            } else if (option.kind != ValueKind::flag) {
                values += " " + name;
            }
        }
        out += "        " + std::string{command.name} + ")\n            options='" + options +
               "'\n            files='" + files + " '\n            values='" + values + " ' ;;\n";
    }
    out +=
        "    esac\n"
        "    if [[ $files == *\" $previous \"* ]]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
        "    elif [[ $values == *\" $previous \"* ]]; then\n"
        "        return\n"
        "    elif [[ $current == -* ]]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
        "    else\n"
        "        mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
        "    fi\n"
        "}\n"
        "complete -o filenames -F _levelin levelin\n";
    return out;
}

/// Colons and brackets mean something to zsh's _arguments.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ':' || c == '[' || c == ']' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string zsh_script() {
    std::string out =
        "#compdef levelin\n# Completion of levelin for zsh.\n"
        "local -a commands\ncommands=(\n";
    for (const CommandSpec& command : commands()) {
        out += "    " + in_quotes(zsh_text(command.name) + ":" + zsh_text(command.summary)) + "\n";
    }
    out +=
        ")\nif ((CURRENT == 2)); then\n    _describe command commands\n"
        "    _arguments '--help[Show this help and end]' '--version[Show the version and end]'\n"
        "    return\nfi\n"
        "local command=$words[2]\nshift words\n((CURRENT--))\ncase $command in\n";
    for (const CommandSpec& command : commands()) {
        out += "    " + std::string{command.name} + ")\n        _arguments \\\n";
        for (const OptionSpec& option : command.all_options()) {
            std::string entry = option.repeatable ? "*" : "";
            entry += std::string{option.name} + "[" + zsh_text(option.help) + "]";
            if (option.kind != ValueKind::flag) {
                entry += ":" + zsh_text(option.metavar) + ":";
                entry += option.kind == ValueKind::folder ? "_files -/"
                         : takes_file(option.kind)        ? "_files"
                                                          : " ";
            }
            out += "            " + in_quotes(entry) + " \\\n";
        }
        out += "            '*:file:_files' ;;\n";
    }
    out += "esac\n";
    return out;
}

std::string fish_script() {
    std::string out = "# Completion of levelin for fish.\n";
    const std::string first = "complete -c levelin -n __fish_use_subcommand ";
    out += first + "-l help -d 'Show this help and end'\n";
    out += first + "-l version -d 'Show the version and end'\n";
    for (const CommandSpec& command : commands()) {
        const std::string name{command.name};
        out += first + "-f -a " + name + " -d " + in_quotes(command.summary) + "\n";
        for (const OptionSpec& option : command.all_options()) {
            out += "complete -c levelin -n '__fish_seen_subcommand_from " + name + "' -l " +
                   std::string{option.name.substr(2)};
            if (option.kind != ValueKind::flag) {
                out += takes_file(option.kind) ? " -r -F" : " -x";
            }
            out += " -d " + in_quotes(option.help) + "\n";
        }
    }
    return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
    if (shell == "bash") {
        return bash_script();
    }
    if (shell == "zsh") {
        return zsh_script();
    }
    if (shell == "fish") {
        return fish_script();
    }
    throw UsageError("E-USAGE-04", "no completion for \"" + std::string{shell} + "\"",
                     "bash, zsh or fish");
}

}  // namespace levelin::tool
