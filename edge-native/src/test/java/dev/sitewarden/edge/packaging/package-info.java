/** What is shipped beside the code: unit, container, module. */
@NullMarked
package dev.sitewarden.edge.packaging;

import org.jspecify.annotations.NullMarked;
