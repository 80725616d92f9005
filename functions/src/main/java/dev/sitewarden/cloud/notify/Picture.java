package dev.sitewarden.cloud.notify;

import java.util.Optional;

/** A message's picture, which is read by those who send it along and by nobody else. */
@FunctionalInterface
public interface Picture {
  /** The most bytes that go along; services take 10 MB with everything in it. */
  int LARGEST = 4 * 1024 * 1024;

  /** There is none. */
  Picture NONE = Optional::empty;

  /** The JPEG; empty if it is not there, or not yet, or too large. Blocking. */
  Optional<byte[]> read();
}
