#!/usr/bin/env bash
# Fuzzes what opens the outbox's folder (SegmentFuzz) with Jazzer.
# Inputs: seconds (600 unless given), JAVA_HOME (optional). Outputs: the corpus in edge-native/target/fuzz, findings as crash-* beside it;
# exit status 0 if nothing was found. Safe to run twice: the corpus grows.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
work=edge-native/target/fuzz
mkdir -p "$work/corpus"
./mvnw -B -q -Pfuzz -DskipTests -Dspotless.check.skip=true -pl edge-native -am \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz-classpath.txt
# Seeds: one file of two records; two files, a record with a changed byte, and a cursor.
printf '\000\002\005\004abcd\005\004efgh' >"$work/corpus/records"
printf '\005\0011\003\003\005\003abc\004\003def\020\005\003ghi\002\005\003jkl' >"$work/corpus/changed"
classes=edge-native/target/test-classes:edge-native/target/classes
nice -n 15 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "$classes:$(cat edge-native/target/fuzz-classpath.txt)" \
  com.code_intelligence.jazzer.Jazzer --target_class=dev.sitewarden.edge.outbox.SegmentFuzz \
  --instrumentation_includes='dev.sitewarden.edge.outbox.**' --custom_hook_excludes='java.**:jdk.**:sun.**' \
  -artifact_prefix="$work/" -max_total_time="$seconds" -timeout=10 -max_len=4096 -print_final_stats=1 "$work/corpus"
