// How long it takes to say how sure a selection is.
//
//     bench_confidence AREAS DOMAINS DRAWS THREADS ROUNDS [OUT]
//
// Generated areas with correlated domains, which are ranked and transformed as the English index
// does; the most deprived tenth is selected, weights vary by a fifth. With OUT the domains and the
// shares of draws are left there as doubles, for a peer to go by.
#include <sys/resource.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <levelin/confidence/confidence.hpp>
#include <levelin/core/random.hpp>
#include <levelin/score/kernels.hpp>
#include <string>

#include "bench_main.hpp"

namespace {

using namespace levelin;

IndexModel made_index(std::size_t areas, std::size_t domains) {
    IndexModel model;
    model.id = "made";
    model.spec.root.id = "made";
    model.spec.root.aggregation = Aggregation::weighted_sum;
    std::vector<double> common(areas);
    RandomStream stream(2019);
    for (double& c : common) {
        c = stream.normal();
    }
    for (std::size_t k = 0; k < domains; ++k) {
        std::vector<double> raw(areas);
        for (std::size_t a = 0; a < areas; ++a) {
            raw[a] = 0.75 * common[a] + 0.66 * stream.normal();
        }
        PartSpec part;
        part.id = "domain" + std::to_string(k + 1);
        part.indicator = k;
        part.weight = 1.0 / static_cast<double>(domains);
        part.normalise = Normalisation::exponential;
        const std::vector<Status> status(areas, Status::ok);
        model.leaves.push_back(
            {part.id + "_value", kernels::normalise(raw, status, part).values, status});
        model.as_run.push_back(part);
        part.normalise = Normalisation::none;
        model.spec.root.parts.push_back(part);
    }
    return model;
}

ResultTable made_table(const IndexModel& model) {
    ResultTable table;
    for (std::size_t a = 0; a < model.size(); ++a) {
        std::string digits = std::to_string(a + 1);
        digits.insert(0, 8 - digits.size(), '0');
        table.codes.push_back(*AreaCode::parse("E" + digits));
    }
    table.names.resize(model.size());
    table.status.assign(model.size(), Status::ok);
    const ScoredIndex run = score_model(model, table.codes);
    table.columns.push_back({"made_decile", WholeColumn{run.deciles, run.status}});
    return table;
}

SelectionRule tenth() {
    SelectionRule rule;
    rule.steps.emplace_back();
    rule.steps.back().where = parse_condition("made_decile <= 1");
    return rule;
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

void leave(const std::string& file, const std::vector<double>& values) {
    std::ofstream out(file, std::ios::binary | std::ios::app);
    out.write(reinterpret_cast<const char*>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(double)));
}

int run(int argc, char** argv) {
    const std::size_t areas = std::stoul(argv[1]);
    const std::size_t domains = std::stoul(argv[2]);
    ConfidenceOptions options;
    options.draws = std::stoul(argv[3]);
    options.threads = static_cast<unsigned>(std::stoul(argv[4]));
    const int rounds = std::stoi(argv[5]);
    const IndexModel model = made_index(areas, domains);
    const ResultTable table = made_table(model);
    const SelectionRule rule = tenth();

    Uncertainty weights;
    Uncertainty choices = weights;
    choices.normalisations.resize(3);
    choices.normalisations[1].method = Normalisation::exponential;
    choices.normalisations[1].curve.constant = 40;
    choices.normalisations[2].method = Normalisation::rank;
    choices.aggregations = {std::nullopt, Aggregation::geometric};
    for (int round = 0; round < rounds; ++round) {
        for (const auto& [name, uncertainty] :
             {std::pair{"weights", &weights}, std::pair{"choices", &choices}}) {
            const auto start = std::chrono::steady_clock::now();
            const double before = processor_seconds();
            const UncertainIndex index(model, *uncertainty, table.codes);
            const Confidence sure = assess_confidence(index, rule, table, nullptr, options);
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            const auto contested = std::count_if(sure.p_selected.begin(), sure.p_selected.end(),
                                                 [](double p) { return p > 0 && p < 1; });
            rusage usage{};
            getrusage(RUSAGE_SELF, &usage);
            std::cout << name << ' ' << seconds.count() << " s (" << processor_seconds() - before
                      << " s of processors): " << options.draws << " draws of " << areas
                      << " areas, " << contested << " contested, peak " << usage.ru_maxrss / 1024
                      << " MB\n";
            if (argc > 6 && round == 0 && uncertainty == &weights) {
                for (const NumberColumn& leaf : model.leaves) {
                    leave(std::string{argv[6]} + "/domains.f64", leaf.values);
                }
                leave(std::string{argv[6]} + "/p_selected.f64", sure.p_selected);
            }
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 5, "bench_confidence AREAS DOMAINS DRAWS THREADS ROUNDS [OUT]",
                      &run);
}
