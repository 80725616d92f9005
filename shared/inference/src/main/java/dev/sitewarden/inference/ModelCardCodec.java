package dev.sitewarden.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sitewarden.domain.model.Label;
import dev.sitewarden.domain.model.ModelCard;
import dev.sitewarden.domain.model.ModelInput;
import dev.sitewarden.domain.model.ModelInput.ColourOrder;
import dev.sitewarden.domain.model.OutputDecoder;
import dev.sitewarden.inference.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Model cards as JSON, {@code model.json} in a model package. Unknown fields are skipped. */
public final class ModelCardCodec {
  private static final JsonFactory JSON = new JsonFactory();

  private ModelCardCodec() {}

  /**
   * Reads a card.
   *
   * @throws IllegalArgumentException naming the field that is missing or wrong
   */
  public static ModelCard read(byte[] json) {
    JsonObject card = JsonObject.parse(json);
    return new ModelCard(
        card.text("name"),
        card.text("version"),
        card.text("task"),
        input(card.object("input")),
        choice(OutputDecoder.class, "decoder", card.text("decoder")),
        card.texts("labels").stream().map(Label::new).toList(),
        card.object("thresholds").numbersBy(Label::new),
        card.number("nms_iou"),
        card.object("metrics").numbersBy(name -> name),
        card.text("dataset"),
        card.text("licence"),
        card.text("min_runtime"));
  }

  private static ModelInput input(JsonObject input) {
    return new ModelInput(
        input.text("name"),
        input.integer("width_px"),
        input.integer("height_px"),
        choice(ColourOrder.class, "input.colour_order", input.text("colour_order")),
        input.numbers("mean"),
        input.numbers("std"));
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String field, String text) {
    List<String> known =
        List.of(type.getEnumConstants()).stream().map(ModelCardCodec::name).toList();
    int index = known.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new IllegalArgumentException(
          "field '%s' must be one of %s, got '%s'".formatted(field, known, text));
    }
    return type.getEnumConstants()[index];
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a card, indented, for people compare cards. */
  public static byte[] write(ModelCard card) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("name", card.name());
      json.writeStringField("version", card.version());
      json.writeStringField("task", card.task());
      writeInput(json, card.input());
      json.writeStringField("decoder", name(card.decoder()));
      writeLabels(json, card.labels());
      writeNumbers(json, "thresholds", card.thresholds());
      json.writeNumberField("nms_iou", card.nmsIou());
      writeNumbers(json, "metrics", card.metrics());
      json.writeStringField("dataset", card.dataset());
      json.writeStringField("licence", card.licence());
      json.writeStringField("min_runtime", card.minRuntime());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeInput(JsonGenerator json, ModelInput input) throws IOException {
    json.writeObjectFieldStart("input");
    json.writeStringField("name", input.name());
    json.writeNumberField("width_px", input.widthPx());
    json.writeNumberField("height_px", input.heightPx());
    json.writeStringField("colour_order", name(input.colourOrder()));
    writeNumbers(json, "mean", input.mean());
    writeNumbers(json, "std", input.std());
    json.writeEndObject();
  }

  private static void writeLabels(JsonGenerator json, List<Label> labels) throws IOException {
    json.writeArrayFieldStart("labels");
    for (Label label : labels) {
      json.writeString(label.value());
    }
    json.writeEndArray();
  }

  private static void writeNumbers(JsonGenerator json, String field, List<Double> numbers)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (double number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private static void writeNumbers(JsonGenerator json, String field, Map<?, Double> numbers)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<?, Double> number : numbers.entrySet()) {
      json.writeNumberField(number.getKey().toString(), number.getValue());
    }
    json.writeEndObject();
  }
}
