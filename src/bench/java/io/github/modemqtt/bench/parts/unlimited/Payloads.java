package io.github.modemqtt.bench.parts.unlimited;

/** Text of any length that looks like a reading. */
final class Payloads {
  private static final String READING = "{\"celsius\":21.5}";

  private Payloads() {}

  static String of(int bytes) {
    return READING.repeat(bytes / READING.length() + 1).substring(0, bytes);
  }
}
