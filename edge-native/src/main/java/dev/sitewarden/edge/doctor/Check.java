package dev.sitewarden.edge.doctor;

import java.util.List;

/** Looks at one part of the device. */
@FunctionalInterface
interface Check {
  /** At least one finding; what goes wrong is a finding too, not an exception. */
  List<Finding> findings();
}
