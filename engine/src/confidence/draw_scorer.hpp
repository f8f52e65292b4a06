#pragma once

#include <cstdint>
#include <levelin/core/status.hpp>
#include <span>
#include <vector>

#include "draws.hpp"
#include "plan.hpp"
#include "weighted_sum.hpp"

namespace levelin::detail {

/// Scores the areas of a plan under one draw after another.
///
/// What comes out are keys that order the areas as their scores do: for a geometric mean its
/// logarithm, for a harmonic mean minus its reciprocal, so that what is not needed is not computed.
/// Linear sums are computed with the weights divided by their sum beforehand, and with the weights
/// of nested sums multiplied down: scores are those of `score_index` within 1e-13 of their size
/// times the number of leaves. Areas that lack a leaf are scored as `kernels::aggregate` does.
/// One object belongs to one thread.
class DrawScorer {
  public:
    /// Blocks of areas whose values stay in the nearest cache.
    static constexpr std::size_t block = 512;

    DrawScorer(const Plan& plan, std::uint64_t seed);

    /// @throws InputError E-CONFIDENCE-03, E-SCORE-03.
    void prepare(Draw draw);
    [[nodiscard]] const Draw& draw() const noexcept { return m_draw; }

    /// The keys of positions begin .. end - 1, at most a block, all of them complete.
    void score(std::size_t begin, std::size_t end, std::span<double> keys);
    /// The keys of the areas that lack something; afterwards `others` are those with a score.
    void score_others(std::span<double> keys);
    [[nodiscard]] std::span<const std::uint32_t> others() const noexcept { return m_others; }
    /// Why an area beyond `complete` has no score.
    [[nodiscard]] Status status(std::size_t position) const noexcept {
        return m_status[position - m_plan.complete];
    }
    /// The score that a key stands for.
    [[nodiscard]] double score_of(double key) const noexcept;
    /// The error that the draw gave an area, in standard errors.
    [[nodiscard]] double noise(std::size_t error, std::size_t position) const noexcept {
        return m_noise[error][position];
    }
    /// A leaf's values in this draw, by position. Only where Plan::errors has it.
    [[nodiscard]] const LeafValues& drawn_values(std::size_t error) const noexcept {
        return m_local[m_error_nodes[error]];
    }

  private:
    enum class Form : std::uint8_t { plain, logarithm, reciprocal };
    /// What is done to a sum before it is used.
    enum class After : std::uint8_t {
        nothing,
        exponential,
        exponential_of_minus,
        reciprocal,
        logarithm,
        minus_logarithm,
    };
    struct Term {
        const double* values = nullptr;  ///< By position; null: the result of `step`.
        std::uint32_t step = 0;
        double factor = 0;
    };
    struct Step {
        std::vector<Term> terms;
        After after = After::nothing;
        std::uint32_t node = 0;  ///< For messages.
    };
    struct Cell {
        double value = 0;
        Status status = Status::ok;
    };

    void add_noise();
    void normalise_node(std::uint32_t node);
    [[nodiscard]] bool is_given(std::uint32_t node) const noexcept;
    [[nodiscard]] const LeafValues& given(std::uint32_t node) const noexcept;
    [[nodiscard]] Aggregation aggregation_of(std::uint32_t node) const noexcept;
    void collect(std::uint32_t node, double factor, std::vector<Term>& terms);
    Term term(std::uint32_t node, double factor, Form form);
    void run_step(const Step& step, std::size_t begin, std::size_t count, double* out);
    void finish_step(const Step& step, std::size_t count, double* out) const;
    [[nodiscard]] Cell cell(std::uint32_t node, std::size_t position) const;
    [[nodiscard]] Cell sum_of(std::uint32_t node, std::size_t position) const;
    [[nodiscard]] double value_of(std::uint32_t node, double sum) const noexcept;
    [[noreturn]] void not_positive(std::uint32_t node, double value) const;

    const Plan& m_plan;
    std::uint64_t m_seed;
    Draw m_draw;
    std::vector<Step> m_steps;  ///< The last one gives the keys.
    std::vector<std::uint32_t> m_error_nodes;
    std::vector<LeafValues> m_local;  ///< By node: leaves with errors, nodes that are normalised.
    std::vector<std::uint8_t> m_is_local;
    std::vector<std::vector<Status>> m_local_status;  ///< Of normalised nodes, beyond `complete`.
    std::vector<std::vector<double>> m_noise;         ///< By error and position.
    std::vector<double> m_results;                    ///< Of the steps, a block each.
    std::vector<SumTerm> m_sums;
    std::vector<std::uint32_t> m_others;
    RankNormaliser m_normaliser;
    std::vector<Status> m_status;
};

}  // namespace levelin::detail
