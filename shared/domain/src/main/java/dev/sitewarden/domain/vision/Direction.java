package dev.sitewarden.domain.vision;

/**
 * Which way a line is crossed, seen by who goes along it from its first point to its second. A line
 * that is drawn from left to right is crossed inwards by who comes down the picture, nearer to the
 * camera.
 */
public enum Direction {
  /** From the left hand to the right hand. */
  IN,
  /** From the right hand to the left hand. */
  OUT
}
