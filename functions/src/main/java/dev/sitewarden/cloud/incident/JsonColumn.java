package dev.sitewarden.cloud.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sitewarden.domain.geometry.Point;
import dev.sitewarden.domain.geometry.Polygon;
import dev.sitewarden.domain.vision.Detection;
import java.util.List;

/** What is only ever read whole, as JSON text in a column. */
final class JsonColumn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<DetectionView>> DETECTIONS = new TypeReference<>() {};
  private static final TypeReference<List<List<Double>>> POINTS = new TypeReference<>() {};
  private static final TypeReference<WhyNot> WHY_NOT = new TypeReference<>() {};

  private JsonColumn() {}

  static String write(Polygon polygon) {
    return write(
        polygon.corners().stream().map(corner -> List.of(corner.x(), corner.y())).toList());
  }

  static Polygon polygon(String column) {
    List<List<Double>> corners = read(column, POINTS);
    return new Polygon(corners.stream().map(xy -> new Point(xy.get(0), xy.get(1))).toList());
  }

  static String write(List<?> list) {
    return text(list);
  }

  static String write(WhyNot why) {
    return text(why);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists, records and numbers are always writable", e);
    }
  }

  static WhyNot whyNot(String column) {
    return read(column, WHY_NOT);
  }

  static List<Detection> detections(String column) {
    return read(column, DETECTIONS).stream().map(DetectionView::detection).toList();
  }

  private static <T> T read(String column, TypeReference<T> type) {
    try {
      return JSON.readValue(column, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column that was written here is no JSON: " + column, e);
    }
  }
}
