package dev.sitewarden.edge.models;

import dev.sitewarden.domain.model.ModelVersion;

/**
 * What became of an order so far, as a Plug and Play acknowledgement: {@code {"value": {"version",
 * "sha256"}, "ac": code, "av": desiredVersion, "ad": text}}.
 *
 * @param serving what serves now, whatever was ordered
 * @param code 200 serving for good, 202 under way (also while on trial), 400 the model is bad, 500
 *     it could not be applied and may be later
 * @param desiredVersion {@code $version} of the desired properties that held the order
 */
public record ModelStatus(ModelVersion serving, int code, long desiredVersion, String text) {
  public static final int SERVING = 200;
  public static final int UNDER_WAY = 202;
  public static final int REFUSED = 400;
  public static final int FAILED = 500;
}
