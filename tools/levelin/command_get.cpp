#include <algorithm>
#include <array>
#include <config/card.hpp>
#include <ctime>
#include <levelin/geodata/catalogue_fetch.hpp>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"

namespace levelin::tool {

namespace {

using Json = nlohmann::ordered_json;

std::string time_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    const std::size_t length =
        std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), length};
}

Json findings_json(const Diagnostics& diagnostics) {
    Json list = Json::array();
    for (const Finding& finding : diagnostics.findings()) {
        list.push_back({{"code", finding.code}, {"message", finding.message}});
    }
    return list;
}

std::string fetched_json(const geodata::SourceCard& card, const geodata::FetchedSource& source) {
    const Json json{{"name", card.name},
                    {"title", card.title},
                    {"path", source.path.string()},
                    {"bytes", source.digest.bytes},
                    {"sha256", source.digest.sha256},
                    {"count", source.count ? Json(*source.count) : Json()},
                    {"from_cache", source.from_cache},
                    {"time", source.time},
                    {"publisher", card.publisher},
                    {"licence", card.licence},
                    {"address", card.address},
                    {"findings", findings_json(source.findings)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int run_get(const Arguments& arguments, Console& console) {
    const geodata::Catalogue catalogue = config::read_catalogue(
        arguments.path("--catalogue").value_or(std::filesystem::path{}).empty()
            ? data_folder("catalogue")
            : *arguments.path("--catalogue"));
    const auto name = arguments.text("NAME");
    if (!name) {
        console.print(console.json() ? geodata::catalogue_json(catalogue)
                                     : geodata::catalogue_text(catalogue));
        return status_done;
    }
    const geodata::SourceCard& card = catalogue.find(*name);

    geodata::FetchOptions options;
    options.folder = arguments.given("--out") ? *arguments.path("--out") : geodata::cache_folder();
    options.refresh = arguments.flag("--refresh");
    options.overwrite = arguments.flag("--overwrite");
    options.time = time_now();
    options.retry.attempts = static_cast<int>(
        std::clamp<std::uint64_t>(arguments.count("--attempts").value_or(5), 1, 100));
    options.retry.keep_going = &check_interrupt;
    options.progress = &console;
    geodata::CurlOptions curl;
    const double seconds = std::clamp(arguments.number("--timeout").value_or(60.0), 0.1, 86400.0);
    curl.stall_timeout = std::chrono::milliseconds{static_cast<long>(seconds * 1000.0)};
    curl.connect_timeout = std::min(curl.connect_timeout, curl.stall_timeout);
    curl.keep_going = &check_interrupt;
    const auto transport = geodata::make_curl_transport(curl);

    const geodata::FetchedSource source = geodata::fetch_source(card, *transport, options);
    console.report(source.findings);
    console.print(console.json() ? fetched_json(card, source) : source.path.string() + "\n");
    return console.status_of(source.findings);
}

}  // namespace

CommandSpec get_command() {
    using enum ValueKind;
    return {
        .name = "get",
        .summary = "Download official data from the catalogue",
        .description =
            "Without NAME: what the catalogue has. With NAME: downloads the data set, compares it "
            "with its card (SHA-256, number of areas, codes) and prints where the file is. A file "
            "that was downloaded before and is unharmed is not downloaded again. A download that "
            "was broken off goes on where it ended. A file that fails its check is not kept.",
        .usages = {},
        .arguments = {{"NAME", text, "A data set, such as lad-2024-buc", false, false}},
        .options =
            {
                {"--out", folder, "DIR",
                 "Where the file goes; left out: $XDG_CACHE_HOME/levelin or ~/.cache/levelin", "",
                 false, false},
                {"--refresh", flag, "", "Download although the file is there", "", false, false},
                {"--timeout", number, "SECONDS", "How long the server may send nothing", "60",
                 false, false},
                {"--attempts", count, "N", "How often a request that fails is tried", "5", false,
                 false},
                {"--catalogue", folder, "DIR", "Source cards from this folder instead", "", false,
                 false},
            },
        .examples = {{"levelin get", "What there is."},
                     {"levelin get lad-2024-buc", "Boundaries of the local authorities of 2024."},
                     {"levelin get lad-2024-buc --out data",
                      "The same, into a folder of one's own."}},
        .run = &run_get,
    };
}

}  // namespace levelin::tool
