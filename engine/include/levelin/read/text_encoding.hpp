#pragma once

#include <string>
#include <string_view>

namespace levelin {

/// Text as UTF-8 and the name of the encoding that it was written in.
struct DecodedText {
    std::string bytes;     ///< UTF-8 without a byte order mark.
    std::string encoding;  ///< "UTF-8", "UTF-8 with BOM", "Windows-1252", "UTF-16".
};

/// Turns the bytes of a text file into UTF-8.
///
/// A byte order mark decides; without one, every second byte zero means UTF-16, anything that is
/// well-formed UTF-8 is UTF-8, and the rest is Windows-1252 (whose five unused bytes become
/// U+FFFD).
///
/// @param encoding  empty = find it; else "UTF-8", "Windows-1252" (also "ISO-8859-1", "Latin-1",
///                  which publishers write when they mean it) or "UTF-16", any case.
/// @throws InputError E-INPUT-15 bytes that are not in the given encoding, with row and column;
///         E-INPUT-16 an encoding that levelin does not know; E-INPUT-12 NUL bytes.
/// Cost: one pass; UTF-8 is not copied.
[[nodiscard]] DecodedText decode_text(std::string bytes, std::string_view encoding = {});

}  // namespace levelin
