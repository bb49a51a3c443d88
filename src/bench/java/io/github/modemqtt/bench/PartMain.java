package io.github.modemqtt.bench;

import io.github.modemqtt.bench.parts.Parts;
import io.github.modemqtt.bench.report.Json;
import java.nio.file.Path;

/** The process of one part: its name and the file for its section are the arguments. */
final class PartMain {
  private PartMain() {}

  public static void main(String... args) {
    int status = 1;
    try {
      Json.write(Parts.named(args[0]).get(0).run(), Path.of(args[1]));
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    } finally {
      System.exit(status); // whatever threads the part has left
    }
  }
}
