#include <catch2/catch.hpp>
#include <field_names.hpp>
#include <set>
#include <workbook_text.hpp>

using namespace levelin::geodata::detail;

namespace {
FieldNames dbf(const std::vector<std::string>& names) {
    FieldNameRules rules;
    rules.max_bytes = 10;
    rules.ascii = true;
    return fit_field_names(names, rules);
}
using Names = std::vector<std::string>;
}  // namespace

TEST_CASE("fit_field_names: short names stay, wherever they stand", "[export]") {
    const FieldNames fitted = dbf({"income_value", "income_val", "code"});
    CHECK(fitted.names == Names{"income_va1", "income_val", "code"});
    REQUIRE(fitted.renamed.size() == 1);
    CHECK(fitted.renamed[0] == std::pair<std::string, std::string>{"income_value", "income_va1"});
}

TEST_CASE("fit_field_names: letters outside ASCII, digits first, nothing at all", "[export]") {
    CHECK(dbf({"m\xC3\xB4n", "2019", "", "a b"}).names == Names{"m_n", "f2019", "f", "a_b"});
}

TEST_CASE("fit_field_names: names are told apart without capitals", "[export]") {
    CHECK(fit_field_names(Names{"Name", "name", "NAME"}, {}).names ==
          Names{"Name", "name1", "NAME2"});
}

TEST_CASE("fit_field_names: a hundred names that begin alike, and a taken one", "[export]") {
    Names names;
    for (int i = 0; i < 120; ++i) {
        names.push_back("a_long_name_" + std::to_string(i));
    }
    names.emplace_back("a_long_na1");
    const FieldNames fitted = dbf(names);
    std::set<std::string> unique(fitted.names.begin(), fitted.names.end());
    CHECK(unique.size() == names.size());
    CHECK(fitted.names.back() == "a_long_na1");
    for (const std::string& name : fitted.names) {
        CHECK(name.size() <= 10);
    }
}

TEST_CASE("fit_field_names: cuts between letters, never within one", "[export]") {
    FieldNameRules rules;
    rules.max_bytes = 4;
    CHECK(fit_field_names(Names{"abc\xC3\xB4z"}, rules).names == Names{"abc"});
}

TEST_CASE("free_name: another name where one is taken", "[export]") {
    CHECK(free_name("fid", Names{"code"}) == "fid");
    CHECK(free_name("fid", Names{"FID", "fid_1"}) == "fid_2");
}

TEST_CASE("column_letters: as a spreadsheet counts", "[export]") {
    CHECK(column_letters(0) == "A");
    CHECK(column_letters(25) == "Z");
    CHECK(column_letters(26) == "AA");
    CHECK(column_letters(701) == "ZZ");
    CHECK(column_letters(702) == "AAA");
    CHECK(column_letters(16383) == "XFD");
}

TEST_CASE("append_xml_text: markup, controls, escapes and bytes that are no UTF-8", "[export]") {
    const auto xml = [](std::string_view text) {
        std::string out;
        append_xml_text(out, text);
        return out;
    };
    CHECK(xml("<a & \"b\">") == "&lt;a &amp; &quot;b&quot;&gt;");
    CHECK(xml(std::string_view{"\x01\x00z", 3}) == "_x0001__x0000_z");
    CHECK(xml("_x0041_") == "_x005F_x0041_");
    CHECK(xml("_x004_") == "_x004_");
    CHECK(xml("a\xFF"
              "b") ==
          "a\xEF\xBF\xBD"
          "b");
    CHECK(xml("M\xC3\xB4n\n") == "M\xC3\xB4n\n");
}
