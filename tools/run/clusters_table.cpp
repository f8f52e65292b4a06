#include "clusters_findings.hpp"

namespace levelin::run {

namespace {

// Puts what is known of the areas with a value into the order of all areas.
class Spread {
  public:
    Spread(const ClustersInputs& inputs, const ValuedAreas& areas)
        : m_status(inputs.values.status), m_areas(areas) {}

    [[nodiscard]] DecimalColumn decimals(const DecimalColumn& of_valued) const {
        DecimalColumn out{std::vector<double>(m_status.size()), m_status};
        for (std::size_t k = 0; k < m_areas.size(); ++k) {
            out.values[m_areas.position[k]] = of_valued.values[k];
            out.status[m_areas.position[k]] = of_valued.status[k];
        }
        return out;
    }
    template <class Word>
    [[nodiscard]] TextColumn words(Word word) const {
        TextColumn out{std::vector<std::string>(m_status.size(), "no_value")};
        for (std::uint32_t k = 0; k < m_areas.size(); ++k) {
            out.values[m_areas.position[k]] = word(k);
        }
        return out;
    }
    // Numbers from 1; an area that has none has no cell.
    [[nodiscard]] WholeColumn numbers(const std::vector<std::uint32_t>& of_valued,
                                      bool zero_is_none) const {
        WholeColumn out{std::vector<std::int64_t>(m_status.size()), m_status};
        for (std::size_t k = 0; k < m_areas.size(); ++k) {
            out.values[m_areas.position[k]] = of_valued[k];
            if (zero_is_none && of_valued[k] == 0) {
                out.status[m_areas.position[k]] = Status::not_applicable;
            }
        }
        return out;
    }

  private:
    const std::vector<Status>& m_status;
    const ValuedAreas& m_areas;
};

std::string pocket_word(const Pockets& pockets, std::uint32_t area) {
    if (pockets.pocket[area] != 0) {
        return "pocket";
    }
    if (pockets.around.status[area] != Status::ok) {
        return "no_surroundings";
    }
    if (pockets.in_need[area] == 0) {
        return "not_in_need";
    }
    return pockets.prosperous[area] != 0 ? "weak_pocket" : "in_need";
}

}  // namespace

ResultTable clusters_table(const ClustersInputs& inputs, const ClustersFound& found) {
    const Spread spread(inputs, found.areas);
    ResultTable table;
    table.codes = inputs.result.table.codes;
    table.names = inputs.result.table.names;
    table.status = inputs.values.status;
    table.columns.push_back({"value", DecimalColumn{inputs.values.values, inputs.values.status}});
    const Surroundings around = neighbours_around(found.areas.graph, found.areas.deviations);
    DecimalColumn means;
    for (std::size_t k = 0; k < around.size(); ++k) {
        const bool has = around.count[k] > 0;
        means.values.push_back(has ? found.areas.deviations.mean + around.sum[k] / around.count[k]
                                   : 0);
        means.status.push_back(has ? Status::ok : Status::not_applicable);
    }
    table.columns.push_back({"neighbours", spread.numbers(around.count, false)});
    table.columns.push_back({"neighbours_mean", spread.decimals(means)});
    for (const LocalResult& local : found.local) {
        const std::string id{to_string(local.kind)};
        table.columns.push_back({id, spread.decimals(local.statistic.value)});
        if (local.kind == LocalKind::moran || local.kind == LocalKind::geary) {
            table.columns.push_back({id + "_z", spread.decimals(local.statistic.z)});
        }
        table.columns.push_back({id + "_p", spread.decimals(local.p)});
        table.columns.push_back({id + "_q", spread.decimals(local.q)});
        table.columns.push_back({id + "_class", spread.words([&](std::uint32_t k) {
                                     return std::string{to_string(local.classes[k])};
                                 })});
        table.columns.push_back({id + "_cluster", spread.numbers(local.cluster, true)});
    }
    if (found.pockets) {
        table.columns.push_back({"pocket_around", spread.decimals(found.pockets->around)});
        table.columns.push_back({"pocket_p", spread.decimals(found.pockets->p)});
        table.columns.push_back({"pocket_q", spread.decimals(found.pockets->q)});
        table.columns.push_back({"pocket_class", spread.words([&](std::uint32_t k) {
                                     return pocket_word(*found.pockets, k);
                                 })});
    }
    return table;
}

}  // namespace levelin::run
