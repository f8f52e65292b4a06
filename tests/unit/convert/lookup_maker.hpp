#pragma once

#include <initializer_list>
#include <levelin/convert/lookup.hpp>
#include <string>
#include <vector>

/// Little look-ups for tests.
namespace lookup_maker {

struct Row {
    const char* from;
    const char* to;
    double weight = -1;  ///< -1 throughout = none.
};

inline std::vector<levelin::AreaCode> codes(std::initializer_list<const char*> texts) {
    std::vector<levelin::AreaCode> list;
    for (const char* text : texts) {
        list.push_back(*levelin::AreaCode::parse(text));
    }
    return list;
}

inline levelin::Lookup make(const std::vector<Row>& table,
                            const levelin::LookupOptions& options = {}) {
    std::vector<levelin::AreaCode> from;
    std::vector<levelin::AreaCode> to;
    std::vector<double> weights;
    std::vector<std::uint64_t> source_rows;
    for (const Row& row : table) {
        from.push_back(levelin::AreaCode::parse(row.from).value_or(levelin::AreaCode{}));
        to.push_back(levelin::AreaCode::parse(row.to).value_or(levelin::AreaCode{}));
        if (row.weight != -1) {
            weights.push_back(row.weight);
        }
        source_rows.push_back(source_rows.size() + 2);
    }
    levelin::LookupRows rows;
    rows.name = "look-up.csv";
    rows.from = from;
    rows.to = to;
    rows.weights = weights;
    rows.source_rows = source_rows;
    return levelin::make_lookup(rows, options);
}

/// "A>P=0.25 A>Q=0.75".
inline std::string links_of(const levelin::Lookup& lookup) {
    std::string text;
    for (const levelin::Lookup::Link& link : lookup.links) {
        std::string share = std::to_string(link.share);
        share.resize(4);
        text += (text.empty() ? "" : " ") + lookup.sources[link.source].str() + ">" +
                lookup.targets[link.target].str() + "=" + share;
    }
    return text;
}

}  // namespace lookup_maker
