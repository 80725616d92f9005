package dev.sitewarden.edge.models;

import dev.sitewarden.edge.command.CommandOptions;
import dev.sitewarden.inference.trust.PackageFolder;
import dev.sitewarden.inference.trust.PackageSource;
import dev.sitewarden.inference.trust.PackageVerification;
import dev.sitewarden.inference.trust.SignedManifest;
import dev.sitewarden.inference.trust.TarArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code model verify}: is a package, folder or archive, what the holder of the key signed? */
final class VerifyCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Check who signed a model package and that nothing was changed.")
          .required("--package", "PATH", "the package, folder or .tar", Path.class)
          .required("--public-key", "FILE", "whose signature counts", Path.class)
          .spec();

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Path path = parsed.matchedOptionValue("--package", Path.of(""));
    PackageSource source = Files.isDirectory(path) ? new PackageFolder(path) : new TarArchive(path);
    SignedManifest manifest =
        PackageVerification.verify(
            source, KeyFile.verification(parsed.matchedOptionValue("--public-key", Path.of(""))));
    spec.commandLine()
        .getOut()
        .printf("%s: %s, %d files verified%n", path, manifest.name(), manifest.files().size());
    return 0;
  }
}
