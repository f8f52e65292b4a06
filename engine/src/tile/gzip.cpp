#include <libdeflate.h>

#include <levelin/tile/gzip.hpp>
#include <new>
#include <stdexcept>

namespace levelin {

struct Gzip::State {
    explicit State(int level) : compressor(libdeflate_alloc_compressor(level)) {}
    ~State() { libdeflate_free_compressor(compressor); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    libdeflate_compressor* compressor;
    std::string buffer;
};

Gzip::Gzip(int level) {
    constexpr int smallest = 12;
    if (level < 1 || level > smallest) {
        throw std::invalid_argument("a compression level of 1 to 12");
    }
    m_state = std::make_unique<State>(level);
    if (m_state->compressor == nullptr) {
        throw std::bad_alloc();
    }
}

Gzip::~Gzip() = default;
Gzip::Gzip(Gzip&&) noexcept = default;
Gzip& Gzip::operator=(Gzip&&) noexcept = default;

std::string Gzip::compress(std::string_view bytes) {
    const std::size_t bound = libdeflate_gzip_compress_bound(m_state->compressor, bytes.size());
    if (m_state->buffer.size() < bound) {
        m_state->buffer.resize(bound);
    }
    const std::size_t size = libdeflate_gzip_compress(m_state->compressor, bytes.data(),
                                                      bytes.size(), m_state->buffer.data(), bound);
    return m_state->buffer.substr(0, size);
}

}  // namespace levelin
