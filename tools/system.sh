#!/usr/bin/env bash
# Chinese fonts, the libraries of the PDF report, a Chromium for the browser tests, PostgreSQL, Redis and nginx for those of several machines, LibreOffice for
# files of other office formats.
# `run` installs what the pages and reports need, `test` (the default) everything.
# apt only where it is Debian and root; elsewhere what is there is used, or one line says what to install.
set -euo pipefail

packages=(fonts-noto-cjk libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
office=()
if [ "${1:-test}" = test ]; then
  packages+=(chromium postgresql redis-server nginx)
  office=(libreoffice-writer-nogui libreoffice-calc-nogui)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
lacking=()
command -v soffice >/dev/null || command -v libreoffice >/dev/null || lacking=("${office[@]}")
[ ${#missing[@]} -eq 0 ] && [ ${#lacking[@]} -eq 0 ] && exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  [ ${#missing[@]} -eq 0 ] || apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  if [ ${#lacking[@]} -gt 0 ] && ! apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null; then
    echo "没有装上 LibreOffice：DOC、WPS、RTF、ODT、XLS、ODS 不能读取，有关测试跳过 / LibreOffice was not installed: its formats are not read, its tests are skipped" >&2
  fi
  exit 0
fi

[ "${1:-test}" = test ] || exit 0
browser=""
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && browser=$name && break
done
[ -d "/Applications/Google Chrome.app" ] && browser="Google Chrome"
database=$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || true)
if [ -z "$browser" ] || [ -z "$database" ] || ! command -v redis-server >/dev/null || ! PATH="$PATH:/usr/sbin" command -v nginx >/dev/null || ! fc-list :lang=zh 2>/dev/null | grep -q .; then
  echo "请安装（浏览器、PDF 报告、数据库和多机的测试需要 / needed for tests of browsers, PDF reports, databases and several machines）：${packages[*]}" >&2
fi
if [ ${#lacking[@]} -gt 0 ]; then
  echo "可选（读取 DOC、WPS、RTF、ODT、XLS、ODS / optional, to read these formats）：LibreOffice (${office[*]})" >&2
fi
