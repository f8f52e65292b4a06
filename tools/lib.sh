# Shared by the scripts of tools/; sourced, never run.
# shellcheck shell=bash

levelin_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian 12 packages: to build and run, to test, to fuzz, to compare.
# shellcheck disable=SC2034  # used by the scripts that source this file
build_packages=(
    g++ cmake ninja-build make
    libgdal-dev libproj-dev proj-data libssl-dev zlib1g-dev libcurl4-openssl-dev
    ca-certificates
    libtomlplusplus-dev nlohmann-json3-dev libboost-dev libcairo2-dev libpango1.0-dev pkg-config
    libprotozero-dev libdeflate-dev libsqlite3-dev coinor-libcbc-dev
    fonts-dejavu-core
)
# shellcheck disable=SC2034
test_packages=(
    clang libclang-rt-dev catch2 libpng-dev libexpat1-dev dpkg-dev fakeroot file man-db
    chromium poppler-utils librsvg2-bin
)
# Where Node comes from elsewhere, Debian's npm conflicts with it: asked for only where a command is
# missing.
# shellcheck disable=SC2034
node_packages=(nodejs npm)
# shellcheck disable=SC2034
fuzz_packages=(clang libclang-rt-dev)
# shellcheck disable=SC2034
bench_packages=(gdal-bin python3 python3-geopandas python3-matplotlib python3-rtree)

say() { printf '%s\n' "$*" >&2; }

# missing_packages PACKAGE...: those that dpkg does not know as installed.
missing_packages() {
    local installed
    # dpkg-query fails where it has never heard of one of them, and still lists the others.
    installed=$({ dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true; } |
        awk '$2 == "installed" { print $1 }')
    local package
    for package in "$@"; do
        grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
    done
}

# need_packages PACKAGE...: installs what is missing. Asks nothing of apt, and so of the network,
# when all is there.
need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system; these packages of Debian 12 are taken to be there: $*"
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then
        return
    fi
    local as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            say "Missing packages: ${missing[*]}"
            say "Run this as root, or install sudo, or install the packages yourself."
            exit 2
        fi
        as_root=(sudo)
    fi
    say "Installing with apt: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    # Lists that are there may be old or enough; they are fetched again only where they are not.
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || {
        "${apt[@]}" update >&2
        "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
    }
}

# configure PRESET [OPTION]...: quiet where it works, whole where it fails.
configure() {
    local log
    log=$(mktemp)
    if ! (cd "$levelin_root" && cmake --preset "$@") >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        exit 1
    fi
    rm -f "$log"
}
