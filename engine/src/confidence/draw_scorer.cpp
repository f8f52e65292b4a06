#include "draw_scorer.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>

namespace levelin::detail {

namespace {

bool is_sum(Aggregation aggregation) noexcept {
    return aggregation == Aggregation::weighted_sum || aggregation == Aggregation::weighted_mean;
}

}  // namespace

DrawScorer::DrawScorer(const Plan& plan, std::uint64_t seed)
    : m_plan(plan),
      m_seed(seed),
      m_local(plan.nodes.size()),
      m_is_local(plan.nodes.size(), 0),
      m_local_status(plan.nodes.size()),
      m_noise(plan.errors.size()),
      m_status(plan.areas - plan.complete, Status::ok) {
    for (const LeafError& error : plan.errors) {
        for (std::uint32_t n = 0; n < plan.nodes.size(); ++n) {
            if (plan.nodes[n].leaf == error.leaf) {
                m_error_nodes.push_back(n);
            }
        }
    }
}

void DrawScorer::prepare(Draw draw) {
    m_draw = std::move(draw);
    std::fill(m_is_local.begin(), m_is_local.end(), std::uint8_t{0});
    add_noise();
    // Parts stand after their parents, so backwards the inner nodes come first.
    for (auto n = static_cast<std::uint32_t>(m_plan.nodes.size()); n-- > 1;) {
        const PlanNode& node = m_plan.nodes[n];
        if (!node.is_leaf() && node.spec.normalise != Normalisation::none) {
            normalise_node(n);
        }
    }
    m_steps.clear();
    Step last;
    collect(0, 1, last.terms);
    if (aggregation_of(0) == Aggregation::harmonic) {
        for (Term& one : last.terms) {
            one.factor = -one.factor;
        }
    }
    m_steps.push_back(std::move(last));
    m_results.resize(m_steps.size() * block);
}

void DrawScorer::add_noise() {
    for (std::size_t e = 0; e < m_plan.errors.size(); ++e) {
        const LeafError& error = m_plan.errors[e];
        const LeafSource& source = m_plan.sources[error.leaf];
        const std::uint32_t node = m_error_nodes[e];
        std::vector<double> noisy = source.source.values;
        std::vector<double>& noise = m_noise[e];
        noise.assign(m_plan.areas, 0.0);
        for (std::size_t p = 0; p < m_plan.areas; ++p) {
            const std::size_t area = m_plan.area_at[p];
            if (source.source.status[area] == Status::ok) {
                noise[p] = noise_at(m_plan, m_seed, m_draw.noise[e], e, area);
                noisy[area] += noise[p] * error.standard_error[area];
            }
        }
        const std::vector<double> values =
            leaf_values(source, m_plan.normalisations[m_draw.normalisation], noisy, m_normaliser);
        LeafValues& local = m_local[node];
        local.plain.resize(m_plan.areas);
        double sum = 0;
        std::size_t there = 0;
        for (std::size_t p = 0; p < m_plan.areas; ++p) {
            const std::size_t area = m_plan.area_at[p];
            local.plain[p] = values[area];
            if (source.source.status[area] == Status::ok) {
                sum += values[area];
                ++there;
            }
        }
        local.mean = there > 0 ? sum / static_cast<double>(there) : 0;
        add_transforms(m_plan.nodes[node], m_plan.complete, local);
        m_is_local[node] = 1;
    }
}

// A node that is normalised after it has been aggregated is computed for all areas beforehand.
void DrawScorer::normalise_node(std::uint32_t node) {
    LeafValues& local = m_local[node];
    local.plain.resize(m_plan.areas);
    m_steps.clear();
    Step last;
    last.node = node;
    collect(node, 1, last.terms);
    last.after = aggregation_of(node) == Aggregation::geometric  ? After::exponential
                 : aggregation_of(node) == Aggregation::harmonic ? After::reciprocal
                                                                 : After::nothing;
    m_steps.push_back(std::move(last));
    m_results.resize(m_steps.size() * block);
    for (std::size_t begin = 0; begin < m_plan.complete; begin += block) {
        score(begin, std::min(m_plan.complete, begin + block), local.plain);
    }
    std::vector<Status> status(m_plan.areas, Status::ok);
    for (std::size_t p = m_plan.complete; p < m_plan.areas; ++p) {
        const Cell one = sum_of(node, p);
        status[p] = one.status;
        local.plain[p] = one.status == Status::ok ? value_of(node, one.value) : 0;
    }
    PartSpec spec = m_plan.nodes[node].spec;
    spec.direction = Direction::higher_is_worse;
    kernels::Values values = m_normaliser.normalise(local.plain, status, spec);
    if (values.fault != kernels::Fault::none) {
        throw InputError("E-SCORE-03",
                         "the part \"" + spec.id + "\" has no range to normalise by in a draw",
                         "values that differ");
    }
    local.plain = std::move(values.values);
    add_transforms(m_plan.nodes[node], m_plan.complete, local);
    m_local_status[node].assign(status.begin() + static_cast<std::ptrdiff_t>(m_plan.complete),
                                status.end());
    m_is_local[node] = 1;
}

bool DrawScorer::is_given(std::uint32_t node) const noexcept {
    return m_plan.nodes[node].is_leaf() || m_is_local[node] != 0;
}

const LeafValues& DrawScorer::given(std::uint32_t node) const noexcept {
    return m_is_local[node] != 0 ? m_local[node]
                                 : m_plan.values[m_draw.normalisation][m_plan.nodes[node].leaf];
}

Aggregation DrawScorer::aggregation_of(std::uint32_t node) const noexcept {
    return node == 0 ? m_plan.aggregations[m_draw.aggregation]
                     : m_plan.nodes[node].spec.aggregation;
}

// The terms of a node's sum: of values, logarithms or reciprocals. Sums within sums are opened.
void DrawScorer::collect(std::uint32_t node, double factor, std::vector<Term>& terms) {
    const Aggregation aggregation = aggregation_of(node);
    double all = 0;
    for (const std::uint32_t p : m_plan.nodes[node].parts) {
        all += m_draw.weights[p];
    }
    for (const std::uint32_t p : m_plan.nodes[node].parts) {
        const double weight = m_draw.weights[p];
        if (weight == 0) {
            continue;
        }
        const double share =
            factor * (aggregation == Aggregation::weighted_sum ? weight : weight / all);
        if (!is_sum(aggregation)) {
            terms.push_back(
                term(p, share,
                     aggregation == Aggregation::geometric ? Form::logarithm : Form::reciprocal));
        } else if (!is_given(p) && is_sum(aggregation_of(p))) {
            collect(p, share, terms);
        } else {
            terms.push_back(term(p, share, Form::plain));
        }
    }
}

DrawScorer::Term DrawScorer::term(std::uint32_t node, double factor, Form form) {
    if (is_given(node)) {
        const LeafValues& values = given(node);
        return {form == Form::plain       ? values.plain.data()
                : form == Form::logarithm ? values.logarithm.data()
                                          : values.reciprocal.data(),
                0, factor};
    }
    Step step;
    step.node = node;
    collect(node, 1, step.terms);
    switch (aggregation_of(node)) {
        case Aggregation::geometric:
            step.after = form == Form::plain       ? After::exponential
                         : form == Form::logarithm ? After::nothing
                                                   : After::exponential_of_minus;
            break;
        case Aggregation::harmonic:
            step.after = form == Form::plain       ? After::reciprocal
                         : form == Form::logarithm ? After::minus_logarithm
                                                   : After::nothing;
            break;
        default:
            step.after = form == Form::plain       ? After::nothing
                         : form == Form::logarithm ? After::logarithm
                                                   : After::reciprocal;
    }
    m_steps.push_back(std::move(step));
    return {nullptr, static_cast<std::uint32_t>(m_steps.size() - 1), factor};
}

void DrawScorer::run_step(const Step& step, std::size_t begin, std::size_t count, double* out) {
    m_sums.clear();
    for (const Term& one : step.terms) {
        m_sums.push_back(
            {one.values != nullptr ? one.values + begin : m_results.data() + one.step * block,
             one.factor});
    }
    weighted_sum(m_sums, count, out);
    finish_step(step, count, out);
}

void DrawScorer::finish_step(const Step& step, std::size_t count, double* out) const {
    const auto each = [&](auto function) {
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = function(out[i]);
        }
    };
    const auto positive = [&](double v) {
        if (!(v > 0)) {
            not_positive(step.node, v);
        }
        return v;
    };
    switch (step.after) {
        case After::nothing:
            return;
        case After::exponential:
            return each([](double v) { return std::exp(v); });
        case After::exponential_of_minus:
            return each([](double v) { return std::exp(-v); });
        case After::reciprocal:
            return each([&](double v) { return 1 / positive(v); });
        case After::logarithm:
            return each([&](double v) { return std::log(positive(v)); });
        case After::minus_logarithm:
            return each([&](double v) { return -std::log(positive(v)); });
    }
}

