#include <algorithm>
#include <condition_variable>
#include <exception>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/export/geojson_text.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <map>
#include <mutex>
#include <thread>

namespace levelin::geodata {

namespace {

// Block edges depend on the data alone: a block is full at so many areas or points.
constexpr std::size_t block_areas = 512;
constexpr std::size_t block_points = 32768;

std::vector<std::size_t> block_edges(const BoundarySet& shapes, std::size_t areas) {
    std::vector<std::size_t> edges{0};
    std::size_t points = 0;
    for (std::size_t a = 0; a < areas; ++a) {
        points += a + 1 < shapes.area_begin.size() ? shapes.points_of_area(a).size() : 0;
        if (points >= block_points || a + 1 - edges.back() >= block_areas || a + 1 == areas) {
            edges.push_back(a + 1);
            points = 0;
        }
    }
    return edges;
}

struct Block {
    std::string text;
    RoundingLoss loss;
};

// Blocks are made by all threads and written in their order by whichever thread finishes the next
// one due; nobody runs further ahead of the file than the window.
class OrderedWriter {
  public:
    OrderedWriter(OutputFile& file, std::size_t window) : m_file(file), m_window(window) {}

    // Waits until the block may be made; false once another thread has failed.
    bool wait_for_turn(std::size_t block) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_failure || block < m_next + m_window; });
        return !m_failure;
    }

    void put(std::size_t number, Block block) {
        std::unique_lock lock(m_mutex);
        m_ready.emplace(number, std::move(block));
        if (m_writing) {
            return;
        }
        m_writing = true;
        for (auto it = m_ready.find(m_next); it != m_ready.end() && !m_failure;
             it = m_ready.find(m_next)) {
            const Block due = std::move(it->second);
            m_ready.erase(it);
            lock.unlock();
            m_file.write(due.text);
            lock.lock();
            m_loss.holes += due.loss.holes;
            m_loss.parts += due.loss.parts;
            m_loss.finer.insert(m_loss.finer.end(), due.loss.finer.begin(), due.loss.finer.end());
            m_loss.flat.insert(m_loss.flat.end(), due.loss.flat.begin(), due.loss.flat.end());
            ++m_next;
            m_changed.notify_all();
        }
        m_writing = false;
    }

    void fail(std::exception_ptr failure) {
        const std::scoped_lock lock(m_mutex);
        if (!m_failure) {
            m_failure = std::move(failure);
        }
        m_changed.notify_all();
    }

    [[nodiscard]] const RoundingLoss& finish() const {
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        return m_loss;
    }

  private:
    OutputFile& m_file;
    std::size_t m_window;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::size_t, Block> m_ready;
    std::size_t m_next = 0;
    bool m_writing = false;
    RoundingLoss m_loss;
    std::exception_ptr m_failure;
};

std::vector<std::string> codes_of(const std::vector<std::size_t>& areas,
                                  const ResultTable& results) {
    std::vector<std::string> codes;
    for (const std::size_t a : areas) {
        if (codes.size() == Diagnostics::max_examples) {
            break;
        }
        codes.push_back(results.codes[a].str());
    }
    return codes;
}

Diagnostics findings_of(const RoundingLoss& loss, const ResultTable& results, int decimals) {
    Diagnostics findings;
    const std::string rounding = std::to_string(decimals) + " decimals";
    if (loss.parts + loss.holes > 0) {
        findings.warn("W-GEOMETRY-08",
                      std::to_string(loss.parts) + " parts and " + std::to_string(loss.holes) +
                          " holes have no area at " + rounding + " and are left out",
                      loss.parts + loss.holes);
    }
    if (!loss.finer.empty()) {
        findings.warn(
            "W-GEOMETRY-09",
            counted_text(loss.finer.size(), "area has", "areas have") + " no extent at " +
                rounding +
                (loss.finer.size() == 1 ? " and is written with 9" : " and are written with 9"),
            loss.finer.size(), codes_of(loss.finer, results));
    }
    if (!loss.flat.empty()) {
        findings.warn("W-GEOMETRY-10",
                      counted_text(loss.flat.size(), "area has no extent and is written as it is",
                                   "areas have no extent and are written as they are"),
                      loss.flat.size(), codes_of(loss.flat, results));
    }
    return findings;
}

Box box_of_all(const BoundarySet& shapes, unsigned threads) {
    constexpr std::size_t block = 1U << 18U;
    const std::size_t blocks = (shapes.points.size() + block - 1) / block;
    std::vector<Box> boxes(blocks);
    parallel_blocks(shapes.points.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        boxes[begin / block] = bounding_box({shapes.points.data() + begin, end - begin});
    });
    Box all;
    for (const Box& box : boxes) {
        all.expand({box.min_x, box.min_y});
        all.expand({box.max_x, box.max_y});
    }
    return all;
}

}  // namespace

Diagnostics write_geojson(OutputFile& file, const BoundarySet& lon_lat, const ResultTable& results,
                          const GeoJsonOptions& options) {
    const bool collection = options.framing == GeoJsonFraming::collection;
    const std::string_view before = options.framing == GeoJsonFraming::sequence ? "\x1E" : "";
    if (collection) {
        file.write(feature_collection_head(box_of_all(lon_lat, options.threads),
                                           options.style.decimals, options.attribution));
    }
    const std::vector<std::size_t> edges = block_edges(lon_lat, results.size());
    const std::size_t blocks = edges.size() - 1;
    unsigned threads =
        options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
    threads =
        static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(blocks, 1)));
    OrderedWriter writer(file, 2ULL * threads + 2);
    std::mutex mutex;
    std::size_t next = 0;
    std::size_t done = 0;
    const auto work = [&] {
        FeatureText feature(lon_lat, results, options.style);
        try {
            while (true) {
                std::size_t b = 0;
                {
                    const std::scoped_lock lock(mutex);
                    b = next++;
                }
                if (b >= blocks || !writer.wait_for_turn(b)) {
                    return;
                }
                Block block;
                for (std::size_t a = edges[b]; a < edges[b + 1]; ++a) {
                    block.text += a == 0 || !collection ? before : ",\n";
                    feature.append(block.text, a, block.loss);
                    block.text += collection ? "" : "\n";
                }
                writer.put(b, std::move(block));
                if (options.progress != nullptr) {
                    const std::scoped_lock lock(mutex);
                    options.progress->update("writing GeoJSON", static_cast<double>(++done) /
                                                                    static_cast<double>(blocks));
                }
            }
        } catch (...) {
            writer.fail(std::current_exception());
        }
    };
    {
        std::vector<std::jthread> pool;
        for (unsigned t = 1; t < threads; ++t) {
            pool.emplace_back(work);
        }
        work();
    }
    const RoundingLoss& loss = writer.finish();
    if (collection) {
        file.write(feature_collection_tail());
    }
    return findings_of(loss, results, options.style.decimals);
}

}  // namespace levelin::geodata
