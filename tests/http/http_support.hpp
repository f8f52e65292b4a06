#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download.hpp>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

/// Pauses that were asked for, without waiting for them.
struct Pauses {
    std::vector<std::chrono::milliseconds> asked;

    [[nodiscard]] levelin::geodata::RetryPolicy policy(int attempts = 3) {
        levelin::geodata::RetryPolicy policy;
        policy.attempts = attempts;
        policy.sleep = [this](std::chrono::milliseconds pause) { asked.push_back(pause); };
        return policy;
    }
};

inline std::unique_ptr<levelin::geodata::Transport> quick_transport(
    std::chrono::milliseconds stall = 10s) {
    levelin::geodata::CurlOptions options;
    options.connect_timeout = stall;
    options.stall_timeout = stall;
    return levelin::geodata::make_curl_transport(options);
}

inline std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream stream{path, std::ios::binary};
    stream << text;
}

/// The code of the error that a call throws; empty where it throws none.
template <typename Call>
std::string code_of(const Call& call) {
    try {
        call();
    } catch (const levelin::Error& error) {
        return error.code();
    }
    return {};
}
