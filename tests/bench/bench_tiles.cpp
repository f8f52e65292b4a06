// Tiles of a boundary layer: bench_tiles BOUNDARIES OUT [MIN_ZOOM MAX_ZOOM [THREADS]]
#include <chrono>
#include <cstdlib>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_tiles.hpp>

#include "bench_main.hpp"

using namespace levelin;

namespace {

int run(int argc, char** argv) {
    const std::filesystem::path to = argv[2];
    geodata::ExportOptions options;
    if (argc > 4) {
        options.min_zoom = std::atoi(argv[3]);
        options.max_zoom = std::atoi(argv[4]);
    }
    if (argc > 5) {
        options.threads = static_cast<unsigned>(std::atoi(argv[5]));
    }
    options.overwrite = true;
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    geodata::Boundaries read = geodata::read_boundaries(argv[1]);
    geodata::ExportLayer layer;
    layer.name = "areas";
    layer.has_status = false;
    layer.table.codes = read.set.codes;
    layer.table.names = read.set.names;
    layer.table.status.assign(read.set.size(), Status::ok);
    layer.shapes = std::move(read.set);
    layer.crs = read.crs;
    std::cout << "read " << seconds() << " s\n";
    const auto outcome = to.extension() == ".mbtiles" ? geodata::export_mbtiles(to, layer, options)
                                                      : geodata::export_pmtiles(to, layer, options);
    std::cout << "written " << seconds() << " s, " << outcome.files.front().digest.bytes
              << " bytes, " << outcome.files.front().digest.sha256 << '\n';
    for (const Finding& finding : outcome.findings.findings()) {
        std::cout << finding.code << ": " << finding.message << '\n';
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 2, "bench_tiles BOUNDARIES OUT [MIN_ZOOM MAX_ZOOM [THREADS]]",
                      run);
}
