#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace levelin::detail {

/// What threads need for a piece of work each, made when first asked for and used again.
template <typename Workspace>
class Workspaces {
  public:
    explicit Workspaces(std::function<std::unique_ptr<Workspace>()> make)
        : m_make(std::move(make)) {}

    /// Runs `work(workspace)` with one that no other thread uses. Where `work` throws, its
    /// workspace is not used again.
    template <typename Work>
    void with(const Work& work) {
        std::unique_ptr<Workspace> one;
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_free.empty()) {
                one = std::move(m_free.back());
                m_free.pop_back();
            }
        }
        if (one == nullptr) {
            one = m_make();
        }
        work(*one);
        const std::scoped_lock lock(m_mutex);
        m_free.push_back(std::move(one));
    }

    /// All of them, when no work is running.
    [[nodiscard]] const std::vector<std::unique_ptr<Workspace>>& all() const { return m_free; }

  private:
    std::function<std::unique_ptr<Workspace>()> m_make;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Workspace>> m_free;
};

}  // namespace levelin::detail
