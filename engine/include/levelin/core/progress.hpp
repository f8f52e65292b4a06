#pragma once

#include <string_view>

namespace levelin {

/// Told by long work how far it is; the program draws a bar, a test counts, a server cancels.
///
/// Calls may come from any thread, one at a time for one object. An implementation may throw to
/// stop the work; the work then leaves nothing half-written.
class Progress {
  public:
    Progress() = default;
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    virtual ~Progress() = default;

    /// @param stage     what is being done, in the user's words ("reading boundaries").
    /// @param fraction  [0, 1], or below 0 where the end is not known.
    virtual void update(std::string_view stage, double fraction) = 0;
};

}  // namespace levelin
