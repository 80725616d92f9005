package dev.sitewarden.edge.models;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.inference.Detector;
import dev.sitewarden.inference.GoldenSamples;
import dev.sitewarden.inference.ModelPackage;
import dev.sitewarden.inference.trust.PackageSigning;
import dev.sitewarden.inference.trust.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code model sign}: checks a package as a device would, signs it, packs it. */
final class SignCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Check a model package, sign it and pack it for devices.")
          .required("--package", "DIR", "the package", Path.class)
          .required("--key", "FILE", "the key that signs", Path.class)
          .optional("--tar", "FILE", "pack it into this archive", Path.class)
          .list(
              "--golden",
              "PICTURE",
              false,
              "add golden samples of these pictures first",
              Path.class)
          .spec();

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path folder = parsed.matchedOptionValue("--package", Path.of(""));
    SigningKey key = KeyFile.signing(parsed.matchedOptionValue("--key", Path.of("")));
    ModelPackage model = ModelPackage.open(folder);
    List<Path> pictures = parsed.matchedOptionValue("--golden", List.of());
    if (!pictures.isEmpty()) {
      GoldenSamples.write(model, pictures);
    }
    requireServes(model);
    var manifest = PackageSigning.sign(folder, model.version().toString(), key);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s, %d files signed%n", folder, model.version(), manifest.files().size());
    if (parsed.hasMatchedOption("--tar")) {
      Path tar = parsed.matchedOptionValue("--tar", Path.of(""));
      PackageSigning.pack(folder, tar);
      out.println(PackedModel.of(model, tar));
    }
    return 0;
  }

  private static void requireServes(ModelPackage model) {
    try (Detector detector = Detector.open(model, 1)) {
      GoldenSamples.check(model, detector);
    }
  }
}
