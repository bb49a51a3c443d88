package io.github.modemqtt.bench.parts.startup;

/** What Java takes by itself. */
final class EmptyProgram {
  private EmptyProgram() {}

  public static void main(String... args) {}
}
