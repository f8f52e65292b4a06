#pragma once

#include <levelin/confidence/uncertainty.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/score/index_model.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace levelin {

namespace detail {
struct Plan;
}

/// Scores of one index that were made in several ways, all as likely: a composite of nations on the
/// scale of each of them.
///
/// Invariant: all columns have one entry an area, and an area has a score in all or in none.
struct ScoreAlternatives {
    std::string id;
    TieRule ties = TieRule::min;
    DecileRule decile_rule = DecileRule::ceil;
    FactorKind kind = FactorKind::base;
    std::vector<std::string> levels;
    std::vector<NumberColumn> scores;  ///< One a level; higher is worse.
    std::size_t as_run = 0;            ///< Which of them the result has.
    NumberColumn population;           ///< Deciles go by people; empty = by rank.
};

/// An index and what is not certain about it, made ready to be scored many times.
///
/// @throws ConfigError E-CONFIDENCE-01 a part that the index has not, a spread, range or
///         concentration that does not fit, a standard error of ranks.
/// @throws InputError E-CONFIDENCE-02 a normalisation that needs the indicator's own values where
///         the result does not hold them, or values that are not the indicator's; E-CONFIDENCE-03 a
///         geometric or harmonic mean of values not above 0; E-CONFIDENCE-05 an area with a value
///         and without a standard error; E-SCORE-03 as `score_index`.
/// Guarantees: immutable, may be used from several threads; copies share what they hold.
class UncertainIndex {
  public:
    UncertainIndex(const IndexModel& model, const Uncertainty& uncertainty,
                   std::span<const AreaCode> codes);
    UncertainIndex(const ScoreAlternatives& scores, std::span<const AreaCode> codes);

    [[nodiscard]] const std::string& id() const noexcept;
    /// Number of areas.
    [[nodiscard]] std::size_t size() const noexcept;
    /// What is drawn; weights first, in the order of the tree.
    [[nodiscard]] const std::vector<Factor>& factors() const noexcept;
    [[nodiscard]] const detail::Plan& plan() const noexcept { return *m_plan; }

  private:
    std::shared_ptr<const detail::Plan> m_plan;
};

}  // namespace levelin
