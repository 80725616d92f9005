#!/usr/bin/env bash
# Builds both packages for the Azure Functions host and tests them as the host would use them.
# Inputs: JAVA_HOME (a JDK >= 21); SITEWARDEN_HANDLER (optional), an executable of the custom handler, such as
# functions/target/sitewarden-functions-0.1.0-SNAPSHOT-runner after
# `GRAALVM_HOME=... ./mvnw -Pnative -DskipTests -pl functions -am package`, where it is the JVM's server otherwise;
# Azurite below target/azurite, as `./sitewarden test` installs it. Outputs: functions/target/azure-functions,
# functions/target/custom-handler, each package's start-up to first answer and resident memory on standard output.
# Safe to run twice.
set -euo pipefail
cd "$(dirname "$0")/../../.."
target=$PWD/functions/target

rm -rf "$target/azure-functions" "$target/custom-handler"
./mvnw -B -q -DskipTests -Dspotless.check.skip=true -Pazure -pl functions -am package
./mvnw -B -q -DskipTests -Dspotless.check.skip=true -pl functions -am package

program=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m --add-opens=java.base/java.lang=ALL-UNNAMED
  -jar "$target/quarkus-app/quarkus-run.jar")
if [ -n "${SITEWARDEN_HANDLER:-}" ]; then
  program=("$SITEWARDEN_HANDLER")
fi
worker=$target/azure-functions/sitewarden
"$JAVA_HOME/bin/java" -cp "$worker/*:$worker/lib/*" dev.sitewarden.cloud.azure.CustomHandlerFolder \
  "$worker" "$target/custom-handler" "${program[@]}"

./mvnw -B -pl functions -am -Dsitewarden.packages="$target" -Dsitewarden.excluded-packages=none \
  -Dtest='WorkerPackageTest,CustomHandlerTest,Handlers*Test' -Dsurefire.failIfNoSpecifiedTests=false test |
  grep -E 'first answer|Tests run|ERROR|BUILD'
