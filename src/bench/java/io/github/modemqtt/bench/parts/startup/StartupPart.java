package io.github.modemqtt.bench.parts.startup;

import com.fazecast.jSerialComm.SerialPort;
import io.github.modemqtt.bench.Part;
import io.github.modemqtt.bench.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** What a start of the command line takes, and how much memory a client needs. */
public final class StartupPart implements Part {
  private static final Path TARGET = Path.of("target");
  private static final Path EXECUTABLE = TARGET.resolve("modemqtt.jar");

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public Section run() throws Exception {
    Section.Builder section =
        Section.of(
            name(),
            "Start-up and footprint",
            "How long does a script wait for a start of the command line, and what does a small"
                + " computer have to give a collector?");
    try (Scene scene = new Scene()) {
      if (Files.exists(EXECUTABLE)) {
        System.out.println("  starts");
        new Starts(scene, EXECUTABLE).measure(section);
      } else {
        section.note("Starts were not measured: there is no " + EXECUTABLE + " (mvn package).");
      }
      System.out.println("  memory");
      new Footprint(scene).measure(section);
      section.table("Sizes", List.of("file", "size (KiB)"), sizes());
      notes(section, scene);
    }
    return section.build();
  }

  private static List<List<Object>> sizes() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (var jars = Files.newDirectoryStream(TARGET, "modemqtt-*.jar")) {
      for (Path jar : jars) {
        if (!jar.toString().endsWith("-sources.jar")) {
          rows.add(sizeOf("the library", jar));
        }
      }
    }
    rows.add(sizeOf("needed by it", Jars.placeOf(SerialPort.class)));
    rows.add(sizeOf("needed by it", Jars.placeOf(Logger.class)));
    if (Files.exists(EXECUTABLE)) {
      rows.add(sizeOf("the executable, with all that is optional", EXECUTABLE));
    }
    return rows;
  }

  private static List<Object> sizeOf(String what, Path jar) throws IOException {
    return List.of(what + ": " + jar.getFileName(), Files.size(jar) / 1024);
  }

  private static void notes(Section.Builder section, Scene scene) {
    section.note(
        "Java "
            + System.getProperty("java.runtime.version")
            + ", broker "
            + scene.brokerName()
            + ". The module is emulated in another process, on a pseudo-terminal, booted and"
            + " registered. Starts are measured in turns, five of each, from the call that makes the"
            + " process to its end; processor time is that of the process, counted by the system in"
            + " hundredths of a second and averaged.");
    section.note(
        "\"Quick compiler\" is -XX:TieredStopAtLevel=1; \"archive\" is a class-data-sharing archive"
            + " that a run of pub has written (-XX:ArchiveClassesAtExit).");
    section.note(
        "Whose time it is: a pause on the line belongs to the side that ends it, seen from the"
            + " module. The module's own is what no driver can save.");
    section.note(
        "Smallest heap: found by halving, whole MiB from 2 to 64; a run counts if all readings are"
            + " acknowledged by the broker (QoS 1, one each 5 ms), or all 5,000 wait, within 10 s and"
            + " without an OutOfMemoryError. The collector has the settings of the README's: an"
            + " outbox of 5,000, the oldest dropped, a subscription.");
    section.note(
        "Resident memory includes the pages of files that Java shares with other processes, such as"
            + " its own library. Live heap is after a collection. Two processes were measured at a"
            + " time, so the CPU column is good for comparison only.");
  }
}
