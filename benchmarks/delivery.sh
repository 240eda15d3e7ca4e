#!/usr/bin/env bash
# Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
#
# How fast is a delivery, against OpenSSH's own `sftp put` and against `psql \copy` of the same file?
#   benchmarks/run delivery [--rows N] [--pairs N] [--folder DIR]
# Both sides are programs that start, do it and end; the servers are our own, on this machine. Each pair
# is measured in turn, and the median of the ratios counts (1 is as fast, above 1 faster):
#   delivery  theirs / what our receipt says: connecting, sending, verifying
#   process   theirs / our whole process: starting, hashing the file or writing the table, the ledger too
#   cpu       the same in processor seconds of the client, which a busy machine disturbs less
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
rows=2000000 pairs=3 folder=${TMPDIR:-/tmp}/perenne-delivery-benchmark
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=$2 ;;
    --pairs) pairs=$2 ;;
    --folder) folder=$2 ;;
    *) echo "delivery: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

mvn=$root/mvnw
if command -v mvn >/dev/null 2>&1; then mvn=mvn; fi
(cd "$root" && "$mvn" -q -B -Dquick -DskipTests -pl benchmarks -am package)
home=$folder/home
perenne() { "$root/perenne" "$@" --home "$home"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# Two runs of the same customers, a day apart: nearly every row of the second is another.
mkdir -p "$folder"
chmod 755 "$folder"
if [ ! -f "$folder/rows-$rows" ]; then
  rm -rf "$home" "$folder"/rows-*
  java -cp "$root/benchmarks/target/classes:$root/cli/target/perenne.jar" \
    io.perenne.benchmarks.DeliveryBenchmark "$folder" "$rows"
  for day in 2025-06-29 2025-06-30; do
    perenne run --transactions "$folder/orders.parquet" --customers "$folder/customers.parquet" \
      --as-of "$day" --memory 2GB --quiet
  done
  touch "$folder/rows-$rows"
fi
earlier=$(ls "$home/runs" | sort | sed -n 1p)
latest=$(ls "$home/runs" | sort | sed -n 2p)
file=$(ls "$home/runs/$latest"/*.csv)
echo "rows=$rows file=$(($(stat -c %s "$file") / 1000000))MB"

stops=()
stop() { for pid in "${stops[@]}"; do kill "$pid" 2>/dev/null || true; done; }
trap stop EXIT

# Runs a command; sets wall and cpu (seconds) and peak (MiB, of the process itself).
measure() {
  local begin cpu_before pid word number most=0
  begin=$(date +%s.%N)
  cpu_before=$(children_seconds)
  "$@" >"$folder/out" 2>"$folder/err" </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    while read -r word number _; do
      if [ "$word" = VmHWM: ] && [ "$number" -gt "$most" ]; then most=$number; fi
    done 2>/dev/null <"/proc/$pid/status" || true
    sleep 0.1
  done
  wait "$pid" || { cat "$folder/out" "$folder/err" >&2; exit 1; }
  wall=$(awk -v a="$(date +%s.%N)" -v b="$begin" 'BEGIN { printf "%.2f", a - b }')
  cpu=$(awk -v a="$(children_seconds)" -v b="$cpu_before" 'BEGIN { printf "%.2f", a - b }')
  peak=$((most / 1024))
}

# The processor seconds of all processes that this script has waited for, with theirs.
children_seconds() {
  awk -v ticks="$(getconf CLK_TCK)" '{ print ($16 + $17) / ticks }' "/proc/$$/stat"
}

# Delivers a run; sets receipt (seconds), our_wall, our_cpu and our_peak.
deliver() {
  local name=$1 run=$2
  measure "$root/perenne" deliver --to "$name" --run "$run" --again --json --home "$home"
  receipt=$(sed -n 's/.*"seconds" : \([0-9.]*\).*/\1/p' "$folder/out")
  our_wall=$wall our_cpu=$cpu our_peak=$peak
}

declare -A ratios
note() {
  ratios[$1-delivery]+="$(ratio "$their_wall" "$receipt") "
  ratios[$1-process]+="$(ratio "$their_wall" "$our_wall") "
  ratios[$1-cpu]+="$(ratio "$their_cpu" "$our_cpu") "
  echo "  $1: delivery $receipt s, process $our_wall s, processor $our_cpu s, peak $our_peak MiB"
}

tell() {
  local what
  for what in delivery process cpu; do
    printf 'ratio-%s-%s=%s ' "$1" "$what" "$(tr ' ' '\n' <<<"${ratios[$1-$what]}" | sed '/^$/d' | median)"
  done
  echo
}

put_and_read_back() {
  "${their_sftp[@]}" "$folder/put" 127.0.0.1
  "${their_sftp[@]}" "$folder/get" 127.0.0.1
  cmp "$folder/back.csv" "$file"
}

sftp_pairs() {
  local server=$folder/server port=${PERENNE_BENCHMARK_PORT:-42222} target=$folder/remote name
  rm -rf "$server" "$target"
  mkdir -p "$server" "$target"
  ssh-keygen -q -t ed25519 -N '' -f "$server/host"
  ssh-keygen -q -t ed25519 -N '' -f "$server/user"
  [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
  "$(command -v sshd || echo /usr/sbin/sshd)" -D -f /dev/null -o Port="$port" \
    -o ListenAddress=127.0.0.1 -o HostKey="$server/host" -o PidFile=none -o StrictModes=no \
    -o AuthorizedKeysFile="$server/user.pub" -o PermitRootLogin=yes -o UsePAM=no \
    -o 'Subsystem=sftp internal-sftp' &
  stops+=($!)
  until ssh-keyscan -p "$port" 127.0.0.1 2>/dev/null | grep -q ed25519; do :; done
  for name in sftp-sha256 sftp-size; do
    rm -f "$home/destinations/$name.yaml"
    perenne destinations add "$name" --kind sftp --set host=127.0.0.1 --set port="$port" \
      --set user="$(id -un)" --set private-key="$server/user" --set folder="$target" \
      --set host-key="$(cut -d' ' -f1,2 "$server/host.pub")" --set file-name=ours.csv \
      --set verify="${name#sftp-}" >/dev/null
  done
  their_sftp=(sftp -q -P "$port" -i "$server/user" -o StrictHostKeyChecking=no
    -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -b)
  echo "put $file $target/theirs.csv" >"$folder/put"
  echo "get $target/theirs.csv $folder/back.csv" >"$folder/get"
  for _ in $(seq "$pairs"); do
    measure "${their_sftp[@]}" "$folder/put" 127.0.0.1
    their_wall=$wall their_cpu=$cpu
    echo "sftp put: ${wall} s, processor ${cpu} s"
    deliver sftp-size "$latest"
    note sftp-size
    cmp "$target/ours.csv" "$file"
    deliver sftp-sha256 "$latest"
    note sftp-sha256
    cmp "$target/ours.csv" "$file"
    measure put_and_read_back
    their_wall=$wall their_cpu=$cpu
    echo "sftp put, get and cmp: ${wall} s, processor ${cpu} s"
    note sftp-sha256-against-put-and-get
  done
  for name in size sha256 sha256-against-put-and-get; do tell "sftp-$name"; done
}

postgres_pairs() {
  local programs port=${PERENNE_BENCHMARK_PG_PORT:-42223} as=() mode
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
  [ -n "$programs" ] || { echo "skipped: no PostgreSQL is installed"; return; }
  rm -rf "$folder/pg"
  mkdir -p "$folder/pg"
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder/pg"
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  fi
  (cd / && "${as[@]}" "$programs/initdb" -D "$folder/pg/data" -U tester -A trust -E UTF8 --locale=C >/dev/null)
  (cd / && exec "${as[@]}" "$programs/postgres" -D "$folder/pg/data" -p "$port" -k "$folder/pg" -c listen_addresses=127.0.0.1 2>/dev/null) &
  stops+=($!)
  until "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; do :; done
  psql() { "$programs/psql" -q -h 127.0.0.1 -p "$port" -U tester -v ON_ERROR_STOP=1 postgres "$@"; }
  for mode in swap upsert; do
    rm -f "$home/destinations/pg-$mode.yaml"
    perenne destinations add "pg-$mode" --kind postgresql --set user=tester --set table="$mode" \
      --set url="jdbc:postgresql://127.0.0.1:$port/postgres" --set mode="$mode" >/dev/null
  done
  "$root/perenne" schema --dialect postgresql --table theirs >"$folder/theirs.sql"
  for _ in $(seq "$pairs"); do
    psql -c 'SET client_min_messages = error' -c 'DROP TABLE IF EXISTS theirs, swap, upsert'
    psql -f "$folder/theirs.sql"
    measure "$programs/psql" -q -h 127.0.0.1 -p "$port" -U tester -v ON_ERROR_STOP=1 postgres \
      -c "\\copy theirs FROM '$file' (FORMAT csv, HEADER true)"
    their_wall=$wall their_cpu=$cpu
    echo "psql \\copy into an empty table: ${wall} s, processor ${cpu} s"
    deliver pg-upsert "$earlier"
    note pg-new-table
    deliver pg-upsert "$latest"
    note pg-upsert-changed
    deliver pg-upsert "$latest"
    note pg-upsert-same
    deliver pg-swap "$earlier"
    deliver pg-swap "$latest"
    note pg-swap
  done
  for mode in new-table swap upsert-changed upsert-same; do tell "pg-$mode"; done
}

sftp_pairs
postgres_pairs
