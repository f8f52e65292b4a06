#include <levelin/core/error.hpp>
#include <levelin/read/text_encoding.hpp>

using namespace levelin;

namespace {

std::string code_of(const std::string& bytes, std::string_view encoding = {}) {
    try {
        static_cast<void>(decode_text(bytes, encoding));
    } catch (const InputError& error) {
        return error.code() + " at " + std::to_string(error.location().row) + ":" +
               std::to_string(error.location().column);
    }
    return "none";
}

}  // namespace

TEST_CASE("text_encoding: found by mark, by form and by zeros", "[read]") {
    CHECK(decode_text("Ynys M\xC3\xB4n").encoding == "UTF-8");
    CHECK(decode_text("\xEF\xBB\xBF"
                      "a")
              .encoding == "UTF-8 with BOM");
    CHECK(decode_text("\xEF\xBB\xBF"
                      "a")
              .bytes == "a");
    const DecodedText western = decode_text("Ynys M\xF4n \x80\x93");
    CHECK(western.encoding == "Windows-1252");
    CHECK(western.bytes == "Ynys M\xC3\xB4n \xE2\x82\xAC\xE2\x80\x9C");
    const std::string little{
        "\xFF\xFE"
        "a\0,\0\xF4\0\n\0",
        10};
    CHECK(decode_text(little).encoding == "UTF-16");
    CHECK(decode_text(little).bytes == "a,\xC3\xB4\n");
    const std::string big{"\xFE\xFF\0a\0,\xD8\x3D\xDE\x00", 10};
    CHECK(decode_text(big).bytes == "a,\xF0\x9F\x98\x80");
    const std::string unmarked{"c\0o\0d\0e\0,\0n\0", 12};
    CHECK(decode_text(unmarked).bytes == "code,n");
}

TEST_CASE("text_encoding: one stray byte does not spoil a marked file", "[read]") {
    const DecodedText text = decode_text(
        "\xEF\xBB\xBF"
        "M\xC3\xB4n,caf\xE9");
    CHECK(text.encoding == "UTF-8 with BOM");
    CHECK(text.bytes == "M\xC3\xB4n,caf\xC3\xA9");
}

TEST_CASE("text_encoding: not UTF-8 is said with its place when UTF-8 was asked for", "[read]") {
    CHECK(code_of("code,name\nW06000001,Ynys M\xF4n\n", "UTF-8") == "E-INPUT-15 at 2:17");
    CHECK(code_of("a,b\r\nc,\xC3", "utf-8") == "E-INPUT-15 at 2:3");
    CHECK(code_of("a", "EBCDIC").starts_with("E-INPUT-16"));
    CHECK(decode_text("M\xC3\xB4n", "Windows-1252").bytes == "M\xC3\x83\xC2\xB4n");
    CHECK(decode_text("M\xF4n", "latin-1").bytes == "M\xC3\xB4n");
}

TEST_CASE("text_encoding: NUL bytes are refused with their place", "[read]") {
    CHECK(code_of(std::string{"a,b\nc,\0d\n", 9}) == "E-INPUT-12 at 2:3");
}
