#!/usr/bin/env bash
# Runs `edge detect` for 64-bit ARM, emulated, and compares its detections with this machine's: the first three frames of
# the demo clip and the bundled model, on the JVM or, if one is given, with a native executable for ARM.
#
# Inputs: a folder to work in, kept for the next time (600 MB: Java 21 of Debian 13 for ARM with what it needs, from the
#   mirror of Debian that apt is set up with here); optionally the executable. Needs apt-get, dpkg-deb, qemu-aarch64.
# Output: the detections of both and their largest difference. Exits with 0 if that is at most 0.5 px and 0.01 of score,
#   with 1 if it is more. Writes nothing outside the folder but what building the edge writes. Safe to run twice.
set -euo pipefail

readonly release=trixie frames=3 most_pixels=0.5 most_score=0.01
readonly packages=(openjdk-21-jre-headless libstdc++6 libgcc-s1 libva2 libva-drm2 libdrm2 libxcb1 libxcb-shm0 libpulse0)

fail() {
  printf 'compare-arm64: %s\n' "$*" >&2
  exit 2
}

[[ $# -eq 1 || $# -eq 2 ]] || fail "give a folder to work in and, if there is one, an executable for ARM."
for tool in apt-get dpkg-deb qemu-aarch64; do
  command -v "$tool" >/dev/null || fail "$tool is missing: install it (Debian: sudo apt-get install qemu-user)."
done
mkdir -p "$1"
repository=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$(cd "$1" && pwd)
executable=${2:+$(realpath "$2")}
readonly repository folder executable root=$folder/root apt=$folder/apt built=$repository/edge-native/target

# The mirror of Debian's main archive that apt is set up with.
mirror() {
  apt-get indextargets --format '$(ORIGIN) $(SITE) $(COMPONENT)' 'Identifier: Packages' |
    awk '$1 == "Debian" && $3 == "main" && $2 !~ /security/ && !found++ { print $2 }'
}

# apt-get for the ARM root alone: its own lists and its own cache, and nothing counts as installed.
arm_apt() {
  apt-get -qq -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
    -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o APT::Architecture=arm64 \
    -o APT::Architectures=arm64 -o APT::Install-Recommends=false -o APT::Sandbox::User=root \
    -o APT::Update::Post-Invoke-Success= -o Debug::NoLocking=true "$@"
}

make_root() {
  local site package
  site=$(mirror)
  [[ -n $site ]] || fail "apt knows no mirror of Debian here: run this on Debian, after apt-get update."
  rm -rf "$root.part"
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root.part"/{usr/lib,usr/bin,proc}
  : >"$apt/status"
  printf 'deb %s %s main\n' "$site" "$release" >"$apt/sources.list"
  arm_apt update
  arm_apt --download-only -y install "${packages[@]}"
  ln -s usr/lib "$root.part/lib"
  ln -s usr/bin "$root.part/bin"
  for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root.part" --keep-directory-symlink --no-same-owner
  done
  relink
  cpuinfo >"$root.part/proc/cpuinfo"
  mv "$root.part" "$root"
}

# Absolute links would lead out of the root, to this machine's files.
relink() {
  local link
  find "$root.part" -lname '/*' | while IFS= read -r link; do
    ln -sfnr "$root.part$(readlink "$link")" "$link"
  done
}

# ONNX Runtime reads this when it is loaded and fails on another processor's: a Cortex-A72, as in a Raspberry Pi 4.
cpuinfo() {
  local processor
  for processor in 0 1 2 3; do
    printf 'processor\t: %s\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd evtstrm crc32 cpuid\n' "$processor"
    printf 'CPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n'
  done
}

# The libraries of JavaCPP and FFmpeg for ARM, in the versions of the build; ONNX Runtime's jar holds both processors'.
fetch_jars() {
  local jar name
  for jar in "$built"/lib/{javacpp,ffmpeg}-*-linux-*.jar; do
    name=$(basename "$jar" | sed 's/-linux-.*//')
    [[ -e $folder/jars/$name-linux-arm64.jar ]] ||
      (cd "$repository" && ./mvnw -q -B -N dependency:copy -DoutputDirectory="$folder/jars" \
        -Dartifact="org.bytedeco:${name%%-*}:${name#*-}:jar:linux-arm64")
  done
}

# Calls the edge for ARM with the arguments; on the processor that cpuinfo tells of, not on qemu's own with all extensions.
arm_edge() {
  local emulated=(qemu-aarch64 -cpu cortex-a72 -L "$root")
  if [[ -n $executable ]]; then
    "${emulated[@]}" "$executable" "$@"
    return
  fi
  XDG_CACHE_HOME=$folder/cache "${emulated[@]}" "$root/usr/lib/jvm/java-21-openjdk-arm64/bin/java" \
    -Xmx256m -XX:+UseSerialGC -Dorg.bytedeco.javacpp.cachedir="$folder/cache/javacpp" \
    -cp "$built/edge.jar:$built/lib/*:$folder/jars/*" dev.sitewarden.edge.app.EdgeMain "$@"
}

# "FRAME LABEL LEFT TOP WIDTH HEIGHT SCORE", one line a detection, of a file of results.
rows() {
  sed -n 's/.*"image_id":\([0-9]*\),.*"category_name":"\([^"]*\)","bbox":\[\(.*\)\],"score":\([^}]*\)}.*/\1,\2,\3,\4/p' "$1" |
    tr ',' ' '
}

compare() {
  paste -d ' ' <(rows "$folder/here.json") <(rows "$folder/arm.json") |
    awk -v most_pixels=$most_pixels -v most_score=$most_score '
      function off(here, arm) { return here > arm ? here - arm : arm - here }
      NF != 14 || $1 != $8 || $2 != $9 { print "differ in: " $0; differ = 1; next }
      {
        for (i = 3; i <= 6; i++) if (off($i, $(i + 7)) > pixels) pixels = off($i, $(i + 7))
        if (off($7, $14) > score) score = off($7, $14)
      }
      END {
        printf "largest difference of %d detections: %g px, %g of score\n", NR, pixels, score
        exit NR == 0 || differ || pixels > most_pixels || score > most_score
      }'
}

options=(--model "$repository/models/ppe" --input "$repository/demo/worksite/worksite.mp4" --frames "$frames")
readonly options
[[ -e $root/proc/cpuinfo ]] || make_root
printf 'here: '
"$repository/sitewarden" edge detect "${options[@]}" --output "$folder/here.json"
rows "$folder/here.json"
[[ -n $executable ]] || fetch_jars
printf 'ARM:  '
arm_edge detect "${options[@]}" --output "$folder/arm.json"
rows "$folder/arm.json"
compare
