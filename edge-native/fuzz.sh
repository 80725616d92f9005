#!/usr/bin/env bash
# Fuzzes with Jazzer what opens the outbox's folder (SegmentFuzz) or what reads and answers the twin (DesiredFuzz).
# Inputs: outbox or twin, seconds (600 unless given), JAVA_HOME (optional). Outputs: the corpus in edge-native/target/fuzz/NAME, findings as
# crash-* beside it; exit status 0 if nothing was found. Safe to run twice: the corpus grows.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-}
seconds=${2:-600}
work=edge-native/target/fuzz/$name
case $name in
  outbox)
    longest=4096
    target=outbox.SegmentFuzz
    mkdir -p "$work/corpus"
    # Seeds: one file of two records; two files, a record with a changed byte, and a cursor.
    printf '\000\002\005\004abcd\005\004efgh' >"$work/corpus/records"
    printf '\005\0011\003\003\005\003abc\004\003def\020\005\003ghi\002\005\003jkl' >"$work/corpus/changed"
    ;;
  twin)
    longest=33000
    target=twin.DesiredFuzz
    mkdir -p "$work/corpus"
    # Seeds: a document with every key, and one with texts that JSON allows and hubs do not.
    cp shared/domain/src/test/resources/settings/every-key.json "$work/corpus/"
    printf '{"\\ud800": "\\udfff\\u0000", "mode": "\\ud83d"}' >"$work/corpus/surrogates"
    ;;
  *)
    echo "usage: edge-native/fuzz.sh outbox|twin [SECONDS]" >&2
    exit 2
    ;;
esac
./mvnw -B -q -Pfuzz -DskipTests -Dspotless.check.skip=true -pl edge-native -am \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz-classpath.txt
classes=edge-native/target/test-classes:edge-native/target/classes
nice -n 15 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "$classes:$(cat edge-native/target/fuzz-classpath.txt)" \
  com.code_intelligence.jazzer.Jazzer --target_class="dev.sitewarden.edge.$target" \
  --instrumentation_includes='dev.sitewarden.**' --custom_hook_excludes='java.**:jdk.**:sun.**' \
  -artifact_prefix="$work/" -max_total_time="$seconds" -timeout=10 -max_len="$longest" -print_final_stats=1 "$work/corpus"