void DrawScorer::not_positive(std::uint32_t node, double value) const {
    throw InputError("E-CONFIDENCE-03",
                     "a geometric or harmonic mean of the part \"" + m_plan.nodes[node].spec.id +
                         "\", which is " + shortest_text(value) + " in an area",
                     "values above 0",
                     "give each normalisation a range such as [1, 100], or leave that aggregation "
                     "out");
}

void DrawScorer::score(std::size_t begin, std::size_t end, std::span<double> keys) {
    for (std::size_t s = 0; s + 1 < m_steps.size(); ++s) {
        run_step(m_steps[s], begin, end - begin, m_results.data() + s * block);
    }
    run_step(m_steps.back(), begin, end - begin, keys.data() + begin);
}

void DrawScorer::score_others(std::span<double> keys) {
    m_others.clear();
    for (std::size_t p = m_plan.complete; p < m_plan.areas; ++p) {
        const Cell one = sum_of(0, p);
        m_status[p - m_plan.complete] = one.status;
        if (one.status == Status::ok) {
            keys[p] = aggregation_of(0) == Aggregation::harmonic ? -one.value : one.value;
            m_others.push_back(static_cast<std::uint32_t>(p));
        }
    }
}

double DrawScorer::score_of(double key) const noexcept {
    return aggregation_of(0) == Aggregation::harmonic ? value_of(0, -key) : value_of(0, key);
}

