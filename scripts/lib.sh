# Shared by the scripts beside it: finding and installing what is missing.
# Source it from the repository's root.

say() { printf '\n==> %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

root=$PWD
missing=()

# need PACKAGE COMMAND… : notes the Debian package as missing unless the command succeeds.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

install_missing() {
    [ ${#missing[@]} -eq 0 ] && return
    local names="${missing[*]}" as_root=()
    command -v apt-get >/dev/null ||
        fail "These are missing: $names (Debian's names). Install them with this system's package manager, then try again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "These are missing: $names. As root: apt-get install $names"
        as_root=(sudo)
    fi
    say "Installing $names"
    "${as_root[@]}" apt-get update -q </dev/null
    # RUNLEVEL keeps a package's service from starting: tests start their own.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y --no-install-recommends "${missing[@]}" </dev/null
    missing=()
}

need_for_building() {
    need git command -v git
    need g++ command -v c++
    need pkg-config command -v pkg-config
    need libpq-dev pkg-config --exists libpq
    need libsqlite3-dev pkg-config --exists sqlite3
    need tzdata test -e /usr/share/zoneinfo/Europe/Berlin
}

need_swift() {
    local folder version
    for folder in "$HOME/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/share/swift/usr/bin; do
        command -v swift >/dev/null || { [ -x "$folder/swift" ] && PATH="$folder:$PATH"; }
    done
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -1)
    if [ -z "$version" ] || [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -1)" != 6.2 ]; then
        fail "Cairn is built with Swift 6.2 or later; found: ${version:-none}.
Get it from https://www.swift.org/install/linux (swiftly installs it in your home folder), then try again."
    fi
}

need_for_browser() {
    need chromium command -v chromium
    need fonts-dejavu-core test -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
    need_for_python
}

need_for_python() {
    need python3 command -v python3
    need python3-venv python3 -c 'import ensurepip, venv'
}

need_for_postgres() {
    need postgresql sh -c 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'
}

# python_environment FOLDER REQUIREMENTS: a virtual environment with exactly what the file pins, made once.
python_environment() {
    local folder=$1 requirements=$2
    cmp -s "$requirements" "$folder/requirements.txt" && return
    say "Installing the Python tools of $requirements in $folder"
    python3 -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
    cp "$requirements" "$folder/requirements.txt"
}

# One of our own, beside any other that runs on this machine.
start_postgres() {
    local settings
    export POSTGRES_FOLDER="${TMPDIR:-/tmp}/cairn-postgres-$$"
    trap stop_postgres EXIT
    settings=$(scripts/postgres-for-tests start)
    eval "$settings"
}

stop_postgres() { "$root/scripts/postgres-for-tests" stop >/dev/null 2>&1 || true; }

build_for_tests() {
    say "Building with tests (the first time takes six to ten minutes)"
    swift build --build-tests
}

browser_tests() {
    CAIRN_BIN=${CAIRN_BIN:-$PWD/.build/debug/cairn} .venv/bin/python -m pytest "$@" </dev/null
}
