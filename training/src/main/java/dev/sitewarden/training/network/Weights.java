package dev.sitewarden.training.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plain copies of a network's numbers, by the names of {@link Network#parameters()}. */
public final class Weights {
  private final Map<String, float[]> values;

  private Weights(Map<String, float[]> values) {
    this.values = values;
  }

  public static Weights of(Network network) {
    var values = new LinkedHashMap<String, float[]>();
    network
        .parameters()
        .forEach((name, parameter) -> values.put(name, parameter.getArray().toFloatArray()));
    return new Weights(values);
  }

  /** The numbers of one parameter; a copy. */
  public float[] get(String name) {
    var found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "weights hold no parameter '%s', they hold %s".formatted(name, values.keySet()));
    }
    return found.clone();
  }

  /** Puts the numbers into a network of the same topology. */
  public void copyTo(Network network) {
    network.parameters().forEach((name, parameter) -> parameter.getArray().set(get(name)));
  }

  /** Moves every number towards the network's: {@code keep * own + (1 - keep) * network's}. */
  public void drift(Network network, float keep) {
    network
        .parameters()
        .forEach((name, parameter) -> drift(name, parameter.getArray().toFloatArray(), keep));
  }

  private void drift(String name, float[] target, float keep) {
    var own = values.get(name);
    if (own == null || own.length != target.length) {
      throw new IllegalArgumentException("weights do not fit parameter '%s'".formatted(name));
    }
    for (int i = 0; i < own.length; i++) {
      own[i] = keep * own[i] + (1 - keep) * target[i];
    }
  }

  public void write(DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (var entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      for (float value : entry.getValue()) {
        out.writeFloat(value);
      }
    }
  }

  public static Weights read(DataInputStream in) throws IOException {
    var values = new LinkedHashMap<String, float[]>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      var name = in.readUTF();
      float[] numbers = new float[in.readInt()];
      for (int k = 0; k < numbers.length; k++) {
        numbers[k] = in.readFloat();
      }
      values.put(name, numbers);
    }
    return new Weights(values);
  }
}
