package io.github.modemqtt.bench.parts.startup;

import static io.github.modemqtt.bench.parts.startup.Work.HIVEMQ;
import static io.github.modemqtt.bench.parts.startup.Work.METERED;
import static io.github.modemqtt.bench.parts.startup.Work.MODEMQTT;
import static io.github.modemqtt.bench.parts.startup.Work.NOTHING;
import static io.github.modemqtt.bench.parts.startup.Work.PAHO;
import static io.github.modemqtt.bench.parts.startup.Work.WAITING;

import io.github.modemqtt.bench.Section;
import io.github.modemqtt.session.ModemMqttClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much memory a collector needs. */
final class Footprint {
  private static final int LEAST_HEAP_MIB = 2;
  private static final int MOST_HEAP_MIB = 64;
  private static final int AT_ONCE = 2;
  private static final int MOST_RESIDENT_MIB = 64;
  private static final int MOST_HEAP_WANTED_MIB = 16;
  private static final double MOST_BY_PAHO = 1.25;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String SERIAL_GC = "-XX:+UseSerialGC";

  private final Scene scene;
  private final Map<Work, String> classPaths = new EnumMap<>(Work.class);
  private final Map<Work, Integer> heaps = new EnumMap<>(Work.class);

  /** A JVM with a collector in it. */
  private record Setting(Work work, String label, List<String> flags) {}

  Footprint(Scene scene) {
    this.scene = scene;
    for (Work work : Work.values()) {
      classPaths.put(work, classPath(work));
    }
  }

  private String classPath(Work work) {
    List<String> jars = new ArrayList<>();
    jars.add(Jars.classPath(scene.folder(), CollectorProgram.class, ModemMqttClient.class));
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (work.needs(Path.of(place).getFileName().toString())) {
        jars.add(place);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  void measure(Section.Builder section) throws Exception {
    List<Work> searched = List.of(MODEMQTT, METERED, WAITING, PAHO, HIVEMQ);
    List<Integer> found =
        inParallel(searched.stream().<Callable<Integer>>map(w -> () -> smallestHeap(w)).toList());
    for (int i = 0; i < searched.size(); i++) {
      heaps.put(searched.get(i), found.get(i));
    }
    section.table(
        "The smallest heap that does it (-Xmx with -XX:+UseSerialGC)",
        List.of("collector", "readings", "smallest -Xmx (MiB)"),
        searched.stream().map(this::heapRow).toList());
    List<Setting> settings = settings();
    List<OwnStatus> figures =
        inParallel(settings.stream().<Callable<OwnStatus>>map(s -> () -> status(s)).toList());
    residents(section, settings, figures);
  }

  private List<Object> heapRow(Work work) {
    int found = heaps.get(work);
    return List.of(
        work.label, work.readings, found > MOST_HEAP_MIB ? "more than " + MOST_HEAP_MIB : found);
  }

  /** Twice what all its readings need when they wait, in steps of 4 MiB. */
  private int recommendedHeap() {
    return (2 * heaps.get(WAITING) + 3) / 4 * 4;
  }

  private List<Setting> settings() {
    List<String> small = List.of("-Xmx" + recommendedHeap() + "m", SERIAL_GC, "-Xss256k");
    List<String> smallest = new ArrayList<>(small);
    smallest.add("-XX:TieredStopAtLevel=1");
    smallest.add("-XX:ReservedCodeCacheSize=16m");
    String all = String.join(" ", smallest);
    return List.of(
        new Setting(MODEMQTT, "none", List.of()),
        new Setting(MODEMQTT, SERIAL_GC, List.of(SERIAL_GC)),
        new Setting(MODEMQTT, small.get(0) + " " + SERIAL_GC, small.subList(0, 2)),
        new Setting(MODEMQTT, String.join(" ", small), small),
        new Setting(MODEMQTT, all, smallest),
        new Setting(METERED, all, smallest),
        new Setting(WAITING, all, smallest),
        new Setting(NOTHING, "none", List.of()),
        new Setting(NOTHING, all, smallest),
        new Setting(PAHO, "none", List.of()),
        new Setting(PAHO, all, smallest),
        new Setting(HIVEMQ, "none", List.of()),
        new Setting(HIVEMQ, all, smallest));
  }

  private void residents(Section.Builder section, List<Setting> settings, List<OwnStatus> figures) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      OwnStatus status = figures.get(i);
      rows.add(
          List.of(
              settings.get(i).work().label,
              settings.get(i).label(),
              mebi(status.residentKib()),
              mebi(status.mostKib()),
              status.threads(),
              mebi(status.heapKib()),
              status.cpuMillis()));
    }
    section.table(
        "What the process of a collector takes",
        List.of(
            "collector",
            "Java's flags",
            "resident (MiB)",
            "most resident (MiB)",
            "threads",
            "live heap (MiB)",
            "CPU (ms)"),
        rows);
    goals(section, settings, figures);
  }

