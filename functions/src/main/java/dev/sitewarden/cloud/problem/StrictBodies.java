package dev.sitewarden.cloud.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads bodies strictly: one document and nothing after it, and texts that can be stored as they
 * are. PostgreSQL stores no NUL, and half of a surrogate pair would come back as a question mark.
 */
@Singleton
final class StrictBodies implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper.registerModule(
        new SimpleModule("storable texts").addDeserializer(String.class, new Texts()));
  }

  private static final class Texts extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1;

    Texts() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(parser, context);
      if (text.codePoints().anyMatch(Texts::isNotStorable)) {
        context.handleWeirdStringValue(String.class, "", "cannot be stored as it is");
      }
      return text;
    }

    private static boolean isNotStorable(int codePoint) {
      return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
  }
}
