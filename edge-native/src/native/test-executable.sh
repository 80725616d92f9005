#!/usr/bin/env bash
# Builds the edge's native executable and runs the command line's tests on it, the golden case among them.
#
# Inputs: GRAALVM_HOME, the folder of GraalVM or Mandrel 25. Without it nothing is done and one line says so.
# Output: edge-native/target/native/PLATFORM/ with the executable and lib/; what the tests print. Safe to run twice.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if [[ ! -x ${GRAALVM_HOME:-/nonexistent}/bin/native-image ]]; then
  printf 'native: not built and not tested, GRAALVM_HOME names no GraalVM or Mandrel 25 with bin/native-image.\n'
  exit 0
fi
./mvnw -B -Pnative -pl edge-native -am -DskipTests package
./mvnw -B -pl edge-native -am test -Dtest='dev.sitewarden.edge.app.*Test' -Dsurefire.failIfNoSpecifiedTests=false \
  -Dsitewarden.edge.binary="edge-native/target/native/linux-$(uname -m)/sitewarden-edge"
