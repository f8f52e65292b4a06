#include <levelin/geodata/download_file.hpp>
#include <scratch_folder.hpp>

#include "http_support.hpp"
#include "local_server.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

/// Text in which every place is different, so that a wrong join shows.
std::string long_text() {
    std::string text;
    for (int line = 0; line < 20'000; ++line) {
        text += "line " + std::to_string(line) + "\n";
    }
    return text;
}

struct Setting {
    ScratchFolder folder;
    Pauses pauses;
    std::filesystem::path part = folder / "file.csv";

    Diagnostics download(const LocalServer& server, const std::string& path = "/file.csv",
                         std::chrono::milliseconds stall = 10s, int attempts = 3,
                         std::uint64_t max_bytes = 1U << 24U) {
        DownloadOptions options;
        options.retry = pauses.policy(attempts);
        options.max_bytes = max_bytes;
        const auto transport = quick_transport(stall);
        PartFile held{part};
        return download_file(*transport, server.address() + path, held, options);
    }
};

}  // namespace

TEST_CASE("a file comes whole, under levelin's name", "[download]") {
    const std::string text = long_text();
    LocalServer server{[&](const ServedRequest& r) { return serve_bytes(r, text, "\"one\""); }};
    Setting setting;
    CHECK(setting.download(server).empty());
    CHECK(text_of_file(setting.part) == text);
    CHECK_FALSE(std::filesystem::exists(setting.folder / "file.csv.json"));
    CHECK(server.requests().front().header("user-agent").starts_with("levelin/"));
    CHECK(server.requests().front().header("range").empty());
    CHECK(setting.pauses.asked.empty());
}

TEST_CASE("an empty file is a file", "[download]") {
    LocalServer server{[](const ServedRequest&) { return ServedResponse{}; }};
    Setting setting;
    setting.download(server);
    CHECK(std::filesystem::file_size(setting.part) == 0);
}

TEST_CASE("a transfer that breaks off goes on where it ended", "[download]") {
    const std::string text = long_text();
    int call = 0;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, text, "\"one\"");
        if (++call <= 2) {
            response.only_bytes = 100'000;
        }
        return response;
    }};
    Setting setting;
    setting.download(server);
    CHECK(text_of_file(setting.part) == text);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[1].header("range") == "bytes=100000-");
    CHECK(requests[1].header("if-range") == "\"one\"");
    CHECK(requests[2].header("range") == "bytes=200000-");
    CHECK(setting.pauses.asked.size() == 2);
}

TEST_CASE("a later call goes on where an earlier one ended", "[download]") {
    const std::string text = long_text();
    bool broken = true;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, text, "\"one\"");
        if (broken) {
            response.only_bytes = 70'000;
        }
        return response;
    }};
    Setting setting;
    // Without more attempts the first call gives up and keeps what came.
    CHECK(code_of([&] { setting.download(server, "/file.csv", 10s, 1); }) == "E-GET-09");
    CHECK(std::filesystem::file_size(setting.part) == 70'000);
    broken = false;
    const Diagnostics findings = setting.download(server);
    CHECK(findings.find("N-GET-01") != nullptr);
    CHECK(text_of_file(setting.part) == text);

    SECTION("but not for another address") {
        write_text(setting.folder / "file.csv", "abc");
        write_text(setting.folder / "file.csv.json",
                   R"({"address": "http://127.0.0.1/other", "validator": "\"one\""})");
        setting.download(server);
        CHECK(text_of_file(setting.part) == text);
    }
    SECTION("and not for a file that has changed since") {
        write_text(setting.folder / "file.csv", "abc");
        write_text(
            setting.folder / "file.csv.json",
            "{\"address\": \"" + server.address() + "/file.csv\", \"validator\": \"\\\"old\\\"\"}");
        const Diagnostics anew = setting.download(server);
        CHECK(anew.find("N-GET-02") != nullptr);
        CHECK(text_of_file(setting.part) == text);
    }
    SECTION("and a part that is all of it is not fetched again") {
        write_text(
            setting.folder / "file.csv.json",
            "{\"address\": \"" + server.address() + "/file.csv\", \"validator\": \"\\\"one\\\"\"}");
        const std::size_t before = server.requests().size();
        setting.download(server);
        CHECK(server.requests().size() == before + 1);
        CHECK(text_of_file(setting.part) == text);
    }
}

TEST_CASE("a server that passes over Range sends all, and all is used once", "[download]") {
    const std::string text = long_text();
    int call = 0;
    LocalServer server{[&](const ServedRequest& r) {
        ServedRequest whole = r;
        whole.headers.erase("range");
        ServedResponse response = serve_bytes(whole, text, "\"one\"");
        if (++call == 1) {
            response.only_bytes = 100'000;
        }
        return response;
    }};
    Setting setting;
    setting.download(server);
    CHECK(text_of_file(setting.part) == text);
    CHECK(server.requests().size() == 2);
}

TEST_CASE("a range that begins elsewhere is not joined on", "[download]") {
    const std::string text = long_text();
    int call = 0;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, text, "\"one\"");
        if (++call == 1) {
            response.only_bytes = 100'000;
        } else if (call == 2) {
            response.headers.back().second = "bytes 99999-" + std::to_string(text.size() - 1) +
                                             "/" + std::to_string(text.size());
        }
        return response;
    }};
    Setting setting;
    setting.download(server);
    CHECK(text_of_file(setting.part) == text);
    CHECK(server.requests()[2].header("range").empty());
}

