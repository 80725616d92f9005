/** The doors that Azure opens, tried with Microsoft's emulator and with the packages themselves. */
@NullMarked
package dev.sitewarden.cloud.azure;

import org.jspecify.annotations.NullMarked;
