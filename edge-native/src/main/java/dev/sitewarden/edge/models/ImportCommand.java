package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.edge.command.CommandOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code model import}: makes a model package of a foreign ONNX file. */
final class ImportCommand implements Callable<Integer> {
  private final CommandSpec spec =
      CommandOptions.of(this, "Make a model package of a foreign ONNX file.")
          .required("--onnx", "FILE", "the model", Path.class)
          .required(
              "--decoder", "NAME", "yolox, centernet, nanodet or picodet", OutputDecoder.class)
          .required("--labels", "FILE", "its labels in order, one a line", Path.class)
          .required("--input-size", "PX", "width and height of its input", Integer.class)
          .required("--out", "DIR", "the package's folder, made if missing", Path.class)
          .spec();

  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    var source =
        new ForeignModel(
            parsed.matchedOptionValue("--onnx", Path.of("")),
            parsed.matchedOptionValue("--decoder", OutputDecoder.YOLOX),
            parsed.matchedOptionValue("--labels", Path.of("")),
            parsed.matchedOptionValue("--input-size", 0));
    var made = source.importTo(parsed.matchedOptionValue("--out", Path.of("")));
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s, %d labels, sha256 %s%n",
            made.folder(), made.version(), made.card().labels().size(), made.version().digest());
    return 0;
  }
}
