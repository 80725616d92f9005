/**
 * The executable: parses the command line and wires the stages. Sees everyone; nobody sees it.
 *
 * <p>Commands are built through picocli's programming interface, not its annotations: no reflection
 * of our own, so a native build needs no metadata for them.
 */
@NullMarked
package dev.sitewarden.edge.app;

import org.jspecify.annotations.NullMarked;
