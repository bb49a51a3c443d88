package io.github.modemqtt.transport;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system tells about a serial port.
 *
 * @param systemPath the name to open it by, such as {@code /dev/ttyUSB0} or {@code COM3}
 * @param description a text for people; may be empty
 * @param manufacturer who made it, or {@code null} if unknown
 * @param usbVendorId the USB vendor id, 0 to 65535, or empty if it is not on USB
 * @param usbProductId the USB product id, 0 to 65535, or empty if it is not on USB
 * @param serialNumber the serial number of the USB device, or {@code null} if it has none
 * @param stablePath a name that stays the same when the device is plugged in elsewhere or later
 *     ({@code /dev/serial/by-id/...} on Linux), or {@code null} if there is none
 */
public record SerialPortInfo(
    String systemPath,
    String description,
    @Nullable String manufacturer,
    OptionalInt usbVendorId,
    OptionalInt usbProductId,
    @Nullable String serialNumber,
    @Nullable String stablePath) {}