TEST_CASE("a weak ETag is no ground to join two parts", "[download]") {
    const std::string text = long_text();
    int call = 0;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, text, "W/\"one\"");
        if (++call == 1) {
            response.only_bytes = 100'000;
        }
        return response;
    }};
    Setting setting;
    setting.download(server);
    CHECK(text_of_file(setting.part) == text);
    CHECK(server.requests()[1].header("range").empty());
}

TEST_CASE("fewer bytes than announced are never taken for the file", "[download]") {
    LocalServer server{[](const ServedRequest&) {
        ServedResponse response;
        response.body = "short";
        response.announced_length = 1000;
        return response;
    }};
    Setting setting;
    CHECK(code_of([&] { setting.download(server); }) == "E-GET-09");
    CHECK(server.requests().size() == 3);
}

TEST_CASE("what the server refuses is told at once", "[download]") {
    LocalServer server{[](const ServedRequest&) {
        ServedResponse response;
        response.status = 404;
        response.body = "<p>Not\n here</p>";
        return response;
    }};
    Setting setting;
    CHECK(code_of([&] { setting.download(server); }) == "E-GET-04");
    CHECK(server.requests().size() == 1);
}

TEST_CASE("a server's own faults are tried again, with growing pauses", "[download]") {
    int call = 0;
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, "text", "\"one\"");
        if (++call <= 2) {
            response = {};
            response.status = call == 1 ? 500 : 429;
        }
        return response;
    }};
    Setting setting;
    setting.download(server);
    CHECK(text_of_file(setting.part) == "text");
    CHECK(setting.pauses.asked == std::vector<std::chrono::milliseconds>{1s, 2s});
}

TEST_CASE("no more often than asked, and no sooner than the server wants", "[download]") {
    LocalServer server{[](const ServedRequest&) {
        ServedResponse response;
        response.status = 503;
        response.headers.emplace_back("Retry-After", "7");
        return response;
    }};
    Setting setting;
    CHECK(code_of([&] { setting.download(server); }) == "E-GET-05");
    CHECK(server.requests().size() == 3);
    CHECK(setting.pauses.asked == std::vector<std::chrono::milliseconds>{7s, 7s});
}

TEST_CASE("a server that falls silent is left after the time-out", "[download]") {
    LocalServer server{[](const ServedRequest&) {
        ServedResponse response;
        response.body = "some";
        response.announced_length = 100;
        response.hang = true;
        return response;
    }};
    Setting setting;
    CHECK(code_of([&] { setting.download(server, "/file.csv", 150ms, 2); }) == "E-GET-06");
    CHECK(server.requests().size() == 2);
}

