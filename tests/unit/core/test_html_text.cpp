#include <catch2/catch.hpp>
#include <levelin/core/html_text.hpp>

TEST_CASE("What HTML would read as its own is written as entities", "[core]") {
    CHECK(levelin::html_text("<a href=\"x\">R&D</a>") ==
          "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
    CHECK(levelin::html_text("Ynys M\u00f4n").size() == 9);
}
