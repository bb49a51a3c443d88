package io.github.modemqtt.emulator.model;

import java.util.List;

/**
 * What differs between firmware builds, as data.
 *
 * <p>The MQTT commands and the command line decoder are common to the EC616 family; identity texts,
 * echo, line speed and some length limits are the module vendor's.
 *
 * @param name the profile's name for messages
 * @param identification the answer to {@code ATI}
 * @param manufacturer the answer to {@code AT+CGMI}
 * @param model the answer to {@code AT+CGMM}
 * @param revision the answer to {@code AT+CGMR}
 * @param baudRate the rate that {@code AT+IPR?} reports, in bit/s
 * @param echo whether the echo is on in a new module ({@code ATE1})
 * @param errorFormat {@code AT+CMEE} in a new module: 0 to 2
 * @param bootLines what the module prints when it has started, one unsolicited line each; one that
 *     ends with a line end is printed as it is, as boot ROMs do
 * @param limits the sizes that it takes
 * @param dialect how it words what it says
 */
public record ModuleProfile(
    String name,
    String identification,
    String manufacturer,
    String model,
    String revision,
    int baudRate,
    boolean echo,
    int errorFormat,
    List<String> bootLines,
    ModuleLimits limits,
    ModuleDialect dialect) {

  /** The EC616S open SDK's own build: 9600 bit/s, no echo, numeric errors, silent at start. */
  public static final ModuleProfile EC616 =
      new ModuleProfile(
          "EC616",
          "Eigencomm EC616S_EMULATED V0.1",
          "+CGMI:\"eigencomm\"",
          "+CGMM:\"eigencomm\",\"EC616S\"",
          "+CGMR:\"EC616S_EMULATED V0.1\"",
          9600,
          false,
          1,
          List.of(),
          ModuleLimits.EC616,
          ModuleDialect.EC616);

  /** An EC616 with the shorter limits of older builds. */
  public static final ModuleProfile EC616_OLD =
      EC616.copy("EC616_OLD", false, 1, List.of(), ModuleLimits.EC616_OLD, ModuleDialect.EC616);

  /**
   * An EC616 with the reference command set: no blank after colons, fewer quotes, {@code +NCCID}.
   */
  public static final ModuleProfile EC616_REF =
      EC616.copy("EC616_REF", false, 1, List.of(), ModuleLimits.EC616, ModuleDialect.REF);

  /** An EC616 of a vendor whose new modules say plain {@code ERROR} ({@code AT+CMEE=0}). */
  public static final ModuleProfile EC616_PLAIN_ERRORS =
      EC616.copy(
          "EC616_PLAIN_ERRORS", false, 0, List.of(), ModuleLimits.EC616, ModuleDialect.EC616);

  /**
   * An EC626, which says that it could not send CONNECT ({@code +ECMTCONN: 0,2,2}) and 130 ms later
   * that it is connected. In between it connects, as {@code AT+ECMTCONN?} says.
   */
  public static final ModuleProfile EC626 =
      EC616.copy("EC626", false, 1, List.of(), ModuleLimits.EC616, ModuleDialect.EC626);

  /**
   * The profiles that are built in.
   *
   * @return all constants of this type
   */
  public static List<ModuleProfile> all() {
    return List.of(EC616, EC616_OLD, EC616_REF, EC616_PLAIN_ERRORS, EC626);
  }

  /**
   * Checks the ranges and copies the list.
   *
   * @param name the profile's name for messages
   * @param identification the answer to {@code ATI}
   * @param manufacturer the answer to {@code AT+CGMI}
   * @param model the answer to {@code AT+CGMM}
   * @param revision the answer to {@code AT+CGMR}
   * @param baudRate the rate that {@code AT+IPR?} reports, in bit/s
   * @param echo whether the echo is on in a new module ({@code ATE1})
   * @param errorFormat {@code AT+CMEE} in a new module: 0 to 2
   * @param bootLines what the module prints when it has started, one unsolicited line each
   * @param limits the sizes that it takes
   * @param dialect how it words what it says
   */
  public ModuleProfile {
    if (errorFormat < 0 || errorFormat > 2) {
      throw new IllegalArgumentException("errorFormat must be 0 to 2, not " + errorFormat);
    }
    bootLines = List.copyOf(bootLines);
  }

  /**
   * The same module with another echo setting.
   *
   * @param on whether it echoes when it is new
   * @return the profile
   */
  public ModuleProfile withEcho(boolean on) {
    return copy(name, on, errorFormat, bootLines, limits, dialect);
  }

  /**
   * The same module with other lines at start, such as {@code +ECRDY} of some vendors.
   *
   * <p>One that ends with a line end, such as the boot ROM's {@code "^boot.rom'v..!\n"}, is printed
   * as it is.
   *
   * @param lines the texts between the line ends
   * @return the profile
   */
  public ModuleProfile withBootLines(String... lines) {
    return copy(name, echo, errorFormat, List.of(lines), limits, dialect);
  }

  private ModuleProfile copy(
      String newName,
      boolean newEcho,
      int newErrorFormat,
      List<String> newBootLines,
      ModuleLimits newLimits,
      ModuleDialect newDialect) {
    return new ModuleProfile(
        newName,
        identification,
        manufacturer,
        model,
        revision,
        baudRate,
        newEcho,
        newErrorFormat,
        newBootLines,
        newLimits,
        newDialect);
  }
}
