#pragma once

#include <string>
#include <string_view>

namespace levelin::geodata::detail {

/// How a text became UTF-8.
enum class Decoded : unsigned char {
    as_is,       ///< It was UTF-8 already.
    recoded,     ///< From the declared encoding or Windows-1252.
    cut,         ///< UTF-8 whose last character was cut off by the width of its field.
    contradicts  ///< Declared as UTF-8 but is not; taken as Windows-1252.
};

struct DecodedText {
    std::string text;
    Decoded how = Decoded::as_is;
};

/// Bytes of a shapefile's table as UTF-8.
///
/// Bytes that are well-formed UTF-8 are taken as UTF-8 whatever the file says, since text in an
/// eight-bit encoding hardly ever looks like it; else the declared encoding, else Windows-1252
/// (which holds ISO-8859-1's printable characters).
/// @param declared  iconv name, as from a .cpg file; empty = none.
/// @returns valid UTF-8 in any case.
[[nodiscard]] DecodedText decode_text(std::string_view bytes, const std::string& declared);

/// The iconv name for the content of a .cpg file or a DBF language id ("1252", "UTF-8", "LDID/87");
/// empty where it names none.
[[nodiscard]] std::string encoding_name(std::string_view declared);

}  // namespace levelin::geodata::detail
