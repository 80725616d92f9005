#!/usr/bin/env bash
# Fuzzes everything that reads bytes of a foreign model package (PackageFuzz) with Jazzer.
# Inputs: seconds (600 unless given), JAVA_HOME (optional). Outputs: the corpus in shared/inference/target/fuzz, findings as crash-* beside it;
# exit status 0 if nothing was found. Safe to run twice: the corpus grows.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600}
work=shared/inference/target/fuzz
mkdir -p "$work/corpus"
./mvnw -B -q -Pfuzz -DskipTests -Dspotless.check.skip=true -pl shared/inference -am \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz-classpath.txt
# Seeds: one small document for each reader, the first byte names it.
{ printf '\004'; cat models/ppe/model.json; } >"$work/corpus/card"
{ printf '\005'; cat models/ppe/golden/still_00000.json; } >"$work/corpus/golden"
{ printf '\001'; cat shared/inference/src/test/resources/dev/sitewarden/inference/trust/model-signing/v1.1.0.sig; } \
  >"$work/corpus/signature"
{ printf '\003'; head -c 4000 models/ppe/model.onnx; } >"$work/corpus/onnx"
tar -C models/ppe --format=ustar -cf - model.json golden/still_00000.json | { printf '\000'; cat; } >"$work/corpus/tar"
# Jazzer 0.24 cannot rewrite the classes of a JDK 25, so those are left out; coverage of ours guides it.
classes=shared/inference/target/test-classes:shared/inference/target/classes
nice -n 15 "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -cp "$classes:$(cat shared/inference/target/fuzz-classpath.txt)" \
  com.code_intelligence.jazzer.Jazzer --target_class=dev.sitewarden.inference.trust.PackageFuzz \
  --instrumentation_includes='dev.sitewarden.**' --custom_hook_excludes='java.**:jdk.**:sun.**' \
  -artifact_prefix="$work/" -max_total_time="$seconds" -max_len=20000 -print_final_stats=1 "$work/corpus"
