#include "ledger_run.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "frame.hpp"
#include "index_model.hpp"
#include "table_index.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

// A file that the manifest names as an input.
struct NamedInput {
    std::string role;
    std::filesystem::path file;
    std::string sha256;
};

std::vector<NamedInput> inputs_of(const geodata::Result& result) {
    std::ifstream in(result.folder / "manifest.json", std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    const Json manifest = Json::parse(text.str(), nullptr, false);
    std::vector<NamedInput> out;
    if (manifest.is_object() && manifest.contains("inputs") && manifest["inputs"].is_array()) {
        for (const Json& input : manifest["inputs"]) {
            if (input.is_object() && input.value("role", Json()).is_string() &&
                input.value("file", Json()).is_string() &&
                input.value("sha256", Json()).is_string()) {
                out.push_back({input["role"], std::string{input["file"]}, input["sha256"]});
            }
        }
    }
    return out;
}

bool is_file_of(const std::filesystem::path& path, const std::string& sha256,
                geodata::FileDigest& digest) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return false;
    }
    digest = geodata::digest_of_file(path);
    return digest.sha256 == sha256;
}

// Where the file lies now.
std::optional<InputDigest> find_input(const geodata::Result& result, const NamedInput& input) {
    std::vector<std::filesystem::path> places{input.file};
    std::error_code ignored;
    std::filesystem::path folder = std::filesystem::absolute(result.folder, ignored);
    for (int level = 0; level < 4; ++level) {
        if (input.file.is_relative()) {
            places.push_back(folder / input.file);
        }
        places.push_back(folder / input.file.filename());
        folder = folder.parent_path();
    }
    for (const std::filesystem::path& place : places) {
        InputDigest found{input.role, place, input.file.string(), {}};
        if (is_file_of(place, input.sha256, found.digest)) {
            return found;
        }
    }
    return std::nullopt;
}

// The areas that the boundaries of the run had, in their order.
BoundarySet bare_boundaries(const geodata::Result& result) {
    BoundarySet set;
    set.codes = result.table.codes;
    set.names = result.table.names;
    set.area_begin.assign(set.codes.size() + 1, 0);
    return set;
}

// The first area of the result whose score or rank does not follow from the run; empty if all do.
std::string first_stranger(const geodata::Result& result, const std::string& id,
                           const LedgerRun& run) {
    const ScoredIndex told = index_of_table(result, id);
    const ScoredIndex again = score_index(run.spec, run.columns, run.codes);
    for (std::size_t a = 0; a < result.table.size(); ++a) {
        const bool same_area = a < run.codes.size() && run.codes[a] == result.table.codes[a];
        if (!same_area || again.status[a] != told.status[a]) {
            return result.table.codes[a].str();
        }
        const double gap = std::abs(again.scores[a] - told.scores[a]);
        if (told.status[a] == Status::ok && (gap > 1e-9 * std::max(1.0, std::abs(told.scores[a])) ||
                                             again.ranks[a] != told.ranks[a])) {
            return result.table.codes[a].str();
        }
    }
    return {};
}

LedgerSource run_again(const geodata::Result& result, const std::string& id,
                       config::ProjectConfig project, std::vector<InputDigest> digests, bool mapped,
                       unsigned threads, Progress* progress) {
    RunRequest request;
    request.project = std::move(project);
    request.threads = threads;
    request.progress = progress;
    request.project.boundaries.clear();
    Inputs inputs = load_inputs(request);
    if (mapped) {
        inputs.boundaries.emplace_back();  // There were some; their codes come from the result.
    }
    const Frame frame =
        build_frame(request, inputs, mapped ? bare_boundaries(result) : BoundarySet{},
                    mapped ? result.geography : DetectedGeography{}, "code");
    LedgerSource source;
    source.digests = std::move(digests);
    source.run.spec = with_rank_counts(index_config(request.project, id).spec, frame);
    source.run.codes = frame.codes;
    source.run.columns = frame.columns;
    return source;
}

}  // namespace

std::string_view to_string(LedgerValues values) noexcept {
    switch (values) {
        case LedgerValues::inputs:
            return "inputs";
        case LedgerValues::normalised:
            return "normalised";
        case LedgerValues::scores:
            return "scores";
    }
    return "";
}

ReadAgain read_run_again(const geodata::Result& result, const std::string& id, unsigned threads,
                         Progress* progress) {
    ReadAgain out;
    config::ProjectConfig project = project_of(result);
    std::vector<InputDigest> digests;
    bool mapped = false;
    for (config::TableConfig& table : project.tables) {
        table.file.clear();
        table.optional = true;  // What the run had is in its manifest.
    }
    for (const NamedInput& input : inputs_of(result)) {
        mapped = mapped || input.role == "boundaries";
        for (config::TableConfig& table : project.tables) {
            if (input.role != "table " + table.id) {
                continue;
            }
            auto found = find_input(result, input);
            if (!found) {
                out.why = input.file.string() + ", which was the table " + table.id +
                          ", is not there or is another file";
                return out;
            }
            table.file = found->path;
            digests.push_back(std::move(*found));
        }
    }
    try {
        LedgerSource source = run_again(result, id, std::move(project), std::move(digests), mapped,
                                        threads, progress);
        const std::string stranger = first_stranger(result, id, source.run);
        if (stranger.empty()) {
            out.source = std::move(source);
        } else {
            out.why = "the tables do not give " + stranger + " the score and rank of the result";
        }
    } catch (const Error& error) {
        out.why = error.what();
    }
    return out;
}

LedgerSource run_of_values(const geodata::Result& result, const std::string& id,
                           LedgerValues values) {
    LedgerSource source;
    source.run.codes = result.table.codes;
    if (values == LedgerValues::scores) {
        const ScoredIndex told = index_of_table(result, id);
        const config::ProjectConfig project = project_of(result);
        source.run.spec.ties = index_config(project, id).spec.ties;
        source.run.spec.root.id = told.id;
        source.run.spec.root.aggregation = Aggregation::weighted_sum;
        PartSpec score;
        score.id = "score";
        score.indicator = 0;
        source.run.spec.root.parts.push_back(std::move(score));
        source.run.columns.push_back({"score", told.scores, told.status});
    } else {
        IndexModel model = read_index_model(result, id);
        source.run.spec = std::move(model.spec);
        source.run.columns = std::move(model.leaves);
    }
    const std::string stranger = first_stranger(result, id, source.run);
    if (!stranger.empty()) {
        throw InputError(
            "E-COMPARE-01",
            "the rank of " + stranger + " in the index \"" + id +
                "\" is not its rank among the areas of the result",
            "a result that holds all the areas that were ranked, or the tables that it "
            "was made from",
            "put the tables back where the run found them, or run the whole country",
            {result.table_file.string(), 0, 0});
    }
    return source;
}

}  // namespace levelin::run
