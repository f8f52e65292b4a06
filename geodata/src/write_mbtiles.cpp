#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "tile_run.hpp"

namespace levelin::geodata {

namespace {

// A database beside the result, gone when the object goes.
class Database {
  public:
    explicit Database(const std::filesystem::path& beside) : m_beside(beside) {
        m_name = beside.string() + ".tiles-XXXXXX";
        const int descriptor = ::mkostemp(m_name.data(), O_CLOEXEC);
        if (descriptor < 0) {
            throw OutputError("E-OUTPUT-02",
                              std::string{"cannot be written: "} + std::strerror(errno),
                              "a folder that can be written to", "write to another folder",
                              {m_beside.string(), 0, 0});
        }
        ::close(descriptor);
        if (sqlite3_open_v2(m_name.c_str(), &m_database, SQLITE_OPEN_READWRITE, nullptr) !=
            SQLITE_OK) {
            const std::string words = sqlite3_errmsg(m_database);
            sqlite3_close(m_database);
            ::unlink(m_name.c_str());
            throw_error(words);
        }
    }
    ~Database() {
        sqlite3_close_v2(m_database);
        ::unlink(m_name.c_str());
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const char* statements) const {
        check(sqlite3_exec(m_database, statements, nullptr, nullptr, nullptr));
    }
    void check(int code) const {
        if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
            throw_error(sqlite3_errmsg(m_database));
        }
    }
    [[nodiscard]] sqlite3* handle() const noexcept { return m_database; }
    // Closes the database; its file stays until the object goes.
    [[nodiscard]] const std::string& close() {
        check(sqlite3_close(m_database));
        m_database = nullptr;
        return m_name;
    }

  private:
    [[noreturn]] void throw_error(const std::string& words) const {
        throw OutputError("E-TILE-03", "SQLite cannot write the tiles: " + words,
                          "a folder with enough free space", "free some space or write elsewhere",
                          {m_beside.string(), 0, 0});
    }

    std::filesystem::path m_beside;
    std::string m_name;
    sqlite3* m_database = nullptr;
};

// A statement that is run again and again with other values.
class Statement {
  public:
    Statement(const Database& database, const char* text) : m_database(database) {
        m_database.check(sqlite3_prepare_v2(database.handle(), text, -1, &m_statement, nullptr));
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int at, std::int64_t value) {
        m_database.check(sqlite3_bind_int64(m_statement, at, value));
        return *this;
    }
    Statement& bind(int at, std::string_view text) {
        m_database.check(sqlite3_bind_text(m_statement, at, text.data(),
                                           static_cast<int>(text.size()), SQLITE_TRANSIENT));
        return *this;
    }
    Statement& bind_blob(int at, std::string_view bytes) {
        m_database.check(sqlite3_bind_blob(m_statement, at, bytes.data(),
                                           static_cast<int>(bytes.size()), SQLITE_TRANSIENT));
        return *this;
    }
    void run() {
        m_database.check(sqlite3_step(m_statement));
        m_database.check(sqlite3_reset(m_statement));
    }

  private:
    const Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

constexpr const char* schema = R"(
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA application_id = 0x4d504258;
BEGIN;
CREATE TABLE metadata (name TEXT, value TEXT);
CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB);
CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id INTEGER);
CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column,
    map.tile_row AS tile_row, images.tile_data AS tile_data
    FROM map JOIN images ON images.tile_id = map.tile_id;
)";

constexpr const char* indexes = R"(
CREATE UNIQUE INDEX metadata_name ON metadata (name);
CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
COMMIT;
)";

// Equal tiles stand once.
class TileTable {
  public:
    explicit TileTable(const Database& database)
        : m_image(database, "INSERT INTO images VALUES (?, ?)"),
          m_place(database, "INSERT INTO map VALUES (?, ?, ?, ?)") {}

    void add(const MadeTile& tile) {
        const auto number = static_cast<std::int64_t>(m_known.size()) + 1;
        const auto [at, fresh] = m_known.try_emplace(digest_of(tile.gzip).sha256, number);
        if (fresh) {
            m_image.bind(1, number).bind_blob(2, tile.gzip).run();
        }
        const TileAddress where = tile_address(tile.id);
        const std::int64_t rows = std::int64_t{1} << where.zoom;
        m_place.bind(1, std::int64_t{where.zoom})
            .bind(2, std::int64_t{where.x})
            .bind(3, rows - 1 - where.y)
            .bind(4, at->second)
            .run();
    }

  private:
    Statement m_image;
    Statement m_place;
    std::unordered_map<std::string, std::int64_t> m_known;  // SHA-256 to number.
};

void write_metadata(const Database& database, const detail::TileSetInfo& info) {
    constexpr int decimals = 7;
    const auto degrees = [](double value) { return fixed_text(value, decimals); };
    Statement row(database, "INSERT INTO metadata VALUES (?, ?)");
    const auto add = [&](std::string_view name, std::string_view value) {
        row.bind(1, name).bind(2, value).run();
    };
    add("name", info.name);
    add("format", "pbf");
    add("bounds", degrees(info.bounds.min_x) + "," + degrees(info.bounds.min_y) + "," +
                      degrees(info.bounds.max_x) + "," + degrees(info.bounds.max_y));
    add("center", degrees(info.centre.x) + "," + degrees(info.centre.y) + "," +
                      std::to_string(info.centre_zoom));
    add("minzoom", std::to_string(info.min_zoom));
    add("maxzoom", std::to_string(info.max_zoom));
    if (!info.attribution.empty()) {
        add("attribution", info.attribution);
    }
    add("description", info.description);
    add("type", "overlay");
    add("json", R"({"vector_layers":)" + info.vector_layers + "}");
}

void copy(const std::string& from, OutputFile& to) {
    constexpr std::size_t chunk = std::size_t{1} << 20U;
    std::ifstream in(from, std::ios::binary);
    std::string buffer(chunk, '\0');
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
        to.write({buffer.data(), static_cast<std::size_t>(in.gcount())});
    }
}

}  // namespace

ExportOutcome export_mbtiles(const std::filesystem::path& to, const ExportLayer& layer,
                             const ExportOptions& options) {
    OutputFile file(to, options.overwrite);
    Database database(to);
    database.run(schema);
    detail::TileRun run;
    {
        TileTable tiles(database);
        run = detail::run_tiles(layer, options, [&](const MadeTile& tile) { tiles.add(tile); });
    }
    write_metadata(database, run.info);
    database.run(indexes);
    copy(database.close(), file);

    ExportOutcome outcome;
    outcome.files.push_back({to, file.commit()});
    outcome.areas = layer.table.size();
    outcome.operation = std::move(run.operation);
    outcome.findings = std::move(run.findings);
    return outcome;
}

}  // namespace levelin::geodata
