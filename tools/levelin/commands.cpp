#include "commands.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>

namespace levelin::tool {

const std::vector<CommandSpec>& commands() {
    static const std::vector<CommandSpec> table = {
        run_command(),          // The main job first.
        target_command(),       //
        allocate_command(),     //
        report_command(),       //
        profile_command(),      //
        clusters_command(),     //
        confidence_command(),   //
        convert_command(),      //
        interpolate_command(),  //
        summarise_command(),    //
        map_command(),          //
        explain_command(),      //
        compare_command(),      //
        export_command(),       //
        cartogram_command(),    //
        simplify_command(),     //
        inspect_command(),      //
        recipes_command(),      //
        neighbours_command(),   //
        get_command(),          //
        validate_command(),
    };
    return table;
}

const CommandSpec& find_command(std::string_view name) {
    const auto& table = commands();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& c) { return c.name == name; });
    if (found != table.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    for (const CommandSpec& command : table) {
        names.push_back(command.name);
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-USAGE-01",
                     "levelin has no command \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     {}, "see levelin --help");
}

}  // namespace levelin::tool