double DrawScorer::value_of(std::uint32_t node, double sum) const noexcept {
    switch (aggregation_of(node)) {
        case Aggregation::geometric:
            return std::exp(sum);
        case Aggregation::harmonic:
            return 1 / sum;
        default:
            return sum;
    }
}

DrawScorer::Cell DrawScorer::cell(std::uint32_t node, std::size_t position) const {
    const std::size_t other = position - m_plan.complete;
    if (m_plan.nodes[node].is_leaf()) {
        const Status status = m_plan.leaf_status[m_plan.nodes[node].leaf][other];
        if (status == Status::ok) {
            return {given(node).plain[position], status};
        }
        return m_plan.missing[m_draw.missing] == MissingTreatment::mean
                   ? Cell{given(node).mean, Status::ok}
                   : Cell{0, status};
    }
    if (m_is_local[node] != 0) {
        return {m_local[node].plain[position], m_local_status[node][other]};
    }
    const Cell one = sum_of(node, position);
    return one.status == Status::ok ? Cell{value_of(node, one.value), Status::ok} : one;
}

// The sum of values, logarithms or reciprocals of one area, with the rules for what is not there
// of kernels::aggregate.
DrawScorer::Cell DrawScorer::sum_of(std::uint32_t node, std::size_t position) const {
    const Aggregation aggregation = aggregation_of(node);
    const PartSpec& spec = m_plan.nodes[node].spec;
    double all = 0;
    double there = 0;
    double sum = 0;
    Status absent = Status::ok;
    for (const std::uint32_t p : m_plan.nodes[node].parts) {
        const double weight = m_draw.weights[p];
        if (weight == 0) {
            continue;
        }
        all += weight;
        const Cell one = cell(p, position);
        if (one.status != Status::ok) {
            absent = absent == Status::ok ? one.status : absent;
            continue;
        }
        there += weight;
        if (!is_sum(aggregation) && !(one.value > 0)) {
            not_positive(p, one.value);
        }
        sum += weight * (aggregation == Aggregation::geometric  ? std::log(one.value)
                         : aggregation == Aggregation::harmonic ? 1 / one.value
                                                                : one.value);
    }
    const MissingTreatment treatment = m_plan.missing[m_draw.missing];
    const bool spreads =
        treatment == MissingTreatment::reweight ||
        (treatment == MissingTreatment::as_run && spec.missing == MissingPolicy::reweight);
    if (absent != Status::ok) {
        if (!spreads) {
            return {0, absent};
        }
        if (!(there > 0 && there >= spec.minimum_weight * all)) {
            return {0, there > 0 ? Status::below_minimum : absent};
        }
    }
    if (aggregation == Aggregation::weighted_sum) {
        return {absent == Status::ok ? sum : sum * (all / there), Status::ok};
    }
    return {sum / there, Status::ok};
}

}  // namespace levelin::detail
