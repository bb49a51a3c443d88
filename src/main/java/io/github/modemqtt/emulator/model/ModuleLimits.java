package io.github.modemqtt.emulator.model;

/**
 * The sizes that a firmware build takes, in bytes. What is longer is refused with CME 3.
 *
 * @param host the host name in {@code AT+ECMTOPEN}
 * @param clientId the client id in {@code AT+ECMTCONN}
 * @param user the user name in {@code AT+ECMTCONN}
 * @param password the password in {@code AT+ECMTCONN}
 * @param topic a topic name or filter
 * @param payload the payload inside the command line, without its quotes; after a prompt it may be
 *     two bytes longer
 */
public record ModuleLimits(int host, int clientId, int user, int password, int topic, int payload) {

  /** The current build. */
  public static final ModuleLimits EC616 = new ModuleLimits(127, 48, 48, 128, 255, 1024);

  /** Builds of the older header file. */
  public static final ModuleLimits EC616_OLD = new ModuleLimits(127, 31, 31, 63, 127, 1023);
}
