package dev.sitewarden.inference.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Walks over one Protocol Buffers message without building anything of it: fields one after
 * another, nested messages as readers of their own on the same bytes.
 */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED_64 = 1;
  static final int BYTES = 2;
  static final int FIXED_32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int wireType;
  private int valueStart;
  private int valueEnd;
  private long varint;

  ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Goes to the next field; false at the end of the message. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = readVarint();
    wireType = (int) (tag & 7);
    field = (int) (tag >>> 3);
    if (field == 0 || tag >>> 32 != 0) {
      throw broken("a field numbered %d".formatted(tag >>> 3));
    }
    valueStart = position;
    switch (wireType) {
      case VARINT -> varint = readVarint();
      case FIXED_64 -> skip(8);
      case FIXED_32 -> skip(4);
      case BYTES -> {
        long length = readVarint();
        valueStart = position;
        skip(length);
      }
      default -> throw broken("wire type %d".formatted(wireType));
    }
    valueEnd = position;
    return true;
  }

  int field() {
    return field;
  }

  /** A whole number; {@code what} names the field in the complaint. */
  long varint(String what) {
    require(VARINT, what);
    return varint;
  }

  String text(String what) {
    require(BYTES, what);
    return new String(bytes, valueStart, valueEnd - valueStart, UTF_8);
  }

  ProtoReader message(String what) {
    require(BYTES, what);
    return new ProtoReader(bytes, valueStart, valueEnd);
  }

  /** Whole numbers, packed into one field or one of several fields. */
  ProtoNumbers varints(String what) {
    if (wireType != VARINT) {
      require(BYTES, what);
    }
    return new ProtoNumbers(new ProtoReader(bytes, valueStart, valueEnd));
  }

  /** The whole numbers of one packed field. */
  record ProtoNumbers(ProtoReader packed) {
    boolean hasNext() {
      return packed.position < packed.end;
    }

    long next() {
      return packed.readVarint();
    }
  }

  private void require(int expected, String what) {
    if (wireType != expected) {
      throw broken("%s of wire type %d".formatted(what, wireType));
    }
  }

  private void skip(long length) {
    if (length < 0 || length > end - position) {
      throw broken("a field that is longer than what is left");
    }
    position += (int) length;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position == end) {
        throw broken("a number that is cut off");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a number of more than 10 bytes");
  }

  private IllegalArgumentException broken(String found) {
    return new IllegalArgumentException(
        "it is no ONNX file: there is %s at byte %d".formatted(found, position));
  }
}
