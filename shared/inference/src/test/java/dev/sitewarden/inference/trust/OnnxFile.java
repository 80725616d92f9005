package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Builds ONNX files for tests, field by field: harmless ones and others. */
public final class OnnxFile {
  private OnnxFile() {}

  /** A protobuf message under construction. */
  public static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    public Message text(int field, String value) {
      return bytes(field, value.getBytes(UTF_8));
    }

    public Message message(int field, Message value) {
      return bytes(field, value.build());
    }

    public Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    byte[] build() {
      return bytes.toByteArray();
    }
  }

  public static Message message() {
    return new Message();
  }

  public static byte[] model(Message graph) {
    return message()
        .number(1, 8)
        .message(7, graph)
        .message(8, message().text(1, "").number(2, 17))
        .build();
  }

  static Message graph(Message... nodes) {
    Message graph = message().text(2, "graph");
    for (Message node : nodes) {
      graph.message(1, node);
    }
    return graph;
  }

  static Message node(String operator) {
    return message().text(1, "in").text(2, "out").text(4, operator);
  }

  /** A tensor of two floats. */
  static Message tensor() {
    return message().number(1, 2).number(2, 1).text(8, "weights").bytes(9, new byte[8]);
  }

  /** A tensor whose bytes lie in another file. */
  static Message externalTensor(String location) {
    Message entry = message().text(1, "location").text(2, location);
    return message().number(1, 2).number(2, 1).text(8, "weights").message(13, entry).number(14, 1);
  }
}
