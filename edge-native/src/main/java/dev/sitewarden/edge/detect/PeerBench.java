package dev.sitewarden.edge.detect;

import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.inference.DetectorSettings;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.frame.VideoFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs several programs over one video with one model and as many threads, in turn, round by round,
 * so that all of them see the same machine.
 *
 * @param model package of a YOLOX model with a square input: the scripts read no other
 * @param scripts folder of the peers' scripts
 * @param modules folder below which npm put Node's modules
 */
record PeerBench(Path model, String video, int threads, int rounds, Path scripts, Path modules) {
  private static final int WARM_UP_FRAMES = 50;
  static final String OWN = "Sitewarden";
  static final String BARE = "bare ONNX Runtime";

  /** Passes by program, in the order in which they ran. */
  Map<String, List<Pass>> run() {
    ModelPackage opened = ModelPackage.open(model);
    requireYolox(opened);
    var own = new OwnPass(opened, video, DetectorSettings.ofThreads(threads), WARM_UP_FRAMES);
    List<Peer> peers = peers(opened);
    Map<String, List<Pass>> passes = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      Pass whole = own.whole();
      add(passes, BARE, own.bare(whole.frames() + WARM_UP_FRAMES));
      add(passes, OWN, whole);
      for (Peer peer : peers) {
        add(passes, peer.name(), peer.run());
      }
    }
    return passes;
  }

  private static void add(Map<String, List<Pass>> passes, String name, Pass pass) {
    passes.computeIfAbsent(name, program -> new ArrayList<>()).add(pass);
  }

  private static void requireYolox(ModelPackage opened) {
    var input = opened.card().input();
    if (opened.card().decoder() != OutputDecoder.YOLOX || input.widthPx() != input.heightPx()) {
      throw new IllegalArgumentException(
          "bench peers needs a yolox model with a square input, %s has decoder %s and %dx%d"
              .formatted(
                  opened.version(), opened.card().decoder(), input.widthPx(), input.heightPx()));
    }
  }

  private List<Peer> peers(ModelPackage opened) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                opened.folder().resolve("model.onnx").toString(),
                video,
                "" + opened.card().input().widthPx(),
                "" + threads,
                "" + WARM_UP_FRAMES));
    Peer openCv = Peer.openCv(scripts, arguments);
    try (VideoFile source =
        VideoFile.open(video, DetectInput.FILE, opened.inputSize(), Instant.EPOCH)) {
      source
          .next()
          .ifPresent(
              frame -> {
                try (frame) {
                  arguments.add("" + frame.letterbox().sourceWidthPx());
                  arguments.add("" + frame.letterbox().sourceHeightPx());
                }
              });
    }
    return List.of(openCv, Peer.node(scripts, modules, arguments));
  }
}