  private void goals(Section.Builder section, List<Setting> settings, List<OwnStatus> figures) {
    String flags = settings.get(settings.size() - 1).label();
    int heap = heaps.get(WAITING);
    section.goal(
        "Heap of a collector whose 5,000 readings wait for the network",
        "at most " + MOST_HEAP_WANTED_MIB + " MiB",
        heap + " MiB",
        heap <= MOST_HEAP_WANTED_MIB);
    double resident = mostResident(WAITING, flags, settings, figures);
    section.goal(
        "The same: most memory that is resident, with " + flags,
        "at most " + MOST_RESIDENT_MIB + " MiB",
        resident + " MiB",
        resident <= MOST_RESIDENT_MIB);
    double byPaho =
        mostResident(MODEMQTT, flags, settings, figures)
            / mostResident(PAHO, flags, settings, figures);
    section.goal(
        "Resident memory of a collector, by that with Paho's client and the same flags",
        "at most " + MOST_BY_PAHO,
        "%.2f".formatted(byPaho),
        byPaho <= MOST_BY_PAHO);
    section.note("For a Raspberry Pi: java " + flags + " -jar collector.jar");
  }

  private static double mostResident(
      Work work, String flags, List<Setting> settings, List<OwnStatus> figures) {
    for (int i = 0; i < settings.size(); i++) {
      Setting setting = settings.get(i);
      if (setting.work() == work && setting.label().equals(flags)) {
        return mebi(figures.get(i).mostKib());
      }
    }
    throw new IllegalStateException(work + " was not measured with " + flags);
  }

  private static double mebi(long kib) {
    return Math.round(kib / 102.4) / 10.0;
  }

  // ---- runs ----

  /** Halves what is left between a heap that is too small and one that does. */
  private int smallestHeap(Work work) throws Exception {
    try (ModuleProcess module = moduleFor(work)) {
      int tooSmall = LEAST_HEAP_MIB - 1;
      int enough = MOST_HEAP_MIB + 1;
      while (enough - tooSmall > 1) {
        int heap = (tooSmall + enough) / 2;
        List<String> flags = List.of("-Xmx" + heap + "m", SERIAL_GC, "-XX:+ExitOnOutOfMemoryError");
        if (ChildRun.of(command(work, flags, module), LIMIT).exitCode() == 0) {
          enough = heap;
        } else {
          tooSmall = heap;
        }
      }
      return enough;
    }
  }

  private OwnStatus status(Setting setting) throws Exception {
    try (ModuleProcess module = moduleFor(setting.work())) {
      List<String> command = command(setting.work(), setting.flags(), module);
      return OwnStatus.in(ChildRun.good(command, LIMIT.multipliedBy(2)).output());
    }
  }

  private ModuleProcess moduleFor(Work work) throws IOException {
    return work == WAITING ? scene.module("unregistered") : scene.module();
  }

  private List<String> command(Work work, List<String> flags, ModuleProcess module) {
    List<String> words = new ArrayList<>();
    words.add(Jars.JAVA);
    words.addAll(flags);
    words.add("-Djava.io.tmpdir=" + scene.folder());
    words.add("-cp");
    words.add(classPaths.get(work));
    words.add(CollectorProgram.class.getName());
    words.add(work.word);
    words.add(work.isOnModule() ? module.port() : String.valueOf(scene.brokerPort()));
    words.add(String.valueOf(work.readings));
    return words;
  }

  private static <T> List<T> inParallel(List<Callable<T>> jobs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> job : threads.invokeAll(jobs)) {
        results.add(job.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
