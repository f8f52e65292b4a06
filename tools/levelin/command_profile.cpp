#include <levelin/core/number_text.hpp>
#include <run/profile_areas.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "report_options.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_profile(const Arguments& arguments, Console& console) {
    run::ProfileRequest request;
    request.what = report_inputs_request(arguments, &console);
    request.areas = arguments.texts("AREA");
    request.within = arguments.text("--within").value_or("");
    request.all = arguments.flag("--all");
    request.to = *arguments.path("--to");
    request.title = arguments.text("--title").value_or("");
    request.date = arguments.text("--date").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::ProfileOutcome outcome = run::profile_areas(request);
    const auto areas = static_cast<long long>(outcome.areas);
    return finish(
        outcome,
        areas == 1 ? "the profile of 1 area" : "the profiles of " + grouped_text(areas) + " areas",
        console);
}

}  // namespace

CommandSpec profile_command() {
    using enum ValueKind;
    return {
        .name = "profile",
        .summary = "Write a page on each of some areas: rank, what it is made of, neighbours, map",
        .description =
            "One A4 page an area: its rank and how sure that is, what its score is made of beside "
            "the middle of its region and nation, where it stands among all areas, where it lies, "
            "and its neighbours, with a few plain sentences. All areas of a region, council or "
            "nation, or of the whole result, go into one PDF with bookmarks. The folders of "
            "levelin target, confidence and allocate add what they say of the area.",
        .usages = {"RESULT AREA... --to FILE.pdf", "RESULT --within REGION --to FILE.pdf",
                   "RESULT --all --to FILE.pdf"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false},
                      {"AREA", text, "Codes, or names as areas.csv has them", false, true}},
        .options = with_rule_inputs(with_report_inputs(
            {{"--within", text, "GROUP",
              "All areas of a region, council or nation, by its code or name; needs a look-up of "
              "them",
              "", false, false},
             {"--all", flag, "", "All areas that have a score", "", false, false},
             {"--to", file, "FILE", "The profiles; the name ends in .pdf or .html", "", false,
              true},
             {"--title", text, "TEXT", "Another title than the project's", "", false, false},
             {"--date", text, "DATE", "The date of the file, as 2026-01-31", "", false, false}})),
        .examples = {{"levelin profile imd2019 E06000009 --lookup lad_region.csv --to "
                      "blackpool.pdf",
                      "One area beside its region and nation."},
                     {"levelin profile imd2019 --within \"North West\" --lookup lad_region.csv "
                      "--target support --to north_west.pdf",
                      "All of a region, with who is selected."}},
        .run = &run_profile,
    };
}

}  // namespace levelin::tool
