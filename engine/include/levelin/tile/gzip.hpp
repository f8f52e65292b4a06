#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace levelin {

/// Packs bytes as gzip (RFC 1952), without a name or a time stamp: the same bytes give the same.
///
/// Keeps working memory between calls; one object per thread.
class Gzip {
  public:
    /// @param level  1 (fast) to 12 (small), as libdeflate counts; out of it throws
    ///               std::invalid_argument.
    explicit Gzip(int level = 6);
    ~Gzip();
    Gzip(Gzip&&) noexcept;
    Gzip& operator=(Gzip&&) noexcept;

    [[nodiscard]] std::string compress(std::string_view bytes);

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace levelin
