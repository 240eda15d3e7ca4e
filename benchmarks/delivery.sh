#!/usr/bin/env bash
# Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
#
# How fast is a delivery, against OpenSSH's own `sftp put` and against `psql \copy` of the same file?
#   benchmarks/run delivery [--rows N] [--pairs N] [--folder DIR]
# Each pair is measured in turn, on a server of its own on this machine; the median ratio counts
# (1 is as fast, above 1 faster). Ours counts the whole delivery: connecting, sending, verifying.
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
"$root/perenne" --version >/dev/null
ours() {
  java -XX:+UseSerialGC -Xmx384m -cp "$root/benchmarks/target/classes:$root/cli/target/perenne.jar" \
    io.perenne.benchmarks.DeliveryBenchmark "$@"
}
now() { date +%s.%N; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }

mkdir -p "$folder"
chmod 755 "$folder"
[ -f "$folder/rows-$rows" ] || { ours make "$folder" "$rows"; touch "$folder/rows-$rows"; }
megabytes=$(($(stat -c %s "$folder/clv.csv") / 1000000))
echo "rows=$rows file=${megabytes}MB"

stops=()
stop() { for pid in "${stops[@]}"; do kill "$pid" 2>/dev/null || true; done; }
trap stop EXIT

sftp_pairs() {
  local server=$folder/server port=${PERENNE_BENCHMARK_PORT:-42222} target=$folder/remote
  rm -rf "$server" "$target"
  mkdir -p "$server" "$target"
  ssh-keygen -q -t ed25519 -N '' -f "$server/host"
  ssh-keygen -q -t ed25519 -N '' -f "$server/user"
  cp "$server/user.pub" "$server/authorized_keys"
  [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
  "$(command -v sshd || echo /usr/sbin/sshd)" -D -f /dev/null -o Port="$port" \
    -o ListenAddress=127.0.0.1 -o HostKey="$server/host" -o PidFile=none -o StrictModes=no \
    -o AuthorizedKeysFile="$server/authorized_keys" -o PermitRootLogin=yes -o UsePAM=no \
    -o 'Subsystem=sftp internal-sftp' &
  stops+=($!)
  until ssh-keyscan -p "$port" 127.0.0.1 2>/dev/null | grep -q ed25519; do :; done
  local settings=(kind=sftp host=127.0.0.1 "port=$port" "user=$(id -un)" "private-key=$server/user"
    "host-key=$(cut -d' ' -f1,2 "$server/host.pub")" "folder=$target" file-name=ours.csv)
  local sized=() verified=() peak=0
  for _ in $(seq "$pairs"); do
    local begin end theirs seconds memory
    begin=$(now)
    sftp -q -b - -P "$port" -i "$server/user" -o StrictHostKeyChecking=no \
      -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR 127.0.0.1 >/dev/null <<<"put $folder/clv.csv $target/theirs.csv"
    end=$(now)
    theirs=$(awk -v a="$end" -v b="$begin" 'BEGIN { print a - b }')
    read -r seconds memory <<<"$(ours deliver "$folder" "$rows" "${settings[@]}" verify=size)"
    sized+=("$(ratio "$theirs" "$seconds")")
    echo "sftp put ${theirs}s, ours ${seconds}s"
    read -r seconds memory <<<"$(ours deliver "$folder" "$rows" "${settings[@]}" verify=sha256)"
    verified+=("$(ratio "$theirs" "$seconds")")
    if [ "$memory" -gt "$peak" ]; then peak=$memory; fi
    echo "  read back and hashed ${seconds}s, peak ${memory} MiB"
    cmp "$target/ours.csv" "$folder/clv.csv"
  done
  echo "ratio-sftp=$(printf '%s\n' "${sized[@]}" | median) ratio-sftp-sha256=$(printf '%s\n' "${verified[@]}" | median) peak-mib=$peak"
}

postgres_pairs() {
  local programs port=${PERENNE_BENCHMARK_PG_PORT:-42223} as=()
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
  local swaps=() upserts=()
  "$root/perenne" schema --dialect postgresql --table theirs >"$folder/theirs.sql"
  local settings=(kind=postgresql "url=jdbc:postgresql://127.0.0.1:$port/postgres" user=tester)
  for _ in $(seq "$pairs"); do
    local begin end theirs seconds memory
    psql -c 'DROP TABLE IF EXISTS theirs, ours_swap, ours_upsert'
    psql -f "$folder/theirs.sql"
    begin=$(now)
    psql -c "\\copy theirs FROM '$folder/clv.csv' (FORMAT csv, HEADER true)"
    end=$(now)
    theirs=$(awk -v a="$end" -v b="$begin" 'BEGIN { print a - b }')
    read -r seconds memory <<<"$(ours deliver "$folder" "$rows" "${settings[@]}" table=ours_swap mode=swap)"
    swaps+=("$(ratio "$theirs" "$seconds")")
    echo "psql \\copy ${theirs}s, swap ${seconds}s"
    read -r seconds memory <<<"$(ours deliver "$folder" "$rows" "${settings[@]}" table=ours_upsert mode=upsert)"
    upserts+=("$(ratio "$theirs" "$seconds")")
    echo "  upsert into an empty table ${seconds}s, peak ${memory} MiB"
  done
  echo "ratio-postgresql=$(printf '%s\n' "${swaps[@]}" | median) ratio-postgresql-upsert=$(printf '%s\n' "${upserts[@]}" | median)"
}

sftp_pairs
postgres_pairs
