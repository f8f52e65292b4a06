#include <iostream>
#include <levelin/core/area_code.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/output_file.hpp>

/// Uses a value of the engine and a function of geodata (which links OpenSSL, GDAL and PROJ).
int main() {
    const auto code = levelin::AreaCode::parse(" E01000001 ");
    const auto digest = levelin::geodata::digest_of("abc");
    if (!code || levelin::shortest_text(0.1) != "0.1") {
        return 1;
    }
    std::cout << code->view() << ' ' << digest.sha256 << '\n';
    return 0;
}