TEST_CASE("redirects are followed, but not in a circle and not to a file", "[download]") {
    LocalServer server{[](const ServedRequest& r) {
        ServedResponse response;
        if (r.path == "/there") {
            response.body = "text";
            return response;
        }
        response.status = 302;
        response.body = "moved";
        response.headers.emplace_back(
            "Location",
            r.path == "/moved" ? "/there" : (r.path == "/file" ? "file:///etc/hostname" : r.path));
        return response;
    }};
    Setting setting;
    setting.download(server, "/moved");
    CHECK(text_of_file(setting.part) == "text");
    CHECK(code_of([&] { setting.download(server, "/circle"); }) == "E-GET-07");
    CHECK(code_of([&] { setting.download(server, "/file"); }) == "E-GET-07");
}

TEST_CASE("no more is taken than the card allows", "[download]") {
    const std::string text = long_text();
    SECTION("where the server announces it") {
        LocalServer server{[&](const ServedRequest& r) { return serve_bytes(r, text, "\"one\""); }};
        Setting setting;
        CHECK(code_of([&] { setting.download(server, "/f", 10s, 3, 1000); }) == "E-GET-08");
        CHECK(std::filesystem::file_size(setting.part) == 0);
    }
    SECTION("where it announces nothing") {
        LocalServer server{[&](const ServedRequest&) {
            ServedResponse response;
            response.body = text;
            response.no_length = true;
            return response;
        }};
        Setting setting;
        CHECK(code_of([&] { setting.download(server, "/f", 10s, 3, 1000); }) == "E-GET-08");
    }
}

TEST_CASE("a server that is not there", "[download]") {
    std::string address;
    {
        LocalServer gone{[](const ServedRequest&) { return ServedResponse{}; }};
        address = gone.address();
    }
    ScratchFolder folder;
    Pauses pauses;
    DownloadOptions options;
    options.retry = pauses.policy(2);
    const auto transport = quick_transport();
    PartFile part{folder / "f"};
    CHECK(code_of([&] { download_file(*transport, address + "/f", part, options); }) == "E-GET-03");
    CHECK(pauses.asked.size() == 1);
}

TEST_CASE("one part file is not written by two", "[download]") {
    ScratchFolder folder;
    const PartFile first{folder / "f"};
    CHECK(code_of([&] { const PartFile second{folder / "f"}; }) == "E-GET-21");
}

TEST_CASE("what stops the work comes through and leaves the part", "[download]") {
    struct Stop {};
    const std::string text = long_text();
    LocalServer server{[&](const ServedRequest& r) {
        ServedResponse response = serve_bytes(r, text, "\"one\"");
        response.only_bytes = 50'000;
        response.hang = true;
        return response;
    }};
    Setting setting;
    CurlOptions curl;
    const std::filesystem::path part = setting.part;
    curl.keep_going = [&] {
        std::error_code ignored;
        if (std::filesystem::file_size(part, ignored) >= 50'000 && !ignored) {
            throw Stop{};
        }
    };
    const auto transport = make_curl_transport(curl);
    DownloadOptions options;
    options.retry = setting.pauses.policy();
    PartFile held{part};
    CHECK_THROWS_AS(download_file(*transport, server.address() + "/f", held, options), Stop);
    CHECK(text_of_file(part) == text.substr(0, 50'000));
    CHECK(std::filesystem::exists(setting.folder / "file.csv.json"));
}

TEST_CASE("a part that was moved to its place is not written on", "[download]") {
    ScratchFolder folder;
    {
        PartFile first{folder / "f"};
        first.append("done");
        std::filesystem::rename(folder / "f", folder / "place");
        // A second one starts a file of its own, although the first still holds its lock.
        PartFile second{folder / "f"};
        CHECK(second.size() == 0);
        second.append("new");
    }
    CHECK(text_of_file(folder / "place") == "done");
    CHECK(text_of_file(folder / "f") == "new");
}
