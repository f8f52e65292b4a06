#include <algorithm>
#include <levelin/allocate/apportion.hpp>
#include <levelin/core/error.hpp>
#include <stdexcept>

namespace levelin {

namespace {

// Sums of bounds stop at this: more than can be shared out.
std::uint64_t added(std::uint64_t a, std::uint64_t b) {
    return a > max_total + 1 - std::min(b, max_total + 1) ? max_total + 1
                                                          : std::min(a + b, max_total + 1);
}

struct Groups {
    std::vector<std::vector<std::uint32_t>> members;
    std::vector<ShareBounds> bounds;  // What a group can and must get at all.
};

std::string bound_text(const char* what, const std::string& group, std::uint64_t units,
                       const UnitName& unit) {
    return std::string{"the "} + what + " of " + group + ", " +
           amount_text(std::min(units, max_total), unit);
}

// The group's own bounds, narrowed to what its receivers can take.
Groups groups_of(std::uint64_t total, std::span<const double> weights,
                 std::span<const ShareBounds> bounds, std::span<const std::uint32_t> group,
                 std::span<const GroupShareBounds> groups, const UnitName& unit) {
    Groups out;
    out.members.resize(groups.size());
    std::vector<std::uint64_t> floors(groups.size(), 0);
    std::vector<std::uint64_t> caps(groups.size(), 0);
    for (std::size_t i = 0; i < group.size(); ++i) {
        const ShareBounds of = bounds.empty() ? ShareBounds{} : bounds[i];
        out.members.at(group[i]).push_back(static_cast<std::uint32_t>(i));
        floors[group[i]] = added(floors[group[i]], of.floor);
        caps[group[i]] = added(caps[group[i]], weights[i] > 0 ? of.cap : of.floor);
    }
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto& [name, own] = groups[g];
        const std::string areas = std::to_string(out.members[g].size()) +
                                  (out.members[g].size() == 1 ? " area" : " areas");
        if (own.floor > own.cap) {
            throw InputError("E-ALLOCATE-04",
                             bound_text("floor", name, own.floor, unit) + ", is above its cap",
                             "a floor up to the cap");
        }
        if (own.floor > std::min(caps[g], total)) {
            throw InputError(
                "E-ALLOCATE-04",
                bound_text("floor", name, own.floor, unit) + ", is more than " +
                    (own.floor > total
                         ? "there is"
                         : "its " + areas + " can take: " + amount_text(caps[g], unit)),
                "a floor that fits", "lower it, or raise the cap of its areas");
        }
        if (own.cap < floors[g]) {
            throw InputError("E-ALLOCATE-04",
                             bound_text("cap", name, own.cap, unit) +
                                 ", is below the floors of its " + areas + ": " +
                                 amount_text(std::min(floors[g], max_total), unit),
                             "a cap that fits", "raise it, or lower the floor of its areas");
        }
        out.bounds.push_back({std::max(own.floor, floors[g]), std::min(own.cap, caps[g])});
        least = added(least, out.bounds[g].floor);
        most = added(most, out.bounds[g].cap);
    }
    if (least > total || most < total) {
        const bool floor = least > total;
        throw InputError("E-ALLOCATE-04",
                         std::string{"the "} + (floor ? "floors" : "caps") +
                             " of all groups come to " +
                             amount_text(std::min(floor ? least : most, max_total), unit) +
                             ", and there is " + amount_text(total, unit),
                         floor ? "floors that come to no more than what there is"
                               : "caps that come to no less than what there is",
                         floor ? "lower the floors of groups or areas" : "raise the caps");
    }
    return out;
}

// The receivers of some groups, in the order of all: it breaks ties.
struct Pool {
    std::vector<std::uint32_t> receivers;
    std::vector<double> weights;
    std::vector<ShareBounds> bounds;
    std::vector<AreaCode> codes;

    void add(const std::vector<std::uint32_t>& members) {
        receivers.insert(receivers.end(), members.begin(), members.end());
    }
    void fill(std::span<const double> all_weights, std::span<const ShareBounds> all_bounds,
              std::span<const AreaCode> all_codes) {
        std::sort(receivers.begin(), receivers.end());
        for (const std::uint32_t i : receivers) {
            weights.push_back(all_weights[i]);
            bounds.push_back(all_bounds.empty() ? ShareBounds{} : all_bounds[i]);
            codes.push_back(all_codes[i]);
        }
    }
    // Shares out among the pool and writes into the whole.
    [[nodiscard]] Apportionment share(std::uint64_t total, Apportionment whole,
                                      const UnitName& unit) const {
        const Apportionment part = apportion(total, weights, bounds, codes, unit);
        for (std::size_t i = 0; i < receivers.size(); ++i) {
            whole.units[receivers[i]] = part.units[i];
            whole.by[receivers[i]] = part.by[i];
        }
        return whole;
    }
};

}  // namespace

GroupedApportionment apportion_in_groups(std::uint64_t total, std::span<const double> weights,
                                         std::span<const ShareBounds> bounds,
                                         std::span<const AreaCode> codes,
                                         std::span<const std::uint32_t> group,
                                         std::span<const GroupShareBounds> groups,
                                         const UnitName& unit) {
    if (group.size() != codes.size() || weights.size() != codes.size() ||
        (!bounds.empty() && bounds.size() != codes.size())) {
        throw std::invalid_argument("one group, weight and code for each receiver");
    }
    const Groups found = groups_of(total, weights, bounds, group, groups, unit);
    GroupedApportionment out;
    out.all = {std::vector<std::uint64_t>(codes.size(), 0),
               std::vector<ShareBy>(codes.size(), ShareBy::no_weight)};
    out.group_units.assign(groups.size(), 0);
    out.group_by.assign(groups.size(), ShareBy::weight);
    std::uint64_t left = total;
    // One group or more is fixed each time round.
    for (bool settled = false; !settled;) {
        Pool pool;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            if (out.group_by[g] == ShareBy::weight) {
                pool.add(found.members[g]);
            }
        }
        pool.fill(weights, bounds, codes);
        if (pool.receivers.empty()) {
            break;
        }
        out.all = pool.share(left, std::move(out.all), unit);
        std::uint64_t below = 0;
        std::uint64_t above = 0;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            if (out.group_by[g] != ShareBy::weight) {
                continue;
            }
            out.group_units[g] = 0;
            for (const std::uint32_t i : found.members[g]) {
                out.group_units[g] += out.all.units[i];
            }
            const auto& [floor, cap] = found.bounds[g];
            below += floor > out.group_units[g] ? floor - out.group_units[g] : 0;
            above += out.group_units[g] > cap ? out.group_units[g] - cap : 0;
        }
        settled = below == 0 && above == 0;
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto& [floor, cap] = found.bounds[g];
            if (out.group_by[g] != ShareBy::weight) {
                continue;
            }
            if (out.group_units[g] < floor && below >= above) {
                out.group_by[g] = ShareBy::floor;
                out.group_units[g] = floor;
                left -= floor;
            } else if (out.group_units[g] > cap && above >= below) {
                out.group_by[g] = ShareBy::cap;
                out.group_units[g] = cap;
                left -= cap;
            }
        }
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (out.group_by[g] != ShareBy::weight) {
            Pool pool;
            pool.add(found.members[g]);
            pool.fill(weights, bounds, codes);
            try {
                out.all = pool.share(out.group_units[g], std::move(out.all), unit);
            } catch (Error& error) {
                error.add_context(groups[g].name);
                throw;
            }
        }
    }
    return out;
}

}  // namespace levelin
