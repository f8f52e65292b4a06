#include <catch2/catch.hpp>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <levelin/geodata/catalogue.hpp>
#include <levelin/geodata/download.hpp>

using namespace levelin;
using namespace levelin::geodata;
using namespace std::chrono_literals;

namespace {

SourceCard card(const std::string& name) {
    SourceCard card;
    card.name = name;
    card.title = "Title of " + name;
    card.geography = "lsoa";
    return card;
}

/// Sets a variable of the environment for one test.
class Variable {
  public:
    Variable(const char* name, const char* value) : m_name(name) {
        if (const char* old = std::getenv(name)) {
            m_old = old;
            m_had = true;
        }
        value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
    }
    ~Variable() { m_had ? ::setenv(m_name, m_old.c_str(), 1) : ::unsetenv(m_name); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* m_name;
    std::string m_old;
    bool m_had = false;
};

}  // namespace

TEST_CASE("a catalogue is in the order of names and finds by name", "[catalogue]") {
    const Catalogue catalogue{{card("lsoa-2021"), card("lad-2024")}};
    CHECK(catalogue.cards()[0].name == "lad-2024");
    CHECK(catalogue.find("lsoa-2021").title == "Title of lsoa-2021");
    try {
        static_cast<void>(catalogue.find("lsoa-2012"));
        FAIL("found what is not there");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-GET-01");
        CHECK(error.problem().find("the nearest is lsoa-2021") != std::string::npos);
    }
    CHECK_THROWS_AS((Catalogue{{card("a"), card("a")}}), ConfigError);
}

TEST_CASE("the list is aligned", "[catalogue]") {
    SourceCard first = card("a");
    first.count = 34753;
    first.vintage = 2011;
    const Catalogue catalogue{{first, card("longer-name")}};
    CHECK(catalogue_text(catalogue) ==
          "name         areas      count  title\n"
          "a            lsoa 2011  34753  Title of a\n"
          "longer-name  lsoa           -  Title of longer-name\n");
}

TEST_CASE("where the cache is", "[catalogue]") {
    const Variable home{"HOME", "/home/someone"};
    {
        const Variable given{"XDG_CACHE_HOME", "/else/where"};
        CHECK(cache_folder() == "/else/where/levelin");
    }
    {
        const Variable relative{"XDG_CACHE_HOME", "where"};
        CHECK(cache_folder() == "/home/someone/.cache/levelin");
    }
    const Variable none{"XDG_CACHE_HOME", nullptr};
    CHECK(cache_folder() == "/home/someone/.cache/levelin");
    const Variable homeless{"HOME", nullptr};
    CHECK_THROWS_AS(cache_folder(), UsageError);
}

TEST_CASE("pauses double, up to the longest, and heed the server", "[catalogue]") {
    const RetryPolicy policy;
    CHECK(policy.pause(2, {}) == 1s);
    CHECK(policy.pause(3, {}) == 2s);
    CHECK(policy.pause(5, {}) == 8s);
    CHECK(policy.pause(100, {}) == 30s);
    HttpHead head;
    head.retry_after = 5s;
    CHECK(policy.pause(2, head) == 5s);
    CHECK(policy.pause(5, head) == 8s);
    head.retry_after = 3600s;
    CHECK(policy.pause(2, head) == 30s);
}

TEST_CASE("what is worth another try", "[catalogue]") {
    const auto worth = [](int status, TransferFault fault = TransferFault::none) {
        HttpResult result;
        result.head.status = status;
        result.fault = fault;
        return worth_another_try(result);
    };
    for (const int status : {408, 429, 500, 502, 503, 504}) {
        CHECK(worth(status));
    }
    for (const int status : {200, 206, 304, 400, 401, 403, 404, 410, 416}) {
        CHECK_FALSE(worth(status));
    }
    CHECK(worth(0, TransferFault::unreachable));
    CHECK(worth(200, TransferFault::cut_short));
    CHECK(worth(200, TransferFault::stalled));
    CHECK_FALSE(worth(200, TransferFault::too_large));
    CHECK_FALSE(worth(302, TransferFault::bad_redirect));
    CHECK_FALSE(worth(302, TransferFault::too_many_redirects));
}
