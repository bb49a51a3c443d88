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
 * @param bootLines what the module prints when it has started, one unsolicited line each
 * @param maxHost the largest number of bytes of the host name in {@code AT+ECMTOPEN}
 * @param maxClientId the largest number of bytes of the client id in {@code AT+ECMTCONN}
 * @param maxUser the largest number of bytes of the user name in {@code AT+ECMTCONN}
 * @param maxPassword the largest number of bytes of the password in {@code AT+ECMTCONN}
 * @param maxTopic the largest number of bytes of a topic
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
    int maxHost,
    int maxClientId,
    int maxUser,
    int maxPassword,
    int maxTopic) {

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
          127,
          48,
          48,
          128,
          255);

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
   * @param maxHost the largest number of bytes of the host name in {@code AT+ECMTOPEN}
   * @param maxClientId the largest number of bytes of the client id in {@code AT+ECMTCONN}
   * @param maxUser the largest number of bytes of the user name in {@code AT+ECMTCONN}
   * @param maxPassword the largest number of bytes of the password in {@code AT+ECMTCONN}
   * @param maxTopic the largest number of bytes of a topic
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
    return copy(on, bootLines);
  }

  /**
   * The same module with other lines at start, such as {@code +ECRDY} of some vendors.
   *
   * @param lines the texts between the line ends
   * @return the profile
   */
  public ModuleProfile withBootLines(String... lines) {
    return copy(echo, List.of(lines));
  }

  private ModuleProfile copy(boolean newEcho, List<String> newBootLines) {
    return new ModuleProfile(
        name,
        identification,
        manufacturer,
        model,
        revision,
        baudRate,
        newEcho,
        errorFormat,
        newBootLines,
        maxHost,
        maxClientId,
        maxUser,
        maxPassword,
        maxTopic);
  }
}
