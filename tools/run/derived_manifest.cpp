#include "derived_manifest.hpp"

#include <levelin/geodata/versions.hpp>
#include <nlohmann/json.hpp>

#include "json_parts.hpp"
#include "reports.hpp"

namespace levelin::run {

std::string derived_manifest_json(const DerivedFacts& facts) {
    using Json = nlohmann::ordered_json;
    Json options = Json::object();
    for (const auto& [name, value] : facts.options) {
        options[name] = value;
    }
    Json inputs = Json::array();
    for (const InputDigest& input : facts.inputs) {
        inputs.push_back({{"role", input.role},
                          {"file", input.name},
                          {"bytes", input.digest.bytes},
                          {"sha256", input.digest.sha256}});
    }
    Json outputs = Json::array();
    for (const OutputDigest& output : facts.outputs) {
        outputs.push_back({{"file", output.name},
                           {"bytes", output.digest.bytes},
                           {"sha256", output.digest.sha256}});
    }
    const geodata::Versions versions = geodata::versions();
    const Json document{{"created", facts.time.empty() ? time_stamp() : facts.time},
                        {"levelin", versions.levelin},
                        {"gdal", versions.gdal},
                        {"proj", versions.proj},
                        {"command", facts.command},
                        {"options", options},
                        {"inputs", inputs},
                        {"outputs", outputs},
                        {"licences", facts.licences}};
    return document_text(document);
}

std::vector<std::filesystem::path> commit_with_manifest(ResultFolder& folder, DerivedFacts facts) {
    facts.outputs = folder.digests();
    folder.write("manifest.json", derived_manifest_json(facts));
    return folder.commit();
}

std::vector<InputDigest> result_digests(const std::filesystem::path& folder) {
    std::vector<InputDigest> digests;
    for (const char* name : {"areas.csv", "manifest.json"}) {
        const std::filesystem::path path = folder / name;
        digests.push_back({"result", path, path.string(), geodata::digest_of_file(path)});
    }
    return digests;
}

}  // namespace levelin::run
